"""From an assessment to what is written: in which format, with whose numbers, where to."""

from __future__ import annotations

import json
import os
import sys

from .core.assess import Assessment
from .core.faults import Fault, FaultError, OutputError, UsageError, clean, shown
from .core.levels import EMERGENCY, SAME_DAY
from .core.model import GENERAL_REGION, Questionnaire, Region
from .exits import OK
from .report.formats import HTML, JSON, TEXT, format_of, is_foreign
from .request import Terminal, View
from .version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .report.blocks import Block
    from .report.write import Look

EXIT_LEVELS = {"within_days": 10, SAME_DAY: 20, EMERGENCY: 30}


def exit_status(assessment: Assessment, exit_level: bool) -> int:
    """OK whatever the verdict, unless the level was asked for."""
    return EXIT_LEVELS.get(assessment.level, OK) if exit_level else OK


def render(
    assessment: Assessment,
    region: Region,
    view: View,
    *,
    terminal: Terminal = Terminal(),  # noqa: B008 (it cannot be changed)
    output: str | None = None,
    ident: object = None,
) -> str:
    """The assessment in the format that the view, or else the name of the output, asks for.

    Raises:
        FaultError: a format that there is not.
    """
    if not view.format and is_foreign(output):
        hint = "choose .txt, .md, .html or .json, or say --format"
        message = "no such format is written"
        raise UsageError((Fault("usage", shown(str(output)), message, hint),))
    form = view.format or format_of(output)
    if form == JSON and view.handover:
        hint = "choose .txt, .md or .html, or leave out --handover"
        message = "the hand-over sheet is not written as JSON"
        raise UsageError((Fault("usage", "", message, hint),))
    if form == JSON:
        from .report.json_writer import assessment_data

        return json.dumps(assessment_data(assessment, __version__, ident), indent=2) + "\n"
    from .report.write import choose_look, write

    to_terminal = output is None and sys.stdout.isatty()
    in_file = output is not None  # where no control sequence belongs
    look = choose_look(to_terminal, terminal.plain or in_file, terminal.no_color)
    return write(blocks_of(assessment, region, view, look, form), form, look)


def blocks_of(
    assessment: Assessment, region: Region, view: View, look: Look, form: str = TEXT
) -> tuple[Block, ...]:
    """The page or the hand-over sheet, as much of it as was asked for; HTML has room for all."""
    from .report.handover import handover
    from .report.page import page
    from .report.write import draw_usual

    if view.handover:
        return handover(assessment, __version__, today())
    full = view.full or form == HTML
    return page(
        assessment, region, __version__, today(), full, view.explain,
        lambda blocks: draw_usual(blocks, look),
    )  # fmt: skip


def today() -> str:
    """Today's date, for pages; JSON holds no clock."""
    import time

    return time.strftime("%Y-%m-%d")


def find_region(questionnaire: Questionnaire, code: str | None) -> tuple[Region, tuple[str, ...]]:
    """The region asked for, or the general one with a note.

    It is never guessed, and a strange code never stops anything: it may be an emergency.
    """
    code = code or os.environ.get("SCIATICA_REGION") or GENERAL_REGION
    region = questionnaire.region(code)
    if region is not None:
        return region, ()
    general = questionnaire.region(GENERAL_REGION)
    assert general is not None  # the build sees to it
    return general, (f"no numbers are kept for {shown(code).upper()}: the general advice is shown",)


def emit(text: str) -> None:
    """Write the result to standard output, whole.

    Raises:
        FaultError: it cannot be written (a full disk; a closed pipe ends the program earlier).
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        sys.stdout = None  # nothing left to flush at exit
        raise OutputError((Fault("cannot_write", "output", message),)) from None


def print_faults(error: FaultError) -> None:
    """Faults on standard error, one line each."""
    if error.first_line:
        print(clean(error.first_line), file=sys.stderr)
    for line in fault_lines(error.faults):
        print(f"sciatica: {clean(line)}", file=sys.stderr)


def fault_lines(faults: tuple[Fault, ...]) -> tuple[str, ...]:
    """Faults as lines for a person; all missing answers share one."""
    missing = [fault.path for fault in faults if fault.code == "missing"]
    lines = [fault.line() for fault in faults if fault.code != "missing"]
    if missing:
        noun = "answer is" if len(missing) == 1 else "answers are"
        hint = "add what is missing, or use --partial"
        lines.append(f"{len(missing)} {noun} missing: {', '.join(missing)} ({hint}) [missing]")
    return tuple(lines)
