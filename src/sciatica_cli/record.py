"""One JSON record: read from a stream, decoded strictly."""

from __future__ import annotations

import json
import math
import os
import sys

from .core.faults import AnswersError, Fault, FaultError, UsageError, shown

MAX_BYTES = 1 << 20  # one record
MANY = "give one record; for many recorded ones, a line each, use sciatica batch"


def read_record(data: bytes) -> dict[str, object]:
    """Decode one JSON object, strictly.

    Raises:
        FaultError: empty, too large, not UTF-8, not JSON, a duplicate key, or not an object.
    """
    if len(data) > MAX_BYTES:
        raise _bad("too_large", f"the record is larger than {MAX_BYTES} bytes", MANY)
    if not data.strip():
        raise _bad(
            "empty", "the input is empty", "give one JSON object; see sciatica questions --template"
        )
    if data.startswith(b"\xef\xbb\xbf"):
        raise _bad(
            "byte_order_mark",
            "the text starts with a byte order mark",
            "save it as UTF-8 without BOM",
        )
    try:
        text = data.decode("utf-8")
        record = json.loads(
            text,
            object_pairs_hook=_reject_duplicates,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise _bad("not_utf8", f"byte {error.start} is not UTF-8", "save it as UTF-8") from None
    except RecursionError:
        raise _bad("too_deep", "the JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if error.msg == "Extra data":
            hint = MANY
            raise _bad("several_records", "a second value follows the first", hint, place) from None
        raise _bad("not_json", f"this is not JSON: {error.msg}", "", place) from None
    except ValueError:  # an integer of thousands of digits
        raise _bad("out_of_range", "a number is far too long") from None
    if not isinstance(record, dict):
        raise _bad(
            "not_an_object", "this is JSON, but not an object", 'write {"question": "answer"}'
        )
    return record


def _bad(code: str, message: str, hint: str = "", path: str = "answers") -> FaultError:
    return AnswersError((Fault(code, path, message, hint),))


def _reject_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _bad("duplicate_key", "this key stands there twice", "keep one", shown(key))
            seen.add(key)
    return record


def _no_constant(name: str) -> object:
    raise _bad("not_a_number", f"{name} is no JSON number", "give a whole number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _bad("out_of_range", f"{shown(text)} is too large", "give a whole number")
    return number


def read_stdin() -> bytes:
    """All of standard input up to the limit; stdin that cannot hold anything is a usage error."""
    if sys.stdin is None or sys.stdin.closed:
        raise no_input()
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if not data and _is_device():
        raise no_input()
    return data


def _is_device() -> bool:
    import stat

    return stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)


def no_input() -> FaultError:
    from .report import strings

    fault = Fault("no_input", "", strings.NO_TERMINAL, strings.NO_TERMINAL_HINT)
    return UsageError((fault,))
