"""Renders an assessment in the format, for the region and for the terminal that are wanted."""

from __future__ import annotations

import json
import os
import sys

from .core.assess import Assessment
from .core.faults import shown, shown_path, usage_error
from .core.frozen import Frozen
from .core.model import Questionnaire
from .core.routes import GENERAL_REGION, Region
from .output import check_stdout
from .report.formats import JSON, format_of, is_unsupported
from .request import Terminal, View
from .streams import is_terminal
from .targets import names_stream
from .version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

    from .core.checks import Check
    from .core.course import Course
    from .report.blocks import Block
    from .report.write import Look


class Result(Frozen):
    """An assessment, with what its page and its hand-over sheet say besides.

    `answered_by` is one of ANSWERED_BY, or empty. With `earlier_checks` of the same person, oldest
    first, both say what has changed since. Their date is `day`, today by default.
    """

    assessment: Assessment
    region: Region
    answered_by: str = ""
    earlier_checks: tuple[Check, ...] = ()
    day: datetime.date | None = None

    @property
    def course(self) -> Course | None:
        """How the measures have changed since the earlier checks."""
        if not self.earlier_checks:
            return None
        from .core.course import course_of

        return course_of(self.assessment.flow, self.earlier_checks)


def check_ending(output: str) -> None:
    """Refuse a file name whose ending promises something else than a page.

    Raises:
        UsageError: it does.
    """
    if is_unsupported(output) and not names_stream(output):
        hint = "choose .txt, .md, .html or .json, or name the format with --format"
        raise usage_error("no page can be written with this ending", hint, shown_path(output))


def render(
    result: Result,
    view: View,
    *,
    terminal: Terminal = Terminal(),  # noqa: B008 (it is immutable)
    output: str | None = None,
    record_id: object = None,
    above: tuple[Block, ...] = (),
) -> str:
    """A result in the format of the view or, if it has none, of the output file.

    Args:
        record_id: of the record that was assessed; it stands in the JSON.
        above: blocks before the page or the sheet.

    Raises:
        FaultError: the format is not supported, or standard output is closed.
    """
    if (view.format or format_of(output)) == JSON:
        if view.handover:
            hint = "choose .txt, .md or .html, or leave out --handover"
            raise usage_error("the hand-over sheet cannot be written as JSON", hint)
        from .report.json_writer import assessment_data

        data = assessment_data(result.assessment, __version__, record_id)
        return json.dumps(data, indent=2) + "\n"
    from .report.write import write

    format_, look = text_format(view, output), look_of(terminal, output)
    return write((*above, *result_blocks(result, view, look)), format_, look)


def text_format(view: View, output: str | None) -> str:
    """The format of the view or, if it has none, of the output file.

    Raises:
        UsageError: no page can be written in it.
    """
    if not view.format and output is not None:
        check_ending(output)
    format_ = view.format or format_of(output)
    if format_ == JSON:
        raise usage_error("this cannot be written as JSON", "choose text, markdown or html")
    return format_


def look_of(terminal: Terminal, output: str | None) -> Look:
    """How to draw on standard output, or in a file.

    Raises:
        OutputError: standard output is closed.
    """
    from .report.write import choose_look

    if output is None:
        check_stdout()
    to_terminal = output is None and is_terminal(sys.stdout)
    plain = terminal.plain or output is not None  # no control sequences in a file
    return choose_look(to_terminal, plain, terminal.no_color)


def result_blocks(result: Result, view: View, look: Look) -> tuple[Block, ...]:
    """The hand-over sheet or the page of a result."""
    assessment, day = result.assessment, result.day or today()
    if view.handover:
        from .report.handover import handover

        return handover(assessment, __version__, day, result.answered_by, result.course)
    from .report.page import page
    from .report.write import DEFAULT_WIDTH, NARROW, Look, draw

    # The terminal must not decide how much the page shows.
    page_look = Look(look.style, DEFAULT_WIDTH, look.utf8)
    return page(
        assessment,
        result.region,
        __version__,
        day,
        full=view.full,
        explained=view.explain,
        write=lambda blocks: draw(blocks, page_look),
        narrow=look.width < NARROW,
        course=result.course,
    )


def today() -> datetime.date:
    """Today's date, for the page and the sheet; JSON contains no time."""
    import datetime

    return datetime.date.today()


def find_region(questionnaire: Questionnaire, code: str | None) -> tuple[Region, tuple[str, ...]]:
    """The region asked for, or the general one with a note.

    It is never guessed. An unknown code is not a fault, because the person may need help now.
    """
    given = (code, os.environ.get("SCIATICA_REGION"))
    code = next((text for text in given if text and text.strip()), GENERAL_REGION)
    region = questionnaire.region(code)
    if region is not None:
        return region, ()
    general = questionnaire.region(GENERAL_REGION)
    assert general is not None  # the build checks this
    note = f"we have no phone numbers for {shown(code.strip()).upper()}, so you see general advice"
    return general, (f"{note} (give a two-letter country code: --region GB)",)
