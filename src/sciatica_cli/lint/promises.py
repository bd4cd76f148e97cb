"""Reads promises: what must be true for every set of answers."""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.build_conditions import KnownNames
from ..bank.shape import (
    REQUIRED,
    Block,
    Condition,
    Entries,
    Names,
    OneOf,
    Unread,
    optional_entries,
)
from ..bank.shape_texts import Text
from ..bank.values import Values
from ..bank.yaml_source import Node, read_yaml
from ..core import conditions
from ..core.answers import Answers
from ..core.conditions import AnyOf, Between, In, leaves
from ..core.faults import Fault
from ..core.frozen import Frozen
from ..core.levels import LEVELS
from ..core.model import FITS, MASSAGE_VERDICTS, OPTION_VERDICTS, UNKNOWN_OUTCOME, Questionnaire
from ..core.questions import ChoiceQuestion, ManyQuestion, Question


class Result(Frozen):
    """A verdict, band or fit; `part` is massage, options, scores or causes."""

    part: str
    name: str
    result: str


class Promise(Frozen):
    """One promise and its place in the file.

    Whenever `given` certainly holds and no answer of `excluded` is given: the level is at least
    `at_least` and at most `at_most`, no result is in `never`, and the level is not higher than with
    the answers of `no_worse_than` in place of those given.
    """

    id: str
    place: str
    given: conditions.Condition
    excluded: tuple[conditions.Condition, ...] = ()
    at_least: str = ""
    at_most: str = ""
    never: tuple[Result, ...] = ()
    no_worse_than: Answers = {}  # noqa: RUF012 - values of the core are immutable


RESULTS = Names("Verdicts, fits or bands.")
RESULTS_BY_NAME = optional_entries(RESULTS, "Verdicts, fits or bands, by name.")
PROMISE = Block(
    "A promise.",
    {
        "promise": Text("What is promised."),
        "sources": Names("Names from the list of sources.", default=REQUIRED),
        "given": Condition("When the promise applies."),
        "only": Unread("The answers allowed to some questions.", default=None),
        "level": Block(
            "Bounds of the care level.",
            {
                "at_least": OneOf("level", LEVELS, "The lowest level.", default=""),
                "at_most": OneOf("level", LEVELS, "The highest level.", default=""),
            },
            default={"at_least": "", "at_most": ""},
        ),
        "never": Block(
            "Results that must not occur.",
            {
                "massage": RESULTS,
                "options": RESULTS_BY_NAME,
                "causes": RESULTS_BY_NAME,
                "scores": RESULTS_BY_NAME,
            },
            default=None,
        ),
        "no_worse_than": Unread("Answers that must not give a lower level.", default=None),
    },
)
FILE = Block(
    "Promises about a questionnaire.",
    {
        "contexts": optional_entries(Unread("The answers allowed to some questions."), "By name."),
        "promises": Entries(PROMISE, "The promises."),
    },
)


def read_promises(data: bytes, name: str, questionnaire: Questionnaire) -> tuple[Promise, ...]:
    """Read a file of promises about a questionnaire.

    Raises:
        FaultError: lists all faults with their lines and columns.
    """
    root = read_yaml(data, name)
    file = FILE.read(root)
    reader = _Reader(questionnaire)
    for context, node in file["contexts"].items():
        reader.contexts[context] = reader.excluded(node)
    promises = tuple(reader.promise(id_, values) for id_, values in file["promises"].items())
    if root.source.faults:
        raise root.source.error()
    return promises


Excluded = dict[str, conditions.Condition]  # by question


