"""One interview: what has been answered is the only state, everything else follows from it."""

from __future__ import annotations

from ..core.answers import Answers
from ..core.assess import Assessment, assess
from ..core.conditions import Answer
from ..core.faults import Fault
from ..core.flow import Flow, next_question, progress, resolve
from ..core.frozen import Frozen
from ..core.levels import EMERGENCY
from ..core.model import Questionnaire, Region, Section
from ..core.questions import ManyQuestion, NumberQuestion, Question, is_unsure
from ..report import strings
from ..report.blocks import Paragraph
from ..report.formatting import answer_text, without_remarks
from .prompter import BACK, REVIEW, Ask, Navigation, Pick, Prompter, trace


class State(Frozen):
    """What was answered and all that follows from it; replaced whole, once for each answer.

    `earlier` holds answers that no longer apply, or must be given again: they never count and are
    never saved, but stand preselected when their question comes.
    """

    flow: Flow
    assessment: Assessment
    earlier: Answers

    @property
    def answers(self) -> Answers:
        """The answers that count."""
        return self.flow.state.values

    def with_answer(self, question: Question, answer: Answer) -> State:
        earlier = {name: old for name, old in self.earlier.items() if name != question.id}
        return resolved(self.flow.questionnaire, self.answers | {question.id: answer}, earlier)

    def without(self, question: Question) -> State:
        """The same before this question was answered; its answer stays preselected."""
        answers = dict(self.answers)
        earlier = self.earlier | {question.id: answers.pop(question.id)}
        return resolved(self.flow.questionnaire, answers, earlier)

    def to_save(self) -> Answers:
        """What was answered, for a file; an answer to be given again too, if it would count."""
        return dict(resolve(self.flow.questionnaire, self.earlier | self.answers).state.values)


def resolved(questionnaire: Questionnaire, answers: Answers, earlier: Answers) -> State:
    """The state of these answers; those that do not apply become earlier ones."""
    flow = resolve(questionnaire, answers)
    hidden = {name: answers[name] for name in flow.not_applicable}
    return State(flow, assess(flow), earlier | hidden)


class Session:
    """Asks until nothing is left to ask, or the person leaves at an emergency."""

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
        self.state = resolved(questionnaire, answers or {}, {})
        self.acknowledged: set[str] = set()
        self.told: set[str] = set()
        self.reveal = False
        self.introduced: set[str] = set()
        self.left_early = False

    def run(self) -> Assessment:
        """The whole interview, review included; the assessment of what was answered."""
        self._stop_if_emergency()  # answers that were saved may hold one
        while not self.left_early:
            question = next_question(self.state.flow)
            if question is None:
                chosen = self._review(strings.REVIEW, strings.REVIEW_DONE)
                if chosen is None:
                    break
                self._change(chosen)
                continue
            self._introduce(question)
            navigation = self._ask(question, self._progress(question))
            if navigation is BACK:
                before = self._before(question)
                self.state = self.state.without(before) if before else self.state
            elif navigation is REVIEW:
                self._change(self._review(strings.SO_FAR, strings.GO_ON))
        return self.state.assessment

    def _change(self, question: Question | None) -> None:
        """Ask again, as the review wants it; whoever navigates away keeps the old answer."""
        while question is not None:
            if self._ask(question, strings.CHANGING) is not REVIEW:
                return
            question = self._review(strings.SO_FAR, strings.GO_ON)

    def _ask(self, question: Question, heading: str) -> Navigation | None:
        """Ask until there is a valid answer, or the person wants to be somewhere else."""
        answer = self._one_answer(question, heading)
        if isinstance(answer, Navigation):
            return answer
        self.state = self.state.with_answer(question, answer)
        self.prompter.note(question, answer_text(question, answer))
        self._stop_if_emergency(question)
        self._tell_scope()
        return None

    def _one_answer(self, question: Question, heading: str) -> Answer | Navigation:
        """A valid answer, or navigation; "not sure" is asked once more, after a check."""
        known = self.state.earlier | self.state.answers
        default, why = known.get(question.id), self._why(question)
        message, checked = "", False
        while True:
            given = self.prompter.ask(Ask(question, default, heading, why, message))
            if isinstance(given, Navigation):
                return given
            answer = question.accept(given)
            if isinstance(answer, Fault):
                message = _try_again(question, answer)
                default = tuple(given) if isinstance(given, list) and given else default
                continue
            if is_unsure(answer) and question.check and not checked:
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
        answered, expected = progress(self.state.flow)
        place = strings.progress(self._section(question).title, answered, expected)
        return f"{strings.ALARM_STANDS}\n{place}" if self.acknowledged else place

    def _before(self, question: Question) -> Question | None:
        """The last answered question that is asked before this one."""
        before = None
        for candidate in self.questionnaire.questions:
            if candidate.id == question.id:
                break
            if candidate.id in self.state.answers:
                before = candidate
        return before

    def _tell_scope(self) -> None:
        """Say at once when the answers lead out of what the questionnaire is made for."""
        for reason in self.state.assessment.reasons:
            if reason.rule.scope and reason.certain and reason.rule.id not in self.told:
                self.told.add(reason.rule.id)
                self.prompter.show((Paragraph(f"{reason.rule.say} {strings.STILL_ASKED}"),))

    def _stop_if_emergency(self, question: Question | None = None) -> None:
        """The moment an emergency is certain: say so, and never ask to finish first.

        `question` is the one whose answer would be corrected; by default the last that decided.
        """
        assessment = self.state.assessment
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
            decided = [n for r in reasons for n, _ in r.because if n in self.state.answers]
            last = question.id if question and question.id in decided else decided[-1]
            self.state = self.state.without(self.questionnaire.question(last))
        elif choice == "go_on":
            self.acknowledged |= urgent
        else:
            self.left_early = True

    def _review(self, title: str, done: str) -> Question | None:
        """Show every answer by section; the question to change, or None when all is right."""
        while True:
            picks = [Pick(DONE, done)]
            asked = [q for q in self.questionnaire.questions if q.id in self.state.answers]
            if any(question.private for question in asked) and not self.reveal:
                picks.append(Pick(REVEAL, strings.REVEAL))
            for question in asked:
                told = answer_text(question, self.state.answers[question.id])
                told = f"{question.short}: {told}" if self.reveal else trace(question, told)
                picks.append(Pick(question.id, told, group=self._section(question).title))
            chosen = self.prompter.pick(title, tuple(picks))
            if chosen != REVEAL:
                self.reveal = False
                return None if chosen == DONE else self.questionnaire.question(chosen)
            self.reveal = True


def _try_again(question: Question, fault: Fault) -> str:
    """What to do instead, in words for a person; codes are for files."""
    if isinstance(question, NumberQuestion):
        return strings.type_a_number(question.minimum, question.maximum)
    if fault.code == "none_not_alone":
        return strings.NONE_ALONE
    return strings.NOTHING_CHOSEN if isinstance(question, ManyQuestion) else strings.CHOOSE_A_LINE


DONE, REVEAL = ".", "*"  # no question can be called that
STOP_PICKS = tuple(Pick(name, label, key) for name, label, key in strings.STOP_KEYS)
