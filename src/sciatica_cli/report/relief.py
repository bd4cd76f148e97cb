"""The parts of the page about massage and about everything else that may relieve the pain."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.verdicts import Verdict, VerdictReason
from . import strings
from .blocks import Block, Bullet, Entry, Heading, Option, OptionHeader, Paragraph
from .detail import Detail
from .formatting import because_text, sentence, short_names


def massage(a: Assessment, detail: Detail) -> Iterator[Block]:
    part = a.questionnaire.massage
    yield Heading(strings.MASSAGE)
    advice = {item.id: item.say for item in part.verdicts}
    verdict = a.massage.verdict
    ask_first = strings.ASK_FIRST[a.massage.ask] if verdict == "caution" else ""
    say = f"{ask_first} {advice.get(verdict, '')}".strip()
    yield Entry(strings.VERDICTS[verdict].capitalize(), say, verdict)
    cautions = _cautions(a, a.massage, detail)
    # Who may try it on terms needs the terms; who may not, only one reason.
    few = 2 if verdict == "caution" else min(detail.limit, 2)
    yield from map(Bullet, cautions if detail.full else cautions[:few])
    if verdict in ("yes", "caution"):
        # Tips for this person come before those for everybody, and are the last to be cut.
        how = sorted(a.massage_how, key=lambda tip: tip.when is None)
        room = max(detail.limit, 2)
        for tips, count in ((how, room), (part.choose, int(detail.limit > 2)), (part.stop, 1)):
            yield from (Bullet(tip.say) for tip in (tips if detail.full else tips[:count]))
    if detail.full:
        yield from map(Paragraph, (part.treatment.effect, part.treatment.article))
        yield Paragraph(strings.THE_ARTICLE)
        yield from (Bullet(tip.say) for tip in (*part.tell, *part.risks))


def _cautions(a: Assessment, verdict: Verdict, detail: Detail) -> list[str]:
    """Why to be careful, starting with "not until you have been seen" if that applies."""
    waits = [sentence(a.questionnaire.page.until_seen)] if verdict.waits else []
    return waits + [_caution(a, reason, detail) for reason in verdict.reasons]


def _caution(a: Assessment, reason: VerdictReason, detail: Detail) -> str:
    """Why to be careful, and the answers behind it if there is room for them."""
    say = sentence(reason.caution.say)
    if not reason.certain:
        return f"{say} ({strings.NOT_SURE}: {short_names(a, reason.because)})"
    answers = because_text(a.questionnaire, reason.because, reason.caution.when)
    return f"{say} ({answers})" if answers and detail.limit > 2 else say


def options(a: Assessment, detail: Detail) -> Iterator[Block]:
    """One row for each option; the short page has one entry for all that have to wait."""
    yield Heading(strings.OPTIONS)
    yield OptionHeader(*strings.OPTIONS_HEAD, "")
    for verdict in a.options:
        if verdict.waits and not detail.full:
            continue
        option = verdict.treatment
        # "With care" says more than "ask first", as it may be that nobody has to be asked.
        said = a.massage if option.as_massage else verdict
        word, grade = strings.VERDICTS[said.verdict], strings.EVIDENCE[option.evidence]
        yield Option(word, grade, f"{option.title}: {_option_why(a, verdict)}", verdict.verdict)
        if detail.full:
            yield Paragraph(option.effect)
            yield from map(Bullet, _cautions(a, verdict, detail))
            if option.article:
                yield Paragraph(option.article)
    if not detail.full and any(verdict.waits for verdict in a.options):
        yield Entry(
            strings.VERDICTS["not_now"].capitalize(),
            strings.all_wait(a.questionnaire.page.until_seen),
        )


def _option_why(a: Assessment, verdict: Verdict) -> str:
    """The first reason against an option; if there is none, how much it helps."""
    says = [a.questionnaire.page.until_seen] if verdict.waits else []
    says += [reason.caution.say for reason in verdict.reasons]
    if not says or verdict.treatment.as_massage:
        return verdict.treatment.size
    more = f" (+{len(says) - 1})" if len(says) > 1 else ""
    return says[0].rstrip(".") + more
