"""The parts of the page about massage and about everything else that may relieve the pain."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.levels import SAME_DAY
from ..core.model import Advice
from ..core.verdicts import Verdict, VerdictReason
from . import strings
from .blocks import Block, Bullet, Columns, Entry, Paragraph, Treatment, walk
from .fit import KEEP, Part, SectionPart, blocks_of, fit
from .formatting import affirmed, because_text, sentence, short_names, unsure_says
from .text import write_text

GENERAL_TIP_RANK, ANSWERS_RANK, TIP_RANK = 1, 2, 3
SCREEN_LINES = 21  # of 24, without two of keys and the one that says how much is below


def massage(a: Assessment, full: bool) -> Iterator[SectionPart]:
    part = a.questionnaire.massage
    verdict = a.massage.verdict
    inside: list[Part | SectionPart] = [Part(_verdict(a))]
    # The verdict names the answers already if somebody has to be asked about them.
    named = full or verdict != "caution" or not strings.ASK_FIRST[a.massage.ask]
    cautions = tuple(Part(Bullet(text)) for text in _cautions(a, a.massage, full, answers=named))
    if a.massage.waits and not full:
        inside += cautions
    elif cautions:
        heading = strings.WHY_NOT if verdict == "no" else strings.WHY_CAREFUL
        inside.append(SectionPart(heading, cautions))
    if a.massage_allowed:
        how = [Part(Bullet(tip.say), KEEP if tip.when else TIP_RANK) for tip in a.massage_how]
        choose = part.choose if full else part.choose[:1]
        how += [Part(Bullet(tip.say), GENERAL_TIP_RANK) for tip in choose]
        stop = part.stop if full else part.stop[:1]
        inside += [
            SectionPart(strings.HOW_MASSAGED, tuple(how)),
            SectionPart(strings.WHEN_TO_STOP, tuple(Part(Bullet(tip.say)) for tip in stop)),
        ]
    if full:
        studies = (part.treatment.effect, part.treatment.article, strings.THE_ARTICLE)
        inside += [Part(Paragraph(text)) for text in studies]
        inside += [Part(Bullet(tip.say)) for tip in (*part.tell, *part.risks)]
    yield SectionPart(strings.MASSAGE, tuple(inside))


def massage_alone(a: Assessment) -> tuple[Block, ...]:
    """Massage on a screen of its own: the answer fits a small one, and the rest is below it."""
    part = a.questionnaire.massage
    first = fit(tuple(massage(a, full=False)), SCREEN_LINES, lambda b: write_text(b).count("\n"))
    shown = {block.text for block in walk(first) if isinstance(block, Bullet)}

    def rest(*tips: Advice) -> tuple[Part, ...]:
        return tuple(Part(Bullet(tip.say)) for tip in tips if tip.say not in shown)

    below: list[Part | SectionPart] = [Part(Paragraph(part.treatment.effect))]
    if a.massage_allowed:
        below += rest(*a.massage_how, *part.choose, *part.tell)
        below.append(SectionPart(strings.WHEN_TO_STOP, rest(*part.stop)))
    below.append(SectionPart(strings.RISKS, rest(*part.risks)))
    below += [Part(Paragraph(text)) for text in (strings.THE_ARTICLE, part.treatment.article)]
    return (*first, *blocks_of((SectionPart(strings.MORE_MASSAGE, tuple(below)),)))


def _verdict(a: Assessment) -> Entry:
    """Whether massage can help, whom to ask first, and about what."""
    verdict, ask = a.massage.verdict, a.massage.ask
    advice = {item.id: item.say for item in a.questionnaire.massage.verdicts}
    texts = [advice.get(verdict, "")]
    if verdict == "caution" and strings.ASK_FIRST[ask]:
        behind = [_answers(a, r) for r in a.massage.reasons if r.caution.ask == ask]
        about = "; ".join(dict.fromkeys(filter(None, behind)))
        texts.insert(0, strings.ask_about(strings.ASK_FIRST[ask], about))
    return Entry(strings.VERDICTS[verdict].capitalize(), " ".join(texts).strip(), verdict)


def treatments(a: Assessment, full: bool) -> Iterator[Part | SectionPart]:
    """Treatments in groups by what to do with them, those to try first."""
    if any(verdict.waits for verdict in a.options) and not full:
        may = [verdict.treatment.title for verdict in a.options if not verdict.waits]
        text = strings.all_wait(a.questionnaire.page.until_seen, may)
        yield SectionPart(strings.OPTIONS, (Part(Paragraph(text)),))
        return
    groups: dict[str, list[Part]] = {name: [] for name in strings.GROUPS}
    for verdict in a.options:
        row, short = (_row(a, verdict, full, answers) for answers in (True, False))
        part = Part(row, KEEP if row == short else ANSWERS_RANK, instead=Part(short))
        groups[_group(verdict)].append(part)
    heads = Part(Columns(strings.HELPS, strings.SURE))
    yield SectionPart(strings.OPTIONS, (Part(Paragraph(strings.HOW_SURE)), heads))
    for name, rows in groups.items():
        if rows:
            yield SectionPart(strings.GROUPS[name], tuple(rows))
    if a.level < SAME_DAY:
        yield Part(Paragraph(strings.KEEP_TAKING))


def _group(verdict: Verdict) -> str:
    """What to do with a treatment: the key of a group in `strings.GROUPS`."""
    if verdict.verdict == "ask_first":
        return verdict.ask if verdict.ask in strings.GROUPS else "caution"
    return verdict.verdict if verdict.verdict in strings.GROUPS else "unknown"


def _row(a: Assessment, verdict: Verdict, full: bool, answers: bool) -> Treatment:
    option = verdict.treatment
    waits = _group(verdict) == "not_now"
    if option.as_massage:  # which has a part of the page to itself
        notes = [strings.REASON_ABOVE] if waits else []
    else:
        notes = _cautions(a, verdict, full, answers)
    details: tuple[Block, ...] = ()
    if full:
        details = tuple(map(Paragraph, filter(None, (option.effect, option.article))))
    return Treatment(
        title=option.title,
        helps="" if waits and not full else option.size,
        certainty="" if waits and not full else strings.EVIDENCE[option.evidence],
        notes=tuple(notes),
        details=details,
    )


def _cautions(a: Assessment, verdict: Verdict, full: bool, answers: bool = True) -> list[str]:
    """Why to be careful, starting with "not until you have been seen" if that applies."""
    waits = [sentence(a.questionnaire.page.until_seen)] if verdict.waits else []
    if waits and not full:
        return waits
    decisive = [r for r in verdict.reasons if r.caution.verdict == verdict.verdict]
    # What must wait anyway needs no further terms, except where everything is shown.
    shown = decisive if verdict.verdict in ("no", "not_now") and not full else verdict.reasons
    # An answer that is not sure may leave several cautions open. It is named once for all of them.
    groups: dict[object, list[VerdictReason]] = {}
    for reason in shown:
        key = reason.caution if reason.certain else reason.because
        groups.setdefault(key, []).append(reason)
    return waits + [_caution(a, together, full, answers) for together in groups.values()]


def _caution(a: Assessment, together: list[VerdictReason], full: bool, with_answers: bool) -> str:
    """Why to be careful, and the answers behind it; of a score only on the full page."""
    say = " ".join(sentence(reason.caution.say) for reason in together)
    reason = together[0]
    if not reason.certain and not with_answers:
        return f"{say} ({strings.NOT_SURE}: {short_names(a, reason.because)})"
    few = full or not reason.certain or (with_answers and len(reason.because) == 1)
    answers = _answers(a, reason) if few else ""
    return f"{say} ({strings.BECAUSE}: {answers})" if answers else say


def _answers(a: Assessment, reason: VerdictReason) -> str:
    if not reason.certain:
        return unsure_says(a, reason.because)
    return because_text(a.questionnaire, affirmed(reason.because), reason.caution.when)
