"""The keys of a questions file as Markdown tables, for docs/authoring.md."""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.shape import Block, Entries, Field, ListOf, OneOf, Variants
from ..bank.shape_conditions import OPERATORS
from ..bank.shape_file import FILE


def file_tables() -> str:
    """A table for each block, in the order of the file; equal blocks share the first."""
    conditions = Block("Any other key is the name of a question.", OPERATORS)
    tables: dict[str, str] = {}
    for path, block in (*_blocks(FILE, ""), *_blocks(conditions, "condition")):
        title = f"`{path}`: {block.description}" if path else block.description
        tables.setdefault(_table(block), title)
    return "\n\n".join(f"{title}\n\n{table}" for table, title in tables.items())


def _table(block: Block) -> str:
    rows = [_row(key, field) for key, field in block.fields.items()]
    return "\n".join(["| key | required | meaning |", "|---|---|---|", *rows])


def _row(key: str, field: Field) -> str:
    meaning = field.description.replace("|", "\\|")
    if isinstance(field, OneOf):
        meaning += f" One of {', '.join(f'`{value}`' for value in field.values)}."
    elif examples := [f"`{e}`" for e in field.examples if isinstance(e, str | int)]:
        meaning += f" For example {', '.join(examples)}."
    return f"| `{key}` | {'yes' if field.required else ''} | {meaning} |"


def _blocks(field: Field, path: str) -> Iterator[tuple[str, Block]]:
    """Every block inside a field, with the keys that lead to it."""
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
