"""What may be wrong with the answers of a row, as expressions: `read_answers` and `resolve`.

A question has at most one problem. Rows with a problem have no other result, so the expressions of
`core.outcomes` only need to be right for the other rows.
"""

from __future__ import annotations

from ..core.expressions import And, Count, Expression, IsMissing, Negated, OneOf, Or, Reaches
from ..core.frozen import Frozen
from ..core.outcomes import ALWAYS, OutcomeExpressions
from ..core.questions import NONE, ManyQuestion, NumberQuestion, Question
from .graph import Given


class Problems(Frozen):
    """For each question its possible faults, and when each holds; `sound` if none does."""

    found: tuple[tuple[str, tuple[tuple[str, Expression], ...]], ...]
    sound: Expression


def problems(outcomes: OutcomeExpressions, partial: bool) -> Problems:
    """All the problems, in the order of the questionnaire; `partial` allows missing answers."""
    questions = outcomes.questionnaire.questions
    resolved = Resolved(outcomes)
    found = {q.id: [*resolved.faults[q.id], *resolved.contradiction(q)] for q in questions}
    faultless = Negated(Or(tuple(when for codes in found.values() for _, when in codes)))
    must_be_complete = And((faultless, outcomes.needs_all_answers()))
    if not partial:
        for name, codes in found.items():
            codes.append(("missing", And((must_be_complete, IsMissing(name)))))
    sound = Negated(Or(tuple(when for codes in found.values() for _, when in codes)))
    return Problems(tuple((name, tuple(codes)) for name, codes in found.items()), sound)


def _faults(question: Question) -> list[tuple[str, Expression]]:
    """What `core.answers` says of one answer: the first that holds counts, none after it."""
    name, given = question.id, Given(question.id)
    if isinstance(question, NumberQuestion):
        low, high = Reaches(name, question.minimum), Reaches(name, question.maximum + 1)
        inside = And((low, Negated(high)))
        return _first(
            ("wrong_type", Given(name, "wrong_type")),
            ("out_of_range", And((given, Negated(inside)))),
        )
    values = question.values
    nothing = And((given, Negated(OneOf(name, values))))
    if not isinstance(question, ManyQuestion):
        return [("not_a_choice", nothing)]
    others = OneOf(name, tuple(value for value in values if value != NONE))
    return _first(
        ("not_a_choice", Given(name, "not_a_choice")),
        ("empty_list", nothing),
        ("repeated", Given(name, "repeated")),
        ("none_not_alone", And((OneOf(name, (NONE,)), others))),
    )


def _first(*codes: tuple[str, Expression]) -> list[tuple[str, Expression]]:
    before: tuple[Expression, ...] = ()
    alone: list[tuple[str, Expression]] = []
    for code, when in codes:
        alone.append((code, And((when, Negated(Or(before))))))
        before += (when,)
    return alone


class Resolved:
    """`flow.resolve` as expressions, for rows in which answers may contradict others.

    Which questions are asked follows from the answers that count: sound, and to questions that are
    asked. Of a chain of contradictions only the first is named: those after it would not be there
    if every answer counted.
    """

    def __init__(self, outcomes: OutcomeExpressions) -> None:
        self.outcomes = outcomes
        self.faults = {q.id: _faults(q) for q in outcomes.questionnaire.questions}
        self._fine = {
            name: Negated(Or(tuple(when for _, when in codes)))
            for name, codes in self.faults.items()
        }
        self._asked: dict[str, Expression] = {}
        for question in outcomes.questionnaire.questions:  # `ask_if` names earlier ones only
            self._asked[question.id] = self._of(outcomes.asked(question.id), not_applicable=False)

    def contradiction(self, question: Question) -> list[tuple[str, Expression]]:
        """The answer is given although its question is not asked, and is the first of its chain."""
        if question.asked_when is None:
            return []
        claimed = self._of(self.outcomes.asked(question.id), not_applicable=True)
        not_applicable = And((self._answered(question.id), Negated(self._asked[question.id])))
        return [("contradiction", And((not_applicable, Negated(claimed))))]

    def _answered(self, name: str) -> Expression:
        return And((Given(name), self._fine[name]))

    def _of(self, node: Expression, not_applicable: bool) -> Expression:
        """An expression over the answers that count, or as if every sound one counted."""
        if isinstance(node, And | Or):
            return type(node)(tuple(self._of(part, not_applicable) for part in node.parts))
        if isinstance(node, Count):
            parts = tuple(self._of(part, not_applicable) for part in node.parts)
            return Count(node.at_least, parts)
        if isinstance(node, Negated):
            return Negated(self._of(node.part, not_applicable))
        if isinstance(node, IsMissing):
            return And((self._asked[node.question], Negated(self._answered(node.question))))
        assert isinstance(node, OneOf | Reaches)
        counts = ALWAYS if not_applicable else self._asked[node.question]
        return And((node, self._fine[node.question], counts))
