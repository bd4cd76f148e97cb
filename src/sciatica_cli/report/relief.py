"""The parts of the page about massage and about everything else that may relieve the pain."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.levels import SAME_DAY
from ..core.verdicts import Verdict, VerdictReason
from . import strings
from .blocks import Block, Bullet, Columns, Entry, Paragraph, Treatment
from .fit import KEEP, Part, SectionPart
from .formatting import because_text, sentence, short_names

GENERAL_TIP_RANK, TIP_RANK = 1, 3


def massage(a: Assessment, full: bool) -> Iterator[SectionPart]:
    part = a.questionnaire.massage
    advice = {item.id: item.say for item in part.verdicts}
    verdict = a.massage.verdict
    ask_first = strings.ASK_FIRST[a.massage.ask] if verdict == "caution" else ""
    say = f"{ask_first} {advice.get(verdict, '')}".strip()
    parts = [Part(Entry(strings.VERDICTS[verdict].capitalize(), say, verdict))]
    parts += [Part(Bullet(text)) for text in _cautions(a, a.massage, full)]
    if verdict in ("yes", "caution"):
        for tip in a.massage_how:
            parts.append(Part(Bullet(tip.say), KEEP if tip.when else TIP_RANK))
        choose = part.choose if full else part.choose[:1]
        parts += [Part(Bullet(tip.say), GENERAL_TIP_RANK) for tip in choose]
        first, *more = part.stop
        parts.append(Part(Bullet(first.say)))
        parts += [Part(Bullet(tip.say)) for tip in more if full]
    if full:
        said = (part.treatment.effect, part.treatment.article, strings.THE_ARTICLE)
        parts += [Part(Paragraph(text)) for text in said]
        parts += [Part(Bullet(tip.say)) for tip in (*part.tell, *part.risks)]
    yield SectionPart(strings.MASSAGE, tuple(parts))


def treatments(a: Assessment, full: bool) -> Iterator[Part | SectionPart]:
    """Treatments in groups by what to do with them, those to try first."""
    groups: dict[str, list[Block]] = {name: [] for name in strings.GROUPS}
    for verdict in a.options:
        if not verdict.waits or full:
            groups[_group(a, verdict)].append(_row(a, verdict, full))
    yield SectionPart(strings.OPTIONS, (Part(Columns(strings.HELPS, strings.SURE)),))
    for name, rows in groups.items():
        if rows:
            yield SectionPart(strings.GROUPS[name], tuple(map(Part, rows)))
    if not full and any(verdict.waits for verdict in a.options):
        yield Part(Paragraph(strings.all_wait(a.questionnaire.page.until_seen)))
    if a.level < SAME_DAY:
        yield Part(Paragraph(strings.KEEP_TAKING))


def _group(a: Assessment, verdict: Verdict) -> str:
    """What to do with a treatment: the key of a group in `strings.GROUPS`."""
    said = a.massage if verdict.treatment.as_massage else verdict
    if said.verdict in ("yes", "try"):
        return "try"
    if said.verdict in ("caution", "ask_first"):
        return said.ask if said.ask in strings.GROUPS else "caution"
    if said.verdict == "discuss":
        return "discuss"
    return "not_now" if said.verdict in ("no", "not_now") else "unknown"


def _row(a: Assessment, verdict: Verdict, full: bool) -> Treatment:
    option = verdict.treatment
    notes = () if option.as_massage else tuple(_cautions(a, verdict, full))
    details: tuple[Block, ...] = ()
    if full:
        details = tuple(map(Paragraph, filter(None, (option.effect, option.article))))
    waits = _group(a, verdict) == "not_now"
    return Treatment(
        title=option.title,
        helps="" if waits and not full else option.size,
        certainty="" if waits and not full else strings.EVIDENCE[option.evidence],
        notes=notes,
        details=details,
    )


def _cautions(a: Assessment, verdict: Verdict, full: bool) -> list[str]:
    """Why to be careful, starting with "not until you have been seen" if that applies."""
    waits = [sentence(a.questionnaire.page.until_seen)] if verdict.waits else []
    if waits and not full:
        return waits
    decisive = [r for r in verdict.reasons if r.caution.verdict == verdict.verdict]
    # What must wait anyway needs no further terms, except where everything is shown.
    shown = decisive if verdict.verdict in ("no", "not_now") and not full else verdict.reasons
    certain = [_caution(a, reason, full) for reason in shown if reason.certain]
    return waits + certain + _unsure_cautions(a, [reason for reason in shown if not reason.certain])


def _caution(a: Assessment, reason: VerdictReason, full: bool) -> str:
    """Why to be careful, and on the full page the answers behind it."""
    say = sentence(reason.caution.say)
    answers = because_text(a.questionnaire, reason.because, reason.caution.when)
    return f"{say} ({answers})" if answers and full else say


def _unsure_cautions(a: Assessment, unsure: list[VerdictReason]) -> list[str]:
    """The cautions that "not sure" leaves open; those behind the same answers stand together."""
    grouped: dict[str, list[str]] = {}
    for reason in unsure:
        say = sentence(reason.caution.say)
        grouped.setdefault(short_names(a, reason.because), []).append(say)
    return [f"{' '.join(say)} {strings.NOT_SURE}: {names}." for names, say in grouped.items()]
