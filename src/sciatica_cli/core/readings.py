"""What a faulty record would mean: a fault must not hide an urgent result.

A record with faults is never assessed, but what it says can often still be read: the known lines of
a list with an unknown one, each value of a key that is given twice, an answer that contradicts
others, a name in capital letters. Each way to take them all together is a reading of the record.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, islice, product
from math import prod

from .answers import Answers
from .care import Care, assess_care
from .conditions import Answer, AnswerState
from .faults import Urgent
from .flow import Flow, resolve
from .frozen import Frozen
from .levels import EMERGENCY, LOWEST, SAME_DAY, Level
from .model import Questionnaire
from .question_base import Question, items_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Given = Mapping[str, Sequence[object]]  # every value that a record gives for each key

MAX_READINGS = 64  # of one record; beyond that each ambiguous answer is read by itself
MAX_READINGS_IN_ALL = 500  # of a text, which may hold very many objects
MAX_NAMES_CACHED = 4096
MAX_NAME = 100  # characters of a name that is compared without its case and blanks


class Reading(Frozen):
    """One way to read a record, and the questions whose answer could be read otherwise."""

    care: Care
    ambiguous: frozenset[str]


def as_given(record: Mapping[str, object]) -> dict[str, tuple[object, ...]]:
    """A record that was decoded without doubt: one value for each key."""
    return {key: (value,) for key, value in record.items()}


def find_urgent(questionnaire: Questionnaire, records: Iterable[Given]) -> Urgent | None:
    """The urgent result that all readings of a faulty record share, or that some of them give.

    Args:
        records: what can be read of each object in the text, by key. Several objects may be
            several people: they are never taken together.

    Returns:
        None if no reading needs help the same day.
    """
    names = {_plain(name): name for q in questionnaire.questions for name in (q.id, *q.was)}
    known = frozenset(names.values())
    answered = chain.from_iterable(_answered(names, known, given) for given in records)
    every = chain.from_iterable(_readings(questionnaire, given) for given in answered)
    readings = list(islice(every, MAX_READINGS_IN_ALL + 1))
    levels = [reading.care.level for reading in readings]
    certain, highest = min(levels, default=LOWEST), max(levels, default=LOWEST)
    if len(readings) > MAX_READINGS_IN_ALL:  # one of the others may be lower
        certain = LOWEST
    if highest < SAME_DAY:
        return None
    behind = _names(questionnaire, [r for r in readings if r.care.level == highest])
    could_be = highest if highest > certain else None
    lines = [_could_be_line(questionnaire, could_be, behind)] if could_be else []
    if certain >= SAME_DAY:
        least = next(reading for reading in readings if reading.care.level == certain)
        lines.append(_certain_line(questionnaire, least.care))
    return Urgent(certain if certain >= SAME_DAY else None, could_be, " ".join(lines))


def _plain(name: str) -> str:
    """A name without what people write differently: its case, blanks, hyphens."""
    return _plain_short(name[:MAX_NAME])


@lru_cache(MAX_NAMES_CACHED)  # most names and words come again with the next faulty record
def _plain_short(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _answered(names: Mapping[str, str], known: frozenset[str], given: Given) -> Iterator[Given]:
    """The answers of a record, if it has any: its own, or else those of an object in it.

    A name that is nearly right may be meant or not, and so may an object that the record wraps.
    """
    if known.isdisjoint(given):
        inner = [as_given(v) for values in given.values() for v in values if isinstance(v, dict)]
        inner = [found for found in inner if not known.isdisjoint(found)]
        yield from chain(inner, ({},) if inner else ())
    meant: dict[str, list[object]] = {}
    for key, values in given.items():
        name = key if key in known else names.get(_plain(key))
        if name is not None:
            meant.setdefault(name, []).extend(values if key in known else (*values, None))
    if meant:
        yield meant


def _certain_line(questionnaire: Questionnaire, care: Care) -> str:
    level = questionnaire.level(care.level)
    tell = f" {care.tell}" if care.tell else ""
    return f"Already certain from these answers: {level.title} ({level.deadline}).{tell}"


def _could_be_line(questionnaire: Questionnaire, level: Level, names: Sequence[str]) -> str:
    listed = ", ".join(names)
    if level == EMERGENCY:
        return f"One of these answers would be an emergency: {listed}."
    title = questionnaire.level(level).title
    return f"One of these answers would mean help the same day: {listed} ({title})."


def _names(questionnaire: Questionnaire, urgent: Sequence[Reading]) -> tuple[str, ...]:
    """The answers in doubt behind an urgent result; all answers behind it if none is in doubt."""
    behind: set[str] = set()
    ambiguous: set[str] = set()
    for reading in urgent:
        top = [r for r in reading.care.reasons if r.level == reading.care.level]
        behind |= {name for reason in top for name, _ in reason.because}
        ambiguous |= reading.ambiguous
    named = behind & ambiguous or behind
    return tuple(q.id for q in questionnaire.questions if q.id in named)


def _readings(questionnaire: Questionnaire, given: Given) -> Iterator[Reading]:
    choices = _answers_by_question(questionnaire, given)
    ambiguous = frozenset(name for name, answers in choices.items() if len(answers) > 1)
    for answers in _combinations(choices, ambiguous):
        flow = resolve(questionnaire, answers)
        yield Reading(assess_care(questionnaire, flow.state), ambiguous)
        for name in (fault.path for fault in flow.faults):
            yield Reading(_as_if_counted(flow, {name: answers[name]}), frozenset({name}))
        ignored = {n: a for n, a in answers.items() if n not in flow.state.values}
        if flow.faults and len(ignored) > 1:  # such as the follow-ups of a contradicted answer
            yield Reading(_as_if_counted(flow, ignored), frozenset(ignored))


def _as_if_counted(flow: Flow, ignored: Answers) -> Care:
    """The care that follows if answers that were contradicted count after all."""
    state = AnswerState(flow.state.values | ignored, flow.state.hidden)
    return assess_care(flow.questionnaire, state)


def _answers_by_question(
    questionnaire: Questionnaire, given: Given
) -> dict[str, tuple[Answer | None, ...]]:
    """Every answer that each question may have been given; None stands for no answer."""
    choices: dict[str, tuple[Answer | None, ...]] = {}
    for question in questionnaire.questions:
        values = [value for name in (question.id, *question.was) for value in given.get(name, ())]
        found: dict[Answer | None, None] = {}
        for value in values:
            found.update(
                dict.fromkeys((None,) if value is None else _possible_answers(question, value))
            )
        if found:
            choices[question.id] = tuple(found)
    return choices


def _possible_answers(question: Question, given: object) -> Iterable[Answer | None]:
    """The answers that a value may stand for; a choice that is nearly right may be meant or not."""
    as_written = question.possible_answers(given)
    items = items_of(given)
    plain = {_plain(value): value for value in question.values}
    near = [plain.get(_plain(item), item) if isinstance(item, str) else item for item in items]
    if near == items:
        return as_written
    return (*(as_written or (None,)), *question.possible_answers(near))


def _combinations(
    choices: dict[str, tuple[Answer | None, ...]], ambiguous: frozenset[str]
) -> Iterator[Answers]:
    """Every way to answer. If there are too many, what is in doubt is left out, and then in singly.

    What follows without an answer holds whatever the answer is, so nothing is claimed too much.
    """
    if prod(map(len, choices.values())) <= MAX_READINGS:
        ways = [dict(zip(choices, way, strict=True)) for way in product(*choices.values())]
    else:
        sure = {name: answers[0] for name, answers in choices.items() if name not in ambiguous}
        ways = [sure, *(sure | {name: a} for name in ambiguous for a in choices[name])]
    for way in ways:
        yield {name: answer for name, answer in way.items() if answer is not None}
