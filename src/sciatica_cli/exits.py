"""Exit statuses, after sysexits.h where it has one; docs/json.md says when each is used."""

from __future__ import annotations

OK = 0
INTERNAL = 1
USAGE = 2
BAD_ANSWERS = 65
NO_INPUT = 66
CANNOT_WRITE = 73
BAD_QUESTIONS = 78
INTERRUPTED = 130
CLOSED_PIPE = 141
