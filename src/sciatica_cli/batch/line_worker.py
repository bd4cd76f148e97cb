"""Assesses blocks of lines, and writes rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..bank.loader import load
from ..core.assess import assess_record
from ..core.ids import id_of
from ..core.outcomes import OutcomeExpressions
from ..core.result_columns import result_table
from ..record import read_record
from ..report.json_writer import assessment_data
from ..version import __version__
from .assessor import Assessor
from .block_result import BlockResult, text_result
from .plan import Plan, row_writer
from .rows import json_line
from .source import Block, FileRange


class LineWorker:
    """Assesses blocks of lines as a plan says.

    Raises:
        FaultError: the questions file has faults, or a field does not exist.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._questionnaire = load(plan.questions)
        outcomes = OutcomeExpressions(self._questionnaire)
        self.table = result_table(outcomes, plan.purpose)
        self.writer = row_writer(plan, self.table)
        self.header = self.writer.header.encode()
        counted = tuple(chain(*self.table.values())) if plan.summary else ()
        self._assessor = Assessor(
            outcomes, self.writer, plan.purpose, partial=plan.partial, counted=counted
        )

    def results(self, work: Block | FileRange) -> Iterator[BlockResult]:
        """The results of all lines, block by block."""
        return map(self.assess, work.blocks() if isinstance(work, FileRange) else [work])

    def assess(self, block: Block) -> BlockResult:
        """Assess the lines of a block."""
        lines = block.data.removesuffix(b"\n").split(b"\n")
        assessed = self._assessor.assess(block.first, lines)
        if self._plan.full:
            for place in assessed.rows.keys() - assessed.refused.keys():
                assessed.rows[place] = self._full_row(block.first + place, lines[place])
        return text_result(self._plan, assessed, block.read)

    def _full_row(self, number: int, line: bytes) -> str:
        """The whole assessment of a good line, with its number."""
        record = read_record(line)
        assessment = assess_record(
            self._questionnaire, record, self._plan.partial, self._plan.purpose
        )
        data = assessment_data(assessment, __version__, id_of(record))
        return json_line(data | {"line": number})
