"""One JSON record in, one assessment out."""

from __future__ import annotations

import json
import os
import sys

from .bank.find import load
from .core.answers import read_answers
from .core.assess import Assessment, assess, is_emergency
from .core.exits import BAD_ANSWERS, CANNOT_WRITE, OK, USAGE
from .core.faults import Fault, FaultError, clean, one_line_each, shown
from .core.flow import settle
from .core.frozen import Frozen
from .core.model import EMERGENCY, GENERAL_REGION, SAME_DAY, Questionnaire, Region, level_rank
from .files import read_file, write_private
from .record import MAX_BYTES, read_record, read_stdin
from .report.formats import HTML, JSON, TEXT, format_of, is_foreign
from .version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .report.blocks import Block
    from .report.write import Look

EXIT_LEVELS = {"within_days": 10, SAME_DAY: 20, EMERGENCY: 30}


class Request(Frozen):
    """What the command line asks for.

    `source` None means standard input; `format` empty means the one that `output` ends in.
    """

    source: str | None = None
    format: str = ""
    handover: bool = False
    partial: bool = False
    region: str | None = None
    questions: str | None = None
    output: str | None = None
    force: bool = False
    full: bool = False
    explain: bool = False
    plain: bool = False
    no_color: bool = False
    quiet: bool = False
    exit_level: bool = False
    save_answers: str | None = None
    resume: str | None = None

    def after(self, before: Request) -> Request:
        """This request, and where it leaves something open, what was asked for before it."""
        return Request(*(getattr(self, f) or getattr(before, f) for f in Request.fields))


class Result(Frozen):
    """What a command says: the text for stdout or a file, lines for stderr, the exit status."""

    text: str
    notes: tuple[str, ...]
    status: int


def run(request: Request) -> int:
    """Read, assess, write; the one place of this lane that prints. Returns the exit status."""
    try:
        result = answer(request, _read(request))
        if request.output is not None:
            write_private(request.output, result.text, request.force)
        else:
            emit(result.text)
    except FaultError as error:
        complain(error)
        return error.status
    if not request.quiet:
        for note in result.notes:
            print(f"sciatica: {note}", file=sys.stderr)
    return result.status


def answer(request: Request, data: bytes) -> Result:
    """Assess one record.

    Raises:
        FaultError: bad answers, a bad questions file. Missing answers are faults too, unless
            `partial` is set or an emergency is already certain.
    """
    questionnaire = load(request.questions)
    record = read_record(data)
    assessment = assess_record(questionnaire, record, request.partial)
    region, notes = find_region(questionnaire, request.region)
    text = render(assessment, region, request, record.get("id"))
    status = EXIT_LEVELS.get(assessment.level, OK) if request.exit_level else OK
    return Result(text, notes, status)


def assess_record(
    questionnaire: Questionnaire, record: dict[str, object], partial: bool = False
) -> Assessment:
    """Check and assess one decoded record.

    Raises:
        FaultError: as `answer` does; its first line says what is already certain and urgent.
    """
    answers, faults = read_answers(questionnaire, record)
    flow = settle(questionnaire, answers)
    faults += flow.faults
    assessment = assess(questionnaire, answers)
    if not faults and not partial and not is_emergency(assessment):
        faults = tuple(Fault("missing", name, "has no answer") for name in flow.missing)
    if faults:
        raise FaultError(faults, BAD_ANSWERS, _already_certain(assessment))
    return assessment


def _already_certain(assessment: Assessment) -> str:
    """Said before the faults: bad answers elsewhere must not hide what the good ones show."""
    if level_rank(assessment.level) < level_rank(SAME_DAY):
        return ""
    level = assessment.questionnaire.level(assessment.level)
    tell = f" {assessment.tell}" if assessment.tell else ""
    return f"Already certain from these answers: {level.title} ({level.deadline}).{tell}"


def render(assessment: Assessment, region: Region, request: Request, ident: object = None) -> str:
    """The assessment in the format asked for.

    Raises:
        FaultError: a format that there is not.
    """
    if not request.format and is_foreign(request.output):
        hint = "choose .txt, .md, .html or .json, or say --format"
        message = "no such format is written"
        raise FaultError((Fault("usage", shown(str(request.output)), message, hint),), USAGE)
    form = request.format or format_of(request.output)
    if form == JSON and request.handover:
        hint = "choose .txt, .md or .html, or leave out --handover"
        message = "the hand-over sheet is not written as JSON"
        raise FaultError((Fault("usage", "", message, hint),), USAGE)
    if form == JSON:
        from .report.json_out import assessment_data

        return json.dumps(assessment_data(assessment, __version__, ident), indent=2) + "\n"
    from .report.write import choose_look, write

    to_terminal = request.output is None and sys.stdout.isatty()
    in_file = request.output is not None  # where no control sequence belongs
    look = choose_look(to_terminal, request.plain or in_file, request.no_color)
    return write(blocks_of(assessment, region, request, look, form), form, look)


def blocks_of(
    assessment: Assessment, region: Region, request: Request, look: Look, form: str = TEXT
) -> tuple[Block, ...]:
    """The page or the hand-over sheet, as much of it as was asked for; HTML has room for all."""
    from .report.handover import handover
    from .report.page import page
    from .report.write import draw_usual

    if request.handover:
        return handover(assessment, __version__, today())
    full = request.full or form == HTML
    return page(
        assessment, region, __version__, today(), full, request.explain,
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


def _read(request: Request) -> bytes:
    if request.source is not None and request.source != "-":
        return read_file(request.source, MAX_BYTES)
    return read_stdin()


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
        raise FaultError((Fault("cannot_write", "output", message),), CANNOT_WRITE) from None


def complain(error: FaultError) -> None:
    """Faults on standard error, one line each."""
    if error.first_line:
        print(clean(error.first_line), file=sys.stderr)
    for line in one_line_each(error.faults):
        print(f"sciatica: {clean(line)}", file=sys.stderr)
