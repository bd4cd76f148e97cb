"""The keys of a questions file as tables of Markdown, for docs/authoring.md."""

from __future__ import annotations

from collections.abc import Iterator

from .shape import Block, Entries, Field, ListOf, OneOf, Variants
from .shape_conditions import OPERATORS
from .shape_file import FILE


def file_tables() -> str:
    """A table for every block, in the order of the file; a block that stands twice is told once."""
    conditions = Block("Any other key is the name of a question.", OPERATORS)
    blocks = [*_blocks(FILE, ""), *_blocks(conditions, "condition")]
    tables: dict[str, str] = {}
    for path, block in blocks:
        title = f"`{path}`: {block.description}" if path else block.description
        tables.setdefault(_table(block), title)
    return "\n\n".join(f"{title}\n\n{table}" for table, title in tables.items())


def _table(block: Block) -> str:
    rows = [_row(key, field) for key, field in block.fields.items()]
    return "\n".join(["| key | needed | meaning |", "|---|---|---|", *rows])


def _row(key: str, field: Field) -> str:
    told = field.description.replace("|", "\\|")
    if isinstance(field, OneOf):
        told += f" One of {', '.join(f'`{value}`' for value in field.values)}."
    elif field.examples and isinstance(field.examples[0], str | int) and "\n" not in told:
        shown = [f"`{example}`" for example in field.examples if "\n" not in str(example)]
        told += f" For example {', '.join(shown)}." if shown else ""
    return f"| `{key}` | {'yes' if field.required else ''} | {told} |"


def _blocks(field: Field, path: str) -> Iterator[tuple[str, Block]]:
    """Every block of a field, with the keys that lead to it."""
    match field:
        case Block():
            yield path, field
            for key, inner in field.fields.items():
                yield from _blocks(inner, f"{path}.{key}".removeprefix("."))
        case Variants():
            for block in dict.fromkeys(field.blocks.values()):
                yield from _blocks(block, path)
        case Entries():
            yield from _blocks(field.entry, f"{path}.NAME")
        case ListOf():
            yield from _blocks(field.item, path)
