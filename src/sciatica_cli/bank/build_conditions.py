"""Builds the conditions of `core.conditions` from the file."""

from __future__ import annotations

from ..core.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Named,
    Not,
    children,
    questions_of,
)
from ..core.faults import shown
from ..core.model import Score
from ..core.questions import ChoiceQuestion, NumberQuestion, Question
from .score_bounds import MAX_TRIES
from .shape_conditions import LEVEL, OPERATORS, RANGE, SOME
from .source import Budget
from .yaml_source import Node

MAX_PARTS, MAX_CONDITION_DEPTH = 2_000, 100  # of one condition
MAX_PARTS_IN_ALL = 200_000
NEVER = AnyOf(())  # placeholder for a faulty condition; the file is rejected anyway


class KnownNames:
    """The names a condition can use at this point in the file: only those defined above it."""

    def __init__(self) -> None:
        self.questions: dict[str, Question] = {}
        self.all_questions: tuple[str, ...] = ()
        self.findings: dict[str, Condition] = {}
        self.scores: dict[str, Score] = {}
        self.tries = Budget(MAX_TRIES)
        self._parts = Budget(MAX_PARTS_IN_ALL)
        self._sizes: dict[Condition, tuple[int, int]] = {}
        self.levels_allowed = False
        self.unsure_allowed = False

    def condition(self, node: Node | None) -> Condition:
        """Read one condition; if it has several lines, all of them must hold."""
        if node is None:  # it is missing, which is a fault already
            return NEVER
        parts = [self._line(key, value) for key, value in node.pairs()]
        if not parts:
            node.fault("empty_condition", "a condition is missing")
            return NEVER
        return self.bounded(node, parts[0] if len(parts) == 1 else AllOf(tuple(parts)))

    def bounded(self, node: Node, condition: Condition) -> Condition:
        """A condition, unless it is too long or too deep with its findings and bands written out.

        Ten findings that each name the one before twice stand for a thousand conditions.
        """
        size, depth = self._size(condition)
        if size <= MAX_PARTS and depth <= MAX_CONDITION_DEPTH and self._parts.take(size):
            return condition
        message = "this condition is too long with its findings and bands written out"
        node.fault("too_large", message, "write it in a simpler way")
        return NEVER

    def _size(self, condition: Condition) -> tuple[int, int]:
        """How many parts a condition has, and how deep they are nested."""
        if condition not in self._sizes:
            sizes = [self._size(part) for part in children(condition)]
            size, depth = 1 + sum(s for s, _ in sizes), 1 + max((d for _, d in sizes), default=0)
            self._sizes[condition] = size, depth
        return self._sizes[condition]

    def optional(self, node: Node | None) -> Condition | None:
        return self.condition(node) if node else None

    def _line(self, key: Node, value: Node) -> Condition:
        word = key.word()
        if word in ("all", "any"):
            parts = tuple(self.condition(item) for item in value.items())
            if not parts:
                value.fault("empty_condition", f"`{word}:` has nothing in it")
                return NEVER
            return AllOf(parts) if word == "all" else AnyOf(parts)
        if word == "level":
            return self._level(key, value)
        operators = {
            "not": self._not, "some": self._some, "finding": self._finding, "score": self._scores,
        }  # fmt: skip
        return operators[word](value) if word in operators else self._question(key, word, value)

    def _not(self, value: Node) -> Condition:
        part = self.condition(value)
        for name in questions_of(part):
            if name in self.questions and self.questions[name].asked_when is not None:
                message = f'`not:` over "{name}", which is not always asked, would hold by accident'
                value.fault("not_over_hidden", message, "name the answers you mean instead")
        return Not(part)

    def _some(self, value: Node) -> Condition:
        some = SOME.read(value)
        count, parts = some["at_least"], tuple(map(self.condition, some["of"]))
        if not 1 <= count <= len(parts):
            value.fault("bad_count", f"at_least must be from 1 to {len(parts)}")
            return NEVER
        return AtLeast(count, parts)

    def _finding(self, value: Node) -> Condition:
        if value.is_sequence():
            # `question: [a, b]` means any; a list here would have to mean all, and be misread.
            value.fault("wrong_type", "name one finding", "use `all:` or `any:` for several")
            return NEVER
        name = value.name()
        if name not in self.findings:
            message = f'no finding "{shown(name)}" is defined above'
            value.unknown("unknown_finding", message, name, self.findings)
        return Named(name, self.findings[name]) if name in self.findings else NEVER

    def _scores(self, value: Node) -> Condition:
        parts = []
        for name, bands in value.named():
            score = self.scores.get(name)
            if score is None:
                message = f'no score "{shown(name)}" is defined above'
                bands.unknown("unknown_score", message, name, self.scores)
                continue
            if not bands.items():
                bands.fault("empty_condition", "the list is empty")
            parts.append(AnyOf(tuple(self._band(score, band) for band in bands.items())))
        if value.is_mapping() and not value.named():
            value.fault("empty_condition", "a score is missing")
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else NEVER

    def _band(self, score: Score, node: Node) -> Condition:
        """The score has reached this band, but not the next one."""
        name = node.name()
        ids = tuple(band.id for band in score.bands)
        if name not in ids:
            message = f'score "{score.id}" has no band "{shown(name)}"'
            node.unknown("unknown_band", message, name, ids)
            return NEVER
        return Named(f"{score.id}: {name}", _in_band(score, ids.index(name)))

    def _level(self, key: Node, value: Node) -> Condition:
        level = LEVEL.read(value)["at_least"]
        if not self.levels_allowed:
            key.fault("level_too_early", "the level is known only to massage, options and what_now")
            return NEVER
        return LevelAtLeast(level)

    def _question(self, key: Node, name: str, value: Node) -> Condition:
        question = self.questions.get(name)
        if question is None:
            if name in self.all_questions:
                key.fault("asked_later", f'question "{name}" is asked later than this')
            else:
                known = (*self.all_questions, *OPERATORS)
                key.check_known("question", name, known)
            return NEVER
        return self.leaf(question, value)

    def leaf(self, question: Question, value: Node) -> Condition:
        """The condition on a question, from the choices or the range in the file."""
        if isinstance(question, NumberQuestion):
            return self._between(question, value)
        assert isinstance(question, ChoiceQuestion)
        return self._in(question, value)

    def _between(self, question: NumberQuestion, value: Node) -> Condition:
        if not value.is_mapping():
            value.fault("wrong_type", "compare a number with `{at_least: ..., below: ...}`")
            return NEVER
        ends = tuple(RANGE.read(value).values())
        for end in ends:
            if end is not None and not question.minimum <= end <= question.maximum + 1:
                value.fault(
                    "out_of_range",
                    f'"{question.id}" runs from {question.minimum} to {question.maximum}',
                )
        if ends == (None, None):
            value.fault("empty_condition", "give `at_least`, `below` or both")
        return Between(question.id, *ends)

    def _in(self, question: ChoiceQuestion, value: Node) -> Condition:
        if value.is_mapping():
            value.fault(
                "wrong_type", f'"{question.id}" is no number: give a choice or a list of them'
            )
            return NEVER
        choices = tuple(choice.id for choice in question.choices)
        ids = question.values if self.unsure_allowed else choices
        if not value.items():
            value.fault("empty_condition", "the list is empty")
        for item in value.items():
            name = item.name()
            if name not in ids:
                message = f'"{question.id}" has no choice "{shown(name)}"'
                item.unknown("unknown_choice", message, name, ids)
        return In(question.id, value.names())


def _in_band(score: Score, index: int) -> Condition:
    here = score.bands[index].at_least
    if index == len(score.bands) - 1:
        return here
    below_next = Not(score.bands[index + 1].at_least)
    return AllOf((here, below_next)) if index else below_next
