"""The keys of a questions file as Markdown tables, for docs/authoring.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_cli.bank.shape import Block, Entries, Field, ListOf, OneOf, Variants
from sciatica_cli.bank.shape_conditions import OPERATORS
from sciatica_cli.bank.shape_file import FILE


def file_tables() -> str:
    """A table for each block, in the order of the file; equal blocks share the first."""
    conditions = Block("Any other key is the name of a question.", OPERATORS)
    tables: dict[str, str] = {}
    for title, fields in (*_blocks(FILE, ""), *_blocks(conditions, "condition")):
        rows = [_row(key, field) for key, field in fields.items()]
        table = "\n".join(["| key | required | meaning |", "|---|---|---|", *rows])
        tables.setdefault(table, title)
    return "\n\n".join(f"{title}\n\n{table}" for table, title in tables.items())


def _row(key: str, field: Field) -> str:
    meaning = field.description.replace("|", "\\|")
    if isinstance(field, OneOf):
        meaning += f" One of {', '.join(f'`{value}`' for value in field.values)}."
    elif examples := [f"`{e}`" for e in field.examples if isinstance(e, str | int)]:
        meaning += f" For example {', '.join(examples)}."
    return f"| `{key}` | {'yes' if field.required else ''} | {meaning} |"


def _blocks(field: Field, path: str) -> Iterator[tuple[str, Mapping[str, Field]]]:
    """The title and the keys of every block inside a field that `path` leads to."""
    match field:
        case Block():
            yield f"`{path}`: {field.description}" if path else field.description, field.fields
            for key, inner in field.fields.items():
                yield from _blocks(inner, f"{path}.{key}".removeprefix("."))
        case Variants():
            yield from _blocks(field.first, path)
            for block in dict.fromkeys(field.blocks.values()):
                if block is not field.first:
                    yield _differences(field.first, block, path)
        case Entries():
            yield from _blocks(field.entry, f"{path}.NAME")
        case ListOf():
            yield from _blocks(field.item, path)


def _differences(first: Block, other: Block, path: str) -> tuple[str, Mapping[str, Field]]:
    """The keys of another variant that differ from those of the first."""
    shared = dict(first.fields.items() & other.fields.items())
    instead = ", ".join(f"`{key}`" for key in first.fields if key not in shared)
    own = {key: field for key, field in other.fields.items() if key not in shared}
    return f"`{path}`: {other.description} Instead of {instead} it has:", own
