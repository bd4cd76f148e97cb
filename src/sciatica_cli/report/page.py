"""The page: an assessment as blocks, in the order a frightened person needs them."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment, Reason, Verdict, VerdictReason, is_emergency, way
from ..core.model import SAME_DAY, Advice, Region, level_rank
from ..core.scores import ScoreResult
from . import wording
from .blocks import Banner, Block, Bullet, Closing, Entry, Heading, Option, Paragraph
from .words import because_text, number_text, sentence

FEW = 3  # reasons and tips shown on the short page


def page(
    assessment: Assessment,
    region: Region,
    program: str,
    today: str | None = None,
    full: bool = False,
) -> tuple[Block, ...]:
    """The page of an assessment.

    Args:
        region: whose numbers to print.
        program: version of this program.
        today: the date to print, or None.
        full: every reason, figure and source instead of the short page.
    """
    return tuple(_page(assessment, region, program, today, full))


def _page(
    a: Assessment, region: Region, program: str, today: str | None, full: bool
) -> Iterator[Block]:
    level = a.questionnaire.level(a.level)
    yield Banner(a.level, level.title, f"When: {level.deadline}")
    if not a.questionnaire.shipped:
        yield Paragraph(wording.foreign_questions(a.questionnaire.sha256))
    yield Heading(wording.HELP_NOW)
    yield from _reasons(a, full)
    yield from _what_to_do(a, region)
    if a.status == "out_of_scope":
        yield Paragraph(wording.OUT_OF_SCOPE)
    elif not is_emergency(a):
        yield from _sciatica(a, full)
        yield from _massage(a, full)
        yield from _options(a, full)
    yield from _watch(a)
    if not is_emergency(a) and a.status == "assessed":
        yield from _what_now(a)
    if full:
        yield from _sources(a)
    elif not is_emergency(a):
        yield Paragraph(wording.REST)
    yield Paragraph(wording.LIMITS)
    yield Paragraph(wording.footer(program, a.questionnaire.version, today, region.checked))
    yield closing(a, region)


def closing(a: Assessment, region: Region) -> Closing:
    """The last line: level, deadline and, where it is urgent, the number."""
    level = a.questionnaire.level(a.level)
    text = f"{level.title} ({level.deadline})"
    if level_rank(a.level) >= level_rank(SAME_DAY) and a.go:
        text += f". {wording.CALL}: {number_text(region, a.questionnaire.route(a.go).number)}"
    return Closing(a.level, text)


def _reasons(a: Assessment, full: bool) -> Iterator[Block]:
    top = [reason for reason in a.reasons if reason.level == a.level]
    if not top or level_rank(a.level) == 0:
        yield Paragraph(a.questionnaire.page.no_danger)
    shown = list(a.reasons) if full else top[:FEW]
    for reason in shown:
        yield Bullet(_reason(a, reason))
    if len(top) > len(shown):
        yield Paragraph(f"And {len(top) - len(shown)} more of the same level.")
    if not a.complete:
        at_most = a.questionnaire.level(a.at_most).title
        yield Paragraph(wording.open_answers(len(a.flow.missing), at_most))


def _reason(a: Assessment, reason: Reason) -> str:
    told = because_text(a.questionnaire, reason.because, reason.rule.when)
    lead = wording.BECAUSE if reason.certain else wording.NOT_SURE
    return f"{reason.rule.say} ({lead}: {told})" if told else reason.rule.say


def _what_to_do(a: Assessment, region: Region) -> Iterator[Block]:
    level = a.questionnaire.level(a.level)
    yield Heading(wording.WHAT_TO_DO)
    yield Paragraph(level.do)
    ways = {way(a.questionnaire, reason): reason for reason in reversed(a.reasons) if reason.level == a.level}
    for route in a.questionnaire.routes:
        if route.id not in ways:
            continue
        yield Entry(route.title, number_text(region, route.number), "call")
        if route.id == "maternity" and region.maternity:
            yield Entry("Also", number_text(region, "maternity"))
        for text in route.do:
            yield Bullet(text)
        for text in route.avoid:
            yield Bullet(text)
    if a.tell:
        yield Heading(wording.WHAT_TO_SAY)
        yield Paragraph(f'"{a.tell}"')
    yield Paragraph(level.look_again)


def _sciatica(a: Assessment, full: bool) -> Iterator[Block]:
    yield Heading(wording.SCIATICA)
    roles = a.questionnaire.page
    for result in a.scores:
        if result.score.id in (roles.headline_score, roles.impact_score) or full:
            yield Entry(result.score.title, _score_text(result, full), "score")
        if result.score.id == roles.headline_score:
            for band in dict.fromkeys(result.bands):
                if band.say:
                    yield Paragraph(band.say)
    for found in a.causes:
        if not found.cause.pointer:
            fit = wording.FIT[found.fit]
            why = f" ({', '.join(found.because)})" if found.because else ""
            yield Entry(found.cause.title, f"{fit}{why}", found.fit)
            if full:
                yield Paragraph(found.cause.say)
        elif found.fit == "resembles":
            yield Entry(f"Could also be: {found.cause.title}", found.cause.say)


def _score_text(result: ScoreResult, full: bool) -> str:
    low, high = result.bands
    text = low.label if result.band else f"{low.label} to {high.label}, some answers are open"
    points = ", ".join(point.because for point in result.certain)
    text += f" ({points})" if points else ""
    if result.capped:
        text += f"; {'; '.join(cap.because for cap in result.capped)}"
    if full:
        text += f". {result.value} of {result.score.maximum} points. {result.score.about}"
    return text


def _massage(a: Assessment, full: bool) -> Iterator[Block]:
    massage = a.questionnaire.massage
    yield Heading(wording.MASSAGE)
    said = {advice.id: advice.say for advice in massage.verdicts}
    verdict = a.massage.verdict
    yield Entry(wording.VERDICTS[verdict].capitalize(), said.get(verdict, ""), verdict)
    for reason in _shown(a.massage.reasons, full):
        yield Bullet(_caution(a, reason))
    if level_rank(a.level) >= level_rank(SAME_DAY):
        return
    if verdict in ("yes", "caution"):
        for tip in _few(a.massage_how, full):
            yield Bullet(tip.say)
        for tip in _few(massage.choose, full, 1):
            yield Bullet(tip.say)
        for tip in _few(massage.stop, full, 2):
            yield Bullet(tip.say)
    if full:
        for text in (massage.treatment.effect, massage.treatment.article):
            yield Paragraph(text)
        for tip in (*massage.tell, *massage.risks):
            yield Bullet(tip.say)


def _few(items: tuple[Advice, ...], full: bool, count: int = FEW) -> tuple[Advice, ...]:
    return items if full else items[:count]


def _shown(reasons: tuple[VerdictReason, ...], full: bool) -> tuple[VerdictReason, ...]:
    return reasons if full else reasons[:FEW]


def _caution(a: Assessment, reason: VerdictReason) -> str:
    say = reason.caution.say or a.questionnaire.page.until_seen
    told = because_text(a.questionnaire, reason.because, reason.caution.when)
    lead = wording.BECAUSE if reason.certain else wording.NOT_SURE
    return sentence(say) + (f" ({lead}: {told})" if told else "")


def _options(a: Assessment, full: bool) -> Iterator[Block]:
    yield Heading(wording.OPTIONS)
    for verdict in a.options:
        option = verdict.treatment
        word, grade = wording.VERDICTS[verdict.verdict], wording.EVIDENCE[option.evidence]
        yield Option(word, grade, f"{option.title}: {_option_why(a, verdict)}", verdict.verdict)
        if full:
            yield Paragraph(option.effect)
            for reason in verdict.reasons:
                yield Bullet(_caution(a, reason))
            if option.article:
                yield Paragraph(option.article)
    yield Paragraph(wording.OPTIONS_KEY)


def _option_why(a: Assessment, verdict: Verdict) -> str:
    """Why the verdict, in a few words: what stands against it, or else how much it gives."""
    says = [r.caution.say or a.questionnaire.page.until_seen for r in verdict.reasons]
    if not says:
        return verdict.treatment.size
    more = f" (+{len(says) - 1} more)" if len(says) > 1 else ""
    return says[0].rstrip(".") + more


def _watch(a: Assessment) -> Iterator[Block]:
    yield Heading(wording.WATCH if is_emergency(a) else wording.DOCTOR)
    for slot, lead in (("emergency", wording.EMERGENCY_IF), ("today", wording.TODAY_IF)):
        says = [item.say for item in a.questionnaire.watch_for if item.slot == slot]
        yield Entry(lead, sentence("; ".join(says)), slot)
    if a.unsure:
        shorts = ", ".join(a.questionnaire.question(name).short for name in a.unsure)
        yield Entry(wording.NOT_SURE, f"{shorts}. Knowing more could change this result.")


def _what_now(a: Assessment) -> Iterator[Block]:
    yield Heading(wording.WHAT_NOW)
    for advice in a.what_now:
        yield Bullet(advice.say)


def _sources(a: Assessment) -> Iterator[Block]:
    used = {name for reason in a.reasons for name in reason.rule.sources}
    used |= {name for verdict in a.options for name in verdict.treatment.sources}
    used |= {name for result in a.scores for name in result.score.sources}
    used |= {name for found in a.causes for name in found.cause.sources}
    used |= set(a.questionnaire.massage.treatment.sources)
    yield Heading(wording.SOURCES)
    for source in a.questionnaire.sources:
        if source.id in used:
            yield Bullet(f"{source.cite}, {source.year}. {source.link} (certainty: {source.certainty})")
