"""Loads the questions from a given file, the compiled copy, or a checkout."""

from __future__ import annotations

import os

from ..core.faults import Fault, QuestionsError, unreadable
from . import COMPILED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.model import Questionnaire

CHECKOUT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))


def load(path: str | None = None) -> Questionnaire:
    """The questionnaire to use.

    Args:
        path: a questions file; None means the questions shipped with this program. In a checkout
            its questions.yaml is used if it differs from the compiled copy.

    Raises:
        FaultError: the file cannot be read, or has faults.
    """
    if path is not None:
        return _build(path, path, shipped=False)
    root = os.path.join(CHECKOUT, "questions.yaml")
    in_checkout = os.path.exists(os.path.join(CHECKOUT, "hatch_build.py"))
    copy = _read_copy()
    if in_checkout and (copy is None or not _is_copy_of(copy, root)):
        return _build(root, "questions.yaml", shipped=True)
    if copy is None:
        message = "the questions that belong to this program are missing"
        fault = Fault("no_questions", "", message, "install the program again")
        raise QuestionsError((fault,))
    from .compiled import load as load_copy

    return load_copy(copy)


def _read_copy() -> str | None:
    try:
        with open(COMPILED, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def _is_copy_of(copy: str, root: str) -> bool:
    """Whether the file has the same size and time as the copy's source, or the same contents."""
    written, size, mtime, sha256, _ = copy[: copy.index("\n")].split(" ", 4)
    try:
        found = os.stat(root)
    except OSError:
        return False
    from .compiled import format_number

    if int(written) != format_number():
        return False
    if (found.st_size, found.st_mtime_ns) == (int(size), int(mtime)):
        return True
    import hashlib

    with open(root, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == sha256


def _build(path: str, name: str, shipped: bool) -> Questionnaire:
    from .build import build  # imports the YAML library, which is slow
    from .source import MAX_BYTES

    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(name, error, "no_questions") from None
    return build(data, name, shipped)
