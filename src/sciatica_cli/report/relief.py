"""The parts of the page on massage and on everything else that may relieve the pain."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.verdicts import Verdict, VerdictReason
from . import strings
from .blocks import Block, Bullet, Entry, Head, Heading, Option, Paragraph
from .formatting import ALL, because_text, sentence, shorts


def massage(a: Assessment, few: int) -> Iterator[Block]:
    part = a.questionnaire.massage
    yield Heading(strings.MASSAGE)
    said = {advice.id: advice.say for advice in part.verdicts}
    verdict = a.massage.verdict
    yield Entry(strings.VERDICTS[verdict].capitalize(), said.get(verdict, ""), verdict)
    yield from map(Bullet, _cautions(a, a.massage, few)[: min(few, 2) if few != ALL else ALL])
    if verdict in ("yes", "caution"):
        # What only holds for this person comes before what holds for everybody, and is cut last.
        how = sorted(a.massage_how, key=lambda tip: tip.when is None)
        personal = min(sum(tip.when is not None for tip in how), few)
        room = max(personal, few - len(a.massage.reasons) - a.massage.waits)
        tips = (how, room), (part.choose, int(few > 2)), (part.stop, 1)
        for items, count in tips:
            for tip in items if few == ALL else items[:count]:
                yield Bullet(tip.say)
    if few == ALL:
        for text in (part.treatment.effect, part.treatment.article, strings.THE_ARTICLE):
            yield Paragraph(text)
        for tip in (*part.tell, *part.risks):
            yield Bullet(tip.say)


def _cautions(a: Assessment, verdict: Verdict, few: int = ALL) -> list[str]:
    """Why to be careful, and that everything waits until the person has been seen."""
    waits = [sentence(a.questionnaire.page.until_seen)] if verdict.waits else []
    return waits + [_caution(a, reason, few) for reason in verdict.reasons]


def _caution(a: Assessment, reason: VerdictReason, few: int) -> str:
    """Why to be careful; the answers behind it where there is room for them."""
    say = sentence(reason.caution.say)
    if not reason.certain:
        return f"{say} ({strings.NOT_SURE}: {shorts(a, reason.because)})"
    told = because_text(a.questionnaire, reason.because, reason.caution.when)
    return f"{say} ({told})" if told and few > 1 else say


def options(a: Assessment, few: int) -> Iterator[Block]:
    """One line an option; those that only wait until the person has been seen share one."""
    yield Heading(strings.OPTIONS)
    yield Head(*strings.OPTIONS_HEAD, "")
    waiting = []
    for verdict in a.options:
        option = verdict.treatment
        if few != ALL and verdict.waits:
            waiting.append(option.title)
            continue
        word, grade = strings.VERDICTS[verdict.verdict], strings.EVIDENCE[option.evidence]
        yield Option(word, grade, f"{option.title}: {_option_why(a, verdict)}", verdict.verdict)
        if few == ALL:
            yield Paragraph(option.effect)
            yield from map(Bullet, _cautions(a, verdict))
            if option.article:
                yield Paragraph(option.article)
    if waiting:
        yield Entry(
            strings.VERDICTS["not_now"].capitalize(),
            strings.all_wait(a.questionnaire.page.until_seen),
        )


def _option_why(a: Assessment, verdict: Verdict) -> str:
    """Why the verdict, in a few words: what stands against it, or else how much it gives."""
    says = [a.questionnaire.page.until_seen] if verdict.waits else []
    says += [reason.caution.say for reason in verdict.reasons]
    if not says or verdict.treatment.as_massage:
        return verdict.treatment.size
    more = f" (+{len(says) - 1})" if len(says) > 1 else ""
    return says[0].rstrip(".") + more
