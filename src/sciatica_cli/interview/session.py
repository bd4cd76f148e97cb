"""One interview: what has been answered is the only state, everything else follows from it."""

from __future__ import annotations

from ..core.answers import Answers, check_answer
from ..core.assess import Assessment, assess, is_emergency
from ..core.conditions import Answer
from ..core.faults import Fault
from ..core.flow import Flow, next_question, progress, settle
from ..core.model import EMERGENCY, UNSURE, Question, Questionnaire, Region
from ..report import wording
from ..report.blocks import Paragraph
from ..report.page import call, stop_screen
from ..report.words import answer_text
from .prompter import BACK, Ask, Pick, Prompter, trace


class Session:
    """Asks until nothing is left to ask, or the person leaves at an emergency.

    `answers` are those given so far; `aside` holds answers that became pointless: they never count
    and are never saved, but stand preselected if their question returns.
    """

    def __init__(self, questionnaire: Questionnaire, prompter: Prompter, region: Region) -> None:
        self.questionnaire = questionnaire
        self.prompter = prompter
        self.region = region
        self.answers: Answers = {}
        self.aside: Answers = {}
        self.acknowledged: set[str] = set()
        self.left_early = False

    def run(self) -> Assessment:
        """The whole interview, review included; the assessment of what was answered."""
        while not self.left_early:
            question = next_question(self.questionnaire, self._settle())
            if question is not None:
                self._ask(question, self._before(question))
                continue
            question = self._review()
            if question is None:
                break
            self._change(question)
        return self.assessment()

    def assessment(self) -> Assessment:
        return assess(self.questionnaire, self.answers)

    def _settle(self) -> Flow:
        """Put pointless answers aside, so that what is left is what counts."""
        flow = settle(self.questionnaire, self.answers)
        for name in flow.pointless:
            self.aside[name] = self.answers.pop(name)
        return settle(self.questionnaire, self.answers) if flow.pointless else flow

    def _set_aside(self, question: Question) -> None:
        if question.id in self.answers:
            self.aside[question.id] = self.answers.pop(question.id)

    def _change(self, question: Question) -> None:
        """Ask again from the review; going back keeps the old answer."""
        old = self.answers[question.id]
        self._set_aside(question)
        if not self._ask(question, None):
            self.answers[question.id] = old

    def _ask(self, question: Question, before: Question | None) -> bool:
        """Ask until there is a valid answer, or go back to the question before."""
        answer = self._one_answer(question)
        if answer is None:
            if before is not None:
                self._set_aside(before)
            return False
        self.answers[question.id] = answer
        self.aside.pop(question.id, None)
        self._settle()
        self.prompter.note(question, answer_text(question, answer))
        self._stop_if_emergency(question)
        return True

    def _one_answer(self, question: Question) -> Answer | None:
        """A valid answer, or None to go back; "not sure" is asked once more, after a check."""
        default = self.aside.get(question.id)
        message, checked = "", False
        while True:
            given = self.prompter.ask(Ask(question, default, self._progress(question), message))
            if given is BACK:
                return None
            answer = check_answer(question, given)
            if isinstance(answer, Fault):
                message = _try_again(question, answer)
                default = tuple(given) if isinstance(given, list) and given else default
                continue
            unsure = answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)
            if unsure and question.check and not checked:
                checked, default = True, answer
                message = f"{wording.CHECK_FIRST}: {question.check} {wording.STILL_UNSURE}"
                continue
            return answer

    def _progress(self, question: Question) -> str:
        answered, expected = progress(self.questionnaire, self._settle())
        titles = {section.id: section.title for section in self.questionnaire.sections}
        return wording.progress(titles[question.section], answered, expected)

    def _before(self, question: Question) -> Question | None:
        """The last answered question that is asked before this one."""
        before = None
        for candidate in self.questionnaire.questions:
            if candidate.id == question.id:
                break
            if candidate.id in self.answers:
                before = candidate
        return before

    def _stop_if_emergency(self, question: Question) -> None:
        """The moment an emergency is certain: say so, and never ask to finish first."""
        assessment = self.assessment()
        urgent = {r.rule.id for r in assessment.reasons if r.certain and r.level == EMERGENCY}
        if not is_emergency(assessment) or urgent <= self.acknowledged:
            return
        self.prompter.show(stop_screen(assessment, self.region))
        choice = self.prompter.pick(wording.stop_title(call(assessment, self.region)), STOP_PICKS)
        if choice == "back":
            self._set_aside(question)
        elif choice == "go_on":
            self.acknowledged |= urgent
        else:
            self.left_early = True

    def _review(self) -> Question | None:
        """Show every answer; the question to change, or None when all is right."""
        self.prompter.show((Paragraph(wording.LIMITS),))
        picks = [Pick(DONE, wording.REVIEW_DONE)]
        for name, answer in self.answers.items():
            question = self.questionnaire.question(name)
            picks.append(Pick(name, trace(question, answer_text(question, answer))))
        chosen = self.prompter.pick(wording.REVIEW, tuple(self._in_order(picks)))
        return None if chosen == DONE else self.questionnaire.question(chosen)

    def _in_order(self, picks: list[Pick]) -> list[Pick]:
        order = [DONE, *(question.id for question in self.questionnaire.questions)]
        return sorted(picks, key=lambda pick: order.index(pick.id))


def _try_again(question: Question, fault: Fault) -> str:
    """What to do instead, in words for a person; codes are for files."""
    if question.kind in ("number", "scale"):
        return wording.type_a_number(question.minimum, question.maximum)
    if fault.code == "none_not_alone":
        return wording.NONE_ALONE
    return wording.NOTHING_TICKED if question.kind == "many" else wording.CHOOSE_A_LINE


DONE = "done"
STOP_PICKS = tuple(Pick(name, label, key) for name, label, key in wording.STOP_KEYS)
