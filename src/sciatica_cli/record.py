"""Reads one JSON record and decodes it strictly."""

from __future__ import annotations

import errno
import json
import math
import os
import sys

from .core.faults import AnswersError, Fault, FaultError, Urgent, shown, unreadable, usage_error
from .streams import is_open, read_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core.model import Questionnaire

MAX_BYTES = 1 << 20  # of one record
UTF8_MARK = b"\xef\xbb\xbf"  # a byte order mark, as some editors write it
IGNORED_BEFORE = b" \t\r\n\x0b\x0c\0" + UTF8_MARK  # a record
TEMPLATE_HINT = "sciatica questions --template prints a file to fill in"
DIGITS_HINT = "write numbers in the digits 0 to 9"
JSON_HINT = "look for a missing comma or quote, or a comment"
STREAM_HINT = "write each record on a line of its own, for example with jq -c ."
ONE_RECORD_HINT = "give one record; for many recorded ones, one per line, use sciatica batch"


def read_record(data: bytes) -> dict[str, object]:
    """Decode one JSON object, strictly; a byte order mark before it is skipped.

    Raises:
        FaultError: empty, too large, not UTF-8, not JSON, a duplicate key, or not an object.
    """
    if len(data) > MAX_BYTES:
        raise _error("too_large", "the record is larger than 1 MiB", ONE_RECORD_HINT)
    data = data.removeprefix(UTF8_MARK)
    if not data.strip():
        raise _error("empty", "the input is empty", TEMPLATE_HINT)
    try:
        record = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_reject_duplicates,
            parse_constant=_reject_constant,
            parse_float=_finite_float,
        )
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start) from None
    except RecursionError:
        raise _error("too_deep", "lists or objects are nested too deeply", TEMPLATE_HINT) from None
    except json.JSONDecodeError as error:
        from .core.encodings import name_of_encoding

        if name_of_encoding(data):
            raise _not_utf8(data, data.index(b"\0")) from None
        place = f"line {error.lineno}, column {error.colno}"
        if error.msg == "Extra data":
            message = "a second record follows the first"
            raise _error("several_records", message, ONE_RECORD_HINT, place) from None
        sign = error.doc[error.pos : error.pos + 1]
        hint = DIGITS_HINT if sign.isnumeric() and not sign.isascii() else JSON_HINT
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _error("not_json", message, hint, place) from None
    except ValueError:  # an integer of thousands of digits
        raise _error("out_of_range", "a number is far too long", "give a whole number") from None
    if not isinstance(record, dict):
        raise _error(
            "not_an_object",
            "this is JSON, but not one object of answers",
            'write {"question": "answer"}, for example {"age": 42}',
        )
    return record


def find_urgent_in(questionnaire: Questionnaire, data: bytes) -> Urgent | None:
    """The urgent result that follows from what can be read of a record with faults."""
    from .core.encodings import decode_leniently
    from .core.readings import find_urgent
    from .readable import readable_objects

    text = decode_leniently(data.lstrip(IGNORED_BEFORE)[:MAX_BYTES])
    return find_urgent(questionnaire, readable_objects(text.lstrip("\ufeff")))


def _not_utf8(data: bytes, place: int) -> FaultError:
    from .core.encodings import what_is_not_utf8

    return _error("not_utf8", *what_is_not_utf8(data, place))


def _error(code: str, message: str, hint: str = "", path: str = "answers") -> FaultError:
    return AnswersError((Fault(code, path, message, hint),))


def _reject_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _error(
                    "duplicate_key", "this key is given twice", "keep one of them", shown(key)
                )
            seen.add(key)
    return record


def _reject_constant(name: str) -> object:
    raise _error("not_a_number", f"{name} is not a number in JSON", "give a whole number")


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _error("out_of_range", "a number is far too large", "give a whole number")
    return number


def read_stdin() -> bytes:
    """Standard input, at most MAX_BYTES + 1 bytes.

    Raises:
        FaultError: nothing can be read from it, because it is closed, an empty device, or open for
            writing only.
    """
    if not is_open(sys.stdin):
        raise no_input()
    number = sys.stdin.fileno()
    try:
        data = read_all(number, MAX_BYTES + 1)
    except OSError as error:
        if error.errno == errno.EBADF:  # open for writing only, as nohup leaves it
            raise no_input() from None
        raise unreadable("input", error) from None
    if not data:
        import stat

        if stat.S_ISCHR(os.fstat(number).st_mode):
            raise no_input()
    return data


def no_input(code: str = "no_input") -> FaultError:
    """The error when there is nothing to read, and no terminal to ask in."""
    from .report import strings

    return usage_error(strings.NO_TERMINAL, strings.NO_TERMINAL_HINT, code=code)
