"""What the command line asks of `batch`, and what of it cannot be done."""

from __future__ import annotations

import os
import sys

from ..core.faults import Fault, FaultError, UsageError
from ..core.frozen import Frozen
from ..files import SAME_FILE
from ..request import Terminal
from ..streams import is_open
from ..targets import find_target
from .column_source import ColumnSource
from .packed import ending
from .plan import COLUMN_FORMS, CSV, Plan
from .sink import PART
from .source import Source


class BatchRequest(Frozen):
    """What the command line asks for. Construct by keyword.

    Standard input and output where no file is named.
    """

    plan: Plan
    source: str | None = None
    output: str | None = None
    errors: str | None = None
    jobs: int = 1
    resume: bool = False
    force: bool = False
    summary: bool = False
    quiet: bool = False
    terminal: Terminal = Terminal()


def check(request: BatchRequest) -> None:
    """Refuse options that contradict each other.

    Raises:
        FaultError: they do.
    """
    plan = request.plan
    if plan.full and (plan.columns or plan.form == CSV):
        raise usage("--full cannot be combined with --fields or CSV", "leave out one of them")
    if plan.csv_safe and plan.form != CSV:
        raise usage("--csv-safe works for CSV only", "leave it out, or add --format csv")
    if plan.columns == ():
        raise usage("--fields names no field", "name some, for example --fields id,level")
    if request.resume and request.output is None:
        raise usage("--resume needs the output file of the first run", "name it with -o")
    if request.resume and request.summary:
        raise usage(
            "--summary cannot be combined with --resume",
            "leave it out, or start again with --force",
        )
    if request.resume and (ending(request.output) or ending(request.errors)):
        raise usage(
            "a compressed output cannot be resumed", "start again with --force instead of --resume"
        )
    _check_columns(request)


def _check_columns(request: BatchRequest) -> None:
    """The same for files of columns."""
    plan = request.plan
    is_made = plan.form in COLUMN_FORMS
    if is_made and not plan.columnar:
        hint = "choose .jsonl or .csv, or give a Parquet or Arrow file"
        raise usage("results of JSON lines cannot be written as columns", hint)
    if is_made and request.output is None:
        hint = "name a file with -o, or choose --format jsonl or csv"
        raise usage("columns cannot be written to standard output", hint)
    if plan.columnar and plan.full:
        raise usage("--full works for JSON lines only", "leave it out")
    if plan.columnar and request.resume:
        raise usage("--resume works for JSON lines only", "start again with --force")


def check_paths(request: BatchRequest, source: Source | ColumnSource) -> None:
    """Refuse what would write over an input, or one output over the other.

    Raises:
        FaultError: it would.
    """
    named = [path for path in (request.output, request.errors) if path not in (None, "-")]
    targets = [find_target(str(path)) for path in named]
    files = [target.path for target in targets if not target.is_stream]
    paths = [path for name in files for path in (name, f"{name}{PART}")]
    if len({os.path.realpath(path) for path in paths}) < len(paths):
        raise usage("-o and --errors name the same file", "choose another name for one of them")
    written = [os.stat(path) for path in paths if os.path.exists(path)]
    written += [os.fstat(target.number) for target in targets if target.number is not None]
    if request.output is None and is_open(sys.stdout):
        written.append(os.fstat(sys.stdout.fileno()))
    read = [*source.statuses]
    if request.plan.questions is not None and os.path.isfile(request.plan.questions):
        read.append(os.stat(request.plan.questions))
    if any(os.path.samestat(one, other) for one in written for other in read):
        raise usage(*SAME_FILE)
    if isinstance(source, ColumnSource) and any(map(source.contains, paths)):
        raise usage("the output is in the folder of the input", "choose another folder for it")


def usage(message: str, hint: str) -> FaultError:
    return UsageError((Fault("usage", "", message, hint),))
