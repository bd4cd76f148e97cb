"""Explains a result: every rule that raised a level or stays open, every score and verdict."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment, is_emergency
from ..core.conditions import FALSE, Because, Condition, Named, answers_behind, deciding
from ..core.verdicts import Verdict
from . import strings
from .blocks import Block, Bullet, Entry, Paragraph, Section
from .formatting import because_text, sentence


def explain(a: Assessment) -> Iterator[Section]:
    """Rules, scores and verdicts with the answers and sources they are based on."""
    yield Section(strings.EXPLAIN, (Paragraph(strings.EXPLAIN_ABOUT), *_reasons(a)))
    open_rules = tuple(_open_rules(a))
    if open_rules:
        yield Section(strings.EXPLAIN_OPEN, open_rules)
    if is_emergency(a):
        return  # the page of an emergency shows nothing else
    if a.scores:
        yield Section(strings.EXPLAIN_SCORES, tuple(_scores(a)))
    verdicts = (block for verdict in (a.massage, *a.options) for block in _verdict(a, verdict))
    yield Section(strings.EXPLAIN_VERDICTS, tuple(verdicts))


def _reasons(a: Assessment) -> Iterator[Block]:
    for reason in a.reasons:
        state = strings.CERTAIN if reason.certain else strings.NOT_SURE.lower()
        yield Entry(f"{reason.rule.id} [{reason.level}, {state}]", sentence(reason.rule.say))
        yield from _basis(a, reason.rule.when, reason.because, reason.rule.sources)
    if not a.reasons:
        yield Bullet(strings.NO_RULE)


def _open_rules(a: Assessment) -> Iterator[Block]:
    fired = [reason.rule for reason in a.reasons]
    for rule in (rule for rule in a.open_rules if rule not in fired):
        yield Entry(f"{rule.id} [{rule.level}]", sentence(rule.say))
        yield from _basis(a, rule.when, answers_behind(rule.when, a.state), rule.sources)


def _scores(a: Assessment) -> Iterator[Block]:
    for result in a.scores:
        points = strings.points(result.value, result.high, result.score.maximum)
        bands = " - ".join(dict.fromkeys(band.id for band in result.bands))
        yield Entry(f"{result.score.id} [{bands}]", sentence(points))
        for point in result.certain:
            yield Bullet(f"{point.add:+d} {point.because} ({_answers(a, point.when)})")
        for cap in result.capped:
            yield Bullet(f"{strings.AGAINST}: {cap.because} ({_answers(a, cap.when)})")
        yield Bullet(_sources(a, result.score.sources))


def _verdict(a: Assessment, verdict: Verdict) -> Iterator[Block]:
    treatment = verdict.treatment
    yield Entry(f"{treatment.id} [{strings.VERDICTS[verdict.verdict]}]", f"{treatment.title}.")
    if verdict.waits:
        yield Bullet(a.questionnaire.page.until_seen)
    for reason in verdict.reasons:
        state = "" if reason.certain else f" [{strings.NOT_SURE.lower()}]"
        yield Bullet(f"{reason.caution.id}{state}: {sentence(reason.caution.say)}")
        yield from _basis(a, reason.caution.when, reason.because, reason.caution.sources)
    yield Bullet(_sources(a, treatment.sources))


def _basis(
    a: Assessment, when: Condition, because: Because, sources: tuple[str, ...]
) -> Iterator[Block]:
    answers = _answers(a, when, because)
    if answers:
        yield Bullet(f"{strings.BECAUSE}: {answers}")
    for name, part in _findings(a, when):
        yield Bullet(f"{name}: {_answers(a, part)}")
    if sources:
        yield Bullet(_sources(a, sources))


def _answers(a: Assessment, when: Condition, because: Because | None = None) -> str:
    """The answers that decided a condition; those of the stored reason if there is one."""
    return because_text(a.questionnaire, because or answers_behind(when, a.state), when)


def _findings(a: Assessment, when: Condition) -> Iterator[tuple[str, Condition]]:
    """The named findings that decided a condition, each with a readable name."""
    findings = dict.fromkeys(node for node in deciding(when, a.state) if isinstance(node, Named))
    for node in findings:
        if a.state.bounds(node)[0] != FALSE:
            yield node.name.replace("_", " ").capitalize(), node.part


def _sources(a: Assessment, names: tuple[str, ...]) -> str:
    """Names of sources with their certainty; the list of sources on the page has the details."""
    sources = (source for source in a.questionnaire.sources if source.id in names)
    cited = ", ".join(f"{source.id} ({source.certainty})" for source in sources)
    return f"{strings.SOURCES}: {cited or strings.NO_SOURCE}"
