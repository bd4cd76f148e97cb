"""How a result came about: every rule that gave a level or stays open, and every verdict."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment, Verdict, is_emergency
from ..core.conditions import because
from ..core.model import SAME_DAY, Condition
from ..core.scores import ScoreResult
from . import strings
from .blocks import Block, Bullet, Entry, Heading, Paragraph
from .formatting import because_text, sentence


def explain(a: Assessment) -> Iterator[Block]:
    """Rules, scores and verdicts with the answers and the sources behind them."""
    yield Heading(strings.EXPLAIN)
    yield Paragraph(strings.EXPLAIN_ABOUT)
    for reason in a.reasons:
        state = strings.CERTAIN if reason.certain else strings.NOT_SURE.lower()
        yield Entry(f"{reason.rule.id} [{reason.level}, {state}]", sentence(reason.rule.say))
        yield from _behind(a, reason.rule.when, reason.rule.sources)
    if not a.reasons:
        yield Bullet(strings.NO_RULE)
    yield from _open_rules(a)
    if is_emergency(a):
        return  # nothing else is on that page
    yield from _scores(a)
    yield Heading(strings.EXPLAIN_VERDICTS)
    for verdict in (a.massage, *a.options):
        yield from _verdict(a, verdict)


def _open_rules(a: Assessment) -> Iterator[Block]:
    given = [reason.rule for reason in a.reasons]
    left_open = [rule for rule in a.open_rules if rule not in given]
    if left_open:
        yield Heading(strings.EXPLAIN_OPEN)
    for rule in left_open:
        yield Entry(f"{rule.id} [{rule.level}]", sentence(rule.say))
        yield from _behind(a, rule.when, rule.sources)


def _scores(a: Assessment) -> Iterator[Block]:
    if a.scores:
        yield Heading(strings.EXPLAIN_SCORES)
    for result in a.scores:
        points = strings.points(result.value, result.high, result.score.maximum)
        yield Entry(f"{result.score.id} [{_bands(result)}]", sentence(points))
        for point in result.certain:
            yield Bullet(f"{point.add:+d} {point.because} ({_answers(a, point.when)})")
        for cap in result.capped:
            yield Bullet(f"{strings.AGAINST}: {cap.because} ({_answers(a, cap.when)})")
        yield Bullet(_sources(a, result.score.sources))


def _bands(result: ScoreResult) -> str:
    return " - ".join(dict.fromkeys(band.id for band in result.bands))


def _verdict(a: Assessment, verdict: Verdict) -> Iterator[Block]:
    treatment = verdict.treatment
    yield Entry(f"{treatment.id} [{strings.VERDICTS[verdict.verdict]}]", f"{treatment.title}.")
    for reason in verdict.reasons:
        if reason.caution.id == SAME_DAY:
            yield Bullet(a.questionnaire.page.until_seen)
            continue
        state = "" if reason.certain else f" [{strings.NOT_SURE.lower()}]"
        yield Bullet(f"{reason.caution.id}{state}: {sentence(reason.caution.say)}")
        yield from _behind(a, reason.caution.when, reason.caution.sources)
    yield Bullet(_sources(a, treatment.sources))


def _behind(a: Assessment, when: Condition, sources: tuple[str, ...]) -> Iterator[Block]:
    answers = _answers(a, when)
    if answers:
        yield Bullet(f"{strings.BECAUSE}: {answers}")
    if sources:
        yield Bullet(_sources(a, sources))


def _answers(a: Assessment, when: Condition) -> str:
    values = a.flow.sheet.values
    decided = tuple((name, values.get(name)) for name in because(when, a.flow.sheet))
    return because_text(a.questionnaire, decided, when)


def _sources(a: Assessment, names: tuple[str, ...]) -> str:
    """Names of sources and how sure they are; the list of sources says what they are."""
    cited = (source for source in a.questionnaire.sources if source.id in names)
    told = ", ".join(f"{source.id} ({source.certainty})" for source in cited)
    return f"{strings.SOURCES}: {told or strings.NO_SOURCE}"