class _Reader:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.questions = {question.id: question for question in questionnaire.questions}
        self.sources = {source.id: source for source in questionnaire.sources}
        self.names = KnownNames()
        self.names.questions = self.questions
        self.names.all_questions = tuple(self.questions)
        self.names.unsure_allowed = True
        self.contexts: dict[str, Excluded] = {}

    def promise(self, name: str, values: Values) -> Promise:
        node: Node = values.node
        for source in values["sources"]:
            values.nodes["sources"].check_known("source", source, self.sources)
        given = self.names.condition(values["given"])
        excluded = self.excluded(values["only"]) if values["only"] else {}
        at_least, at_most = values["level"]["at_least"], values["level"]["at_most"]
        if at_most:
            excluded = self._harmless_elsewhere(given) | excluded
        promise = Promise(
            id=name,
            place=node.place,
            given=given,
            excluded=tuple(excluded.values()),
            at_least=at_least,
            at_most=at_most,
            never=tuple(self._never(values["never"])) if values["never"] else (),
            no_worse_than=self._answers(values["no_worse_than"]),
        )
        if not (at_least or at_most or promise.never or promise.no_worse_than):
            node.fault("missing_key", "a promise needs `level`, `never` or `no_worse_than`")
        if at_least == LEVELS[0] or at_most == LEVELS[-1]:
            node.fault("no_promise", "every level satisfies this")
        return promise

    def excluded(self, node: Node) -> Excluded:
        """For each question that `only` limits, the answers that it does not allow."""
        excluded: Excluded = {}
        for key, value in node.pairs():
            name = key.word()
            if name == "context":
                for context in value.names():
                    value.check_known("context", context, tuple(self.contexts))
                    named = self.contexts.get(context, {})
                    for duplicate in named.keys() & excluded.keys():
                        value.fault("duplicate_key", f"{duplicate} is limited twice")
                    excluded |= named
                continue
            question = self.questions.get(name)
            if question is None:
                key.check_known("question", name, tuple(self.questions))
                continue
            if name in excluded:
                key.fault("duplicate_key", f"{name} is limited twice, here and by a context")
            leaf = self.names.leaf(question, value)
            if isinstance(leaf, In):
                excluded[name] = all_but(question, leaf.values)
            elif isinstance(leaf, Between):
                low, high = leaf.at_least, leaf.below
                below = () if low is None else (Between(name, None, low),)
                above = () if high is None else (Between(name, high, None),)
                excluded[name] = AnyOf((*below, *above))
        return excluded

    def _harmless_elsewhere(self, given: conditions.Condition) -> Excluded:
        """All other danger signs must be harmless or not asked."""
        named: dict[str, tuple[str, ...]] = {}
        for leaf in leaves(given):
            values = leaf.values if isinstance(leaf, In) else ()
            named[leaf.question] = named.get(leaf.question, ()) + values
        return {
            question.id: all_but(question, named.get(question.id, ()) + question.harmless_values)
            for question in self.questionnaire.questions
            if question.danger
            and isinstance(question, ChoiceQuestion)
            and (isinstance(question, ManyQuestion) or question.id not in named)
        }

    def _never(self, values: Values) -> Iterator[Result]:
        if values["massage"]:
            known = (*MASSAGE_VERDICTS, UNKNOWN_OUTCOME)
            yield from _results("massage", "massage", values.nodes["massage"], known)
        results_of: dict[str, dict[str, tuple[str, ...]]] = {
            "options": {
                o.id: (*OPTION_VERDICTS, UNKNOWN_OUTCOME) for o in self.questionnaire.options
            },
            "causes": {cause.id: FITS for cause in self.questionnaire.causes},
            "scores": {s.id: tuple(b.id for b in s.bands) for s in self.questionnaire.scores},
        }
        for part, results in results_of.items():
            for name in values[part]:
                node = values[part].nodes[name]
                node.check_known(part[:-1], name, tuple(results))
                yield from _results(part, name, node, results.get(name, ()))

    def _answers(self, node: Node | None) -> Answers:
        answers: Answers = {}
        for name, value in node.named() if node else ():
            question = self.questions.get(name)
            if question is None:
                value.check_known("question", name, tuple(self.questions))
                continue
            plain: object = value.plain()
            if isinstance(question, ManyQuestion):
                plain = list(value.names())
            answer = question.accept(plain)
            if isinstance(answer, Fault):
                value.fault(answer.code, answer.message, answer.hint)
            else:
                answers[name] = answer
        return answers


def _results(part: str, name: str, node: Node, known: tuple[str, ...]) -> Iterator[Result]:
    for result in node.names():
        node.check_known("result", result, known)
        yield Result(part, name, result)


def all_but(question: Question, values: tuple[str, ...]) -> In:
    """Any answer to a question with choices that is not among `values`."""
    return In(question.id, tuple(v for v in question.values if v not in values))
