"""For which records something holds: bits of one long integer, the first record the highest."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from ..core.expressions import Expression

ROWS = 1 << 15  # judged at once: more of them need more memory, fewer take longer each
Bits = dict[Expression, int]  # for which records each expression holds


def all_bits(count: int) -> int:
    """The bits of `count` records, all of them set."""
    return (1 << count) - 1


def to_bytes(bits: int, count: int) -> bytes:
    """The bits of `count` records as bytes, 0 or 1."""
    return format(bits, f"0{count}b").encode().translate(DIGIT_VALUES)


def places(bits: int, count: int) -> Iterable[int]:
    """The places of the records whose bit is set."""
    return compress(range(count), to_bytes(bits, count)) if bits else ()


def from_bytes(codes: bytes, place: int = 0) -> int:
    """The bit at one place of each byte, 0 the lowest. There must be at least one byte."""
    return int(codes.translate(DIGITS[place]), 2)


DIGIT_VALUES = bytes(byte & 1 for byte in range(256))  # the text 0 and 1 as numbers
# By place: the text 1 for every byte in which that bit is set, else 0.
DIGITS = tuple(bytes(48 + (byte >> place & 1) for byte in range(256)) for place in range(8))
