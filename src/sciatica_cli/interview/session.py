"""One interview: asks, checks, stops in an emergency, and lets the person review the answers.

What follows from the answers is derived anew from each of them (`State`). Besides that, a session
remembers only what the person has already been shown, and whether they left early.
"""

from __future__ import annotations

from ..core.answers import Answers
from ..core.assess import Assessment, emergency_reasons, is_emergency
from ..core.conditions import Answer, is_unsure
from ..core.faults import Fault
from ..core.flow import progress
from ..core.model import Section
from ..core.purposes import Purpose
from ..core.questions import Question
from ..core.routes import Region
from ..rendering import Result, today
from ..report.formatting import without_brackets
from . import strings
from .answers_file import AnswersFile, AutoSave
from .opening import HELPER, Opening, ask_again
from .prompter import BACK, REVIEW, SAVE, MenuItem, Navigation, Prompt, Prompter, show_text
from .review import review
from .state import Progress, State, make_state, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.checks import Check

STOP_MENU = tuple(MenuItem(name, label, key) for name, label, key in strings.STOP_MENU)


class Session:
    """Asks until no question is left, or until the person leaves after an emergency.

    Args:
        file: where each answer is kept before the next question is drawn, if anywhere.
        answered_by: one of ANSWERED_BY, or empty; a helper is asked about another person.
        earlier_checks: checks of the same person, oldest first.
        person: the name under which they are in the history.
        to_compare: further questions, which are asked to compare the answers with them.
        preselected: answers of the last of them; never saved as answers.
    """

    def __init__(
        self,
        prompter: Prompter,
        region: Region,
        state: State,
        file: AnswersFile | None = None,
        answered_by: str = "",
        *,
        earlier_checks: tuple[Check, ...] = (),
        person: str = "",
        to_compare: tuple[str, ...] = (),
        preselected: Answers | None = None,
    ) -> None:
        self.questionnaire = state.flow.questionnaire
        self.prompter = prompter
        self.region = region
        self.state = state
        self.autosave = AutoSave(self.questionnaire, file or AnswersFile(None), prompter)
        self.answered_by = answered_by
        self.earlier_checks, self.person, self.to_compare = earlier_checks, person, to_compare
        self.preselected: Answers = preselected or {}
        self.acknowledged: set[str] = set()
        self.announced: set[str] = set()
        self.introduced: set[str] = set()
        self.left_early = False
        self.has_answered = False
        self._progress = Progress()

    @property
    def result(self) -> Result:
        """The assessment of the answers so far, with what its page says besides."""
        return Result(self.state.assessment, self.region, self.answered_by, self.earlier_checks)

    def run(self) -> Assessment:
        """The whole interview with its review; returns the assessment of the answers."""
        self._stop_if_emergency()  # saved answers may contain one
        while not self.left_early:
            question = self._next_question(self.state)
            if question is None:
                chosen = self._review(strings.REVIEW, strings.REVIEW_DONE)
                if chosen is None:
                    break
                if chosen is BACK:
                    self._go_back(None)
                else:
                    self._change(chosen)
                continue
            self._introduce(question)
            navigation = self._ask(question, self._place(question))
            if navigation is BACK:
                self._go_back(question)
            elif navigation is REVIEW:
                self._change(self._review(strings.REVIEW_SO_FAR, strings.GO_ON))
        return self.state.assessment

    def _next_question(self, state: State) -> Question | None:
        left = self._left(state)
        return self.questionnaire.question(left[0]) if left else None

    def _left(self, state: State) -> tuple[str, ...]:
        """The questions that are needed, then those that only a comparison needs."""
        a = state.assessment
        if a.status == "out_of_scope" or is_emergency(a):
            return a.needed
        more = (name for name in a.needed_for_the_rest if name in self.to_compare)
        return (*a.needed, *more)

    def widen(self) -> None:
        """Go on with the questions that only everything needs, from where the interview stopped."""
        self._progress = Progress()  # of more
        self.state = self.state.for_purpose(Purpose.ALL)
        self.autosave.file.about["purpose"] = str(Purpose.ALL)

    def _change(self, chosen: Question | Navigation | None) -> None:
        """Ask a question of the review again; navigating away keeps the old answer."""
        while isinstance(chosen, Question):
            if self._ask(chosen, strings.CHANGING) is not REVIEW:
                return
            chosen = self._review(strings.REVIEW_SO_FAR, strings.GO_ON)

    def _ask(self, question: Question, heading: str) -> Navigation | None:
        """Ask until there is a valid answer, or the person navigates away."""
        answer = self._valid_answer(question, heading)
        if isinstance(answer, Navigation):
            return answer
        self.state = self.state.with_answer(question, answer)
        self.preselected = without(self.preselected, question.id)
        self.has_answered = True
        self.prompter.show_answer(question, answer)
        self.autosave.file.about["purpose"] = str(self.state.assessment.purpose)
        self.autosave.save(self.state.to_save())
        self._stop_if_emergency(question)
        self._announce_scope()
        return None

    def _valid_answer(self, question: Question, heading: str) -> Answer | Navigation:
        """A valid answer or navigation; "not sure" is asked once more, after a check."""
        known = self.preselected | self.state.earlier_answers | self.state.answers
        default, why = known.get(question.id), self._why(question)
        ask = question.ask_them if self.answered_by == HELPER else ""
        message = strings.FROM_LAST_TIME if question.id in self.preselected else ""
        checked = False
        while True:
            done = self._progress.update(*progress(self.state.flow, self._left(self.state)))
            drawing = self.state.drawing_for(question)
            prompt = Prompt(question, default, heading, why, message, ask, done, drawing)
            given = self.prompter.ask(prompt)
            if given is SAVE:
                self.autosave.ask_for_name(self.state.to_save())
                continue
            if isinstance(given, Navigation):
                return given
            answer = question.accept(given)
            if isinstance(answer, Fault):
                message = _correction(question, answer)
                default = tuple(given) if isinstance(given, list) and given else default
                continue
            if is_unsure(answer) and question.check and not checked:
                checked, default = True, answer
                message = f"{strings.TRY_A_CHECK}: {question.check} {strings.CHOOSE_AGAIN}"
                continue
            return answer

    def _why(self, question: Question) -> str:
        """Why the question is asked, and the sources for that."""
        sources = (s for s in self.questionnaire.sources if s.id in question.sources)
        cited = "; ".join(f"{without_brackets(s.cite)} ({s.year})" for s in sources)
        why = f"{strings.WHY}: {question.why}" if question.why else ""
        return "\n".join(filter(None, (why, f"{strings.WHY_SOURCES}: {cited}" if cited else "")))

    def _introduce(self, question: Question) -> None:
        """Show what a section is about before its first question."""
        section = self._section(question)
        if section.intro and section.id not in self.introduced:
            show_text(self.prompter, section.intro)
        self.introduced.add(section.id)

    def _section(self, question: Question) -> Section:
        return next(s for s in self.questionnaire.sections if s.id == question.section)

    def _place(self, question: Question) -> str:
        sections = self.questionnaire.sections
        section = self._section(question)
        place = strings.place(section.title, sections.index(section) + 1, len(sections))
        return f"{strings.EMERGENCY_REMINDER}\n{place}" if self.acknowledged else place

    def _previous(self, question: Question | None) -> Question | None:
        """The last answered question that comes before this one, or of all."""
        previous = None
        for candidate in self.questionnaire.questions:
            if candidate is question:
                break
            if candidate.id in self.state.answers:
                previous = candidate
        return previous

    def _go_back(self, question: Question | None) -> None:
        """To the last question before this one or the review, or from the first to the opening."""
        previous = self._previous(question)
        if previous is None:
            self._open_again()
            return
        state = self.state.without_answer(previous)
        if self._next_question(state) is previous:
            self.state = state
        else:  # a saved answer for which this purpose would not ask
            self._change(previous)

    def _open_again(self) -> None:
        before = Opening(self.answered_by, self.state.purpose, self.region)
        opening = ask_again(self.prompter, self.questionnaire, before)
        # For another person, perhaps, of whom nothing is known.
        if self.earlier_checks and opening.answered_by != self.answered_by:
            self.state, self.preselected = make_state(self.questionnaire, {}), {}
        self.answered_by, self.region = opening.answered_by, opening.region
        self.state = self.state.for_purpose(opening.purpose)
        self.autosave.file.about |= opening.about()

    def _announce_scope(self) -> None:
        """Say so at once if the questionnaire is not made for this person."""
        for reason in self.state.assessment.reasons:
            if reason.rule.scope and reason.certain and reason.rule.id not in self.announced:
                self.announced.add(reason.rule.id)
                show_text(self.prompter, f"{reason.rule.say} {strings.SCOPE_NOTE}")

    def _stop_if_emergency(self, question: Question | None = None) -> None:
        """Stop as soon as an emergency is certain, without asking the remaining questions.

        Args:
            question: the question just answered, which "back" corrects if it was decisive.
                Otherwise "back" corrects the last decisive answer.
        """
        assessment = self.state.assessment
        reasons = emergency_reasons(assessment)
        urgent = {reason.rule.id for reason in reasons}
        self.acknowledged &= urgent  # a corrected sign stops the interview again if it returns
        if urgent <= self.acknowledged:
            return
        from ..report.urgent import closing, stop_screen  # most interviews do not need them

        self.prompter.show(stop_screen(assessment, self.region, today(), self.acknowledged))
        title = strings.stop_title(closing(assessment, self.region, today()).text)
        choice = self.prompter.menu(title, STOP_MENU, confirm=True)
        if choice == "back":
            decisive = [n for r in reasons for n, _ in r.because if n in self.state.answers]
            last = question.id if question and question.id in decisive else decisive[-1]
            self.state = self.state.without_answer(self.questionnaire.question(last))
        elif choice == "go_on":
            self.acknowledged |= urgent
        else:
            self.left_early = True

    def _review(self, title: str, done: str) -> Question | Navigation | None:
        return review(self.prompter, self.state.flow, title, done)


def _correction(question: Question, fault: Fault) -> str:
    """What to do instead, in words for a person; fault codes are for files."""
    if not question.values:
        return strings.type_it(question.allowed)
    if fault.code == "none_not_alone":
        return strings.NONE_ALONE
    return strings.NOTHING_CHOSEN if question.several else strings.CHOOSE_A_LINE
