"""The texts of a questions file, each with its field, which says what part it plays."""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.shape import Block, Entries, Field, ListOf, Variants
from ..bank.shape_file import FILE
from ..bank.shape_texts import Text
from ..bank.yaml_source import Node
from .diagnostics import Path, QuestionsFile


def texts_of(file: QuestionsFile) -> Iterator[tuple[Path, Text, str]]:
    """Path, field and words of every text in a file without faults."""
    root = file.nodes.get(())
    return texts(FILE, root) if root is not None else iter(())  # one that was made by code


def texts(field: Field, node: Node, path: Path = ()) -> Iterator[tuple[Path, Text, str]]:
    """Path, field and words of every text in a value.

    Args:
        field: describes the value.
        node: the value.
        path: where it is in the file.
    """
    match field:
        case Text():
            yield path, field, " ".join(str(node.node.value).split())
        case ListOf():
            for number, item in enumerate(node.items()):
                # a single value counts as a list of one, at its own path
                inner = (*path, str(number)) if node.is_sequence() else path
                yield from texts(field.item, item, inner)
        case Block() | Entries() | Variants():
            for key, value in node.pairs():
                yield from texts(_field_of(field, node, key.word()), value, (*path, key.word()))


def _field_of(field: Block | Entries | Variants, node: Node, key: str) -> Field:
    match field:
        case Entries():
            return field.entry
        case Variants():
            return _field_of(field.block_of(node), node, key)
    return field.fields[key]
