"""One interview: what has been answered is the only state, everything else follows from it."""

from __future__ import annotations

from ..core.answers import Answers, check_answer
from ..core.assess import Assessment, assess
from ..core.conditions import Answer
from ..core.faults import Fault
from ..core.flow import Flow, next_question, progress, resolve
from ..core.model import EMERGENCY, UNSURE, Question, Questionnaire, Region, Section
from ..report import strings
from ..report.blocks import Paragraph
from ..report.formatting import answer_text, without_remarks
from .prompter import BACK, REVIEW, Ask, Navigation, Pick, Prompter, trace


class Session:
    """Asks until nothing is left to ask, or the person leaves at an emergency.

    `answers` are those given so far; `aside` holds answers that became pointless, or must be given
    again: they never count and are never saved, but stand preselected when their question comes.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        prompter: Prompter,
        region: Region,
        answers: Answers | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.prompter = prompter
        self.region = region
        self.answers: Answers = dict(answers or {})
        self.aside: Answers = {}
        self.acknowledged: set[str] = set()
        self.told: set[str] = set()
        self.reveal = False
        self.introduced: set[str] = set()
        self.left_early = False

    def run(self) -> Assessment:
        """The whole interview, review included; the assessment of what was answered."""
        self._stop_if_emergency(self.assessment())  # answers that were saved may hold one
        while not self.left_early:
            question = next_question(self.questionnaire, self._settle())
            if question is None:
                chosen = self._review(strings.REVIEW, strings.REVIEW_DONE)
                if chosen is None:
                    break
                self._change(chosen)
                continue
            self._introduce(question)
            navigation = self._ask(question, self._progress(question))
            if navigation is BACK:
                self._set_aside(self._before(question))
            elif navigation is REVIEW:
                self._change(self._review(strings.SO_FAR, strings.GO_ON))
        return self.assessment()

    def assessment(self) -> Assessment:
        return assess(self.questionnaire, self.answers)

    def _settle(self) -> Flow:
        """Put pointless answers aside, so that what is left is what counts."""
        flow = resolve(self.questionnaire, self.answers)
        for name in flow.not_applicable:
            self.aside[name] = self.answers.pop(name)
        return resolve(self.questionnaire, self.answers) if flow.not_applicable else flow

    def _set_aside(self, question: Question | None) -> None:
        if question is not None and question.id in self.answers:
            self.aside[question.id] = self.answers.pop(question.id)

    def _change(self, question: Question | None) -> None:
        """Ask again, as the review wants it; whoever goes elsewhere keeps the old answer."""
        while question is not None:
            old = self.answers[question.id]
            self._set_aside(question)
            navigation = self._ask(question, strings.CHANGING)
            if navigation is not None:
                self.answers[question.id] = old
                self.aside.pop(question.id, None)
            if navigation is not REVIEW:
                return
            question = self._review(strings.SO_FAR, strings.GO_ON)

    def _ask(self, question: Question, heading: str) -> Navigation | None:
        """Ask until there is a valid answer, or the person wants to be elsewhere."""
        answer = self._one_answer(question, heading)
        if isinstance(answer, Navigation):
            return answer
        self.answers[question.id] = answer
        self.aside.pop(question.id, None)
        self._settle()
        self.prompter.note(question, answer_text(question, answer))
        assessment = self.assessment()
        self._stop_if_emergency(assessment, question)
        self._tell_scope(assessment)
        return None

    def _one_answer(self, question: Question, heading: str) -> Answer | Navigation:
        """A valid answer, or elsewhere; "not sure" is asked once more, after a check."""
        default, why = self.aside.get(question.id), self._why(question)
        message, checked = "", False
        while True:
            given = self.prompter.ask(Ask(question, default, heading, why, message))
            if isinstance(given, Navigation):
                return given
            answer = check_answer(question, given)
            if isinstance(answer, Fault):
                message = _try_again(question, answer)
                default = tuple(given) if isinstance(given, list) and given else default
                continue
            unsure = answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)
            if unsure and question.check and not checked:
                checked, default = True, answer
                message = f"{strings.CHECK_FIRST}: {question.check} {strings.STILL_UNSURE}"
                continue
            return answer

    def _why(self, question: Question) -> str:
        """Why the question is asked, and where that comes from."""
        sources = (s for s in self.questionnaire.sources if s.id in question.sources)
        cited = "; ".join(f"{without_remarks(s.cite)} ({s.year})" for s in sources)
        told = f"{strings.WHY}: {question.why}" if question.why else ""
        return "\n".join(filter(None, (told, f"{strings.FROM}: {cited}" if cited else "")))

    def _introduce(self, question: Question) -> None:
        """What a section is about, when it begins."""
        section = self._section(question)
        if section.intro and section.id not in self.introduced:
            self.prompter.show((Paragraph(section.intro),))
        self.introduced.add(section.id)

    def _section(self, question: Question) -> Section:
        return next(s for s in self.questionnaire.sections if s.id == question.section)

    def _progress(self, question: Question) -> str:
        answered, expected = progress(self.questionnaire, self._settle())
        place = strings.progress(self._section(question).title, answered, expected)
        return f"{strings.ALARM_STANDS}\n{place}" if self.acknowledged else place

    def _before(self, question: Question) -> Question | None:
        """The last answered question that is asked before this one."""
        before = None
        for candidate in self.questionnaire.questions:
            if candidate.id == question.id:
                break
            if candidate.id in self.answers:
                before = candidate
        return before

    def _tell_scope(self, assessment: Assessment) -> None:
        """Say at once when the answers lead out of what the questionnaire is made for."""
        for reason in assessment.reasons:
            if reason.rule.scope and reason.certain and reason.rule.id not in self.told:
                self.told.add(reason.rule.id)
                self.prompter.show((Paragraph(f"{reason.rule.say} {strings.STILL_ASKED}"),))

    def _stop_if_emergency(self, assessment: Assessment, question: Question | None = None) -> None:
        """The moment an emergency is certain: say so, and never ask to finish first.

        `question` is the one whose answer would be corrected; by default the last that decided.
        """
        reasons = [r for r in assessment.reasons if r.certain and r.level == EMERGENCY]
        urgent = {reason.rule.id for reason in reasons}
        self.acknowledged &= urgent  # what was corrected stops again when it comes back
        if urgent <= self.acknowledged:
            return
        from ..report.page import closing, stop_screen  # most interviews never need them

        self.prompter.show(stop_screen(assessment, self.region, self.acknowledged))
        title = strings.stop_title(closing(assessment, self.region).text)
        choice = self.prompter.pick(title, STOP_PICKS, confirm=True)
        if choice == "back":
            decided = [n for r in reasons for n, _ in r.because if n in self.answers]
            last = question.id if question and question.id in decided else decided[-1]
            self._set_aside(self.questionnaire.question(last))
        elif choice == "go_on":
            self.acknowledged |= urgent
        else:
            self.left_early = True

    def _review(self, title: str, done: str) -> Question | None:
        """Show every answer by section; the question to change, or None when all is right."""
        while True:
            picks = [Pick(DONE, done)]
            asked = [q for q in self.questionnaire.questions if q.id in self.answers]
            if any(question.private for question in asked) and not self.reveal:
                picks.append(Pick(REVEAL, strings.REVEAL))
            for question in asked:
                told = answer_text(question, self.answers[question.id])
                told = f"{question.short}: {told}" if self.reveal else trace(question, told)
                picks.append(Pick(question.id, told, group=self._section(question).title))
            chosen = self.prompter.pick(title, tuple(picks))
            if chosen != REVEAL:
                self.reveal = False
                return None if chosen == DONE else self.questionnaire.question(chosen)
            self.reveal = True

    def to_keep(self) -> Answers:
        """What was answered, for a file; what was set aside to be asked again too, if it counts."""
        given = self.answers | {k: v for k, v in self.aside.items() if k not in self.answers}
        return dict(resolve(self.questionnaire, given).sheet.values)


def _try_again(question: Question, fault: Fault) -> str:
    """What to do instead, in words for a person; codes are for files."""
    if question.kind in ("number", "scale"):
        return strings.type_a_number(question.minimum, question.maximum)
    if fault.code == "none_not_alone":
        return strings.NONE_ALONE
    return strings.NOTHING_CHOSEN if question.kind == "many" else strings.CHOOSE_A_LINE


DONE, REVEAL = ".", "*"  # no question can be called that
STOP_PICKS = tuple(Pick(name, label, key) for name, label, key in strings.STOP_KEYS)
