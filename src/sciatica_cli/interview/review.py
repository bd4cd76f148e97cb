"""The review: every answer by section, one of which may be changed."""

from __future__ import annotations

from ..core.flow import Flow
from ..core.questions import Question
from ..report.formatting import answer_text
from . import strings
from .prompter import BACK, BEFORE, DONE, MenuItem, Navigation, Prompter, visible_answer

SHOW_PRIVATE = "*"  # no question has this name


def review(prompter: Prompter, flow: Flow, title: str, done: str) -> Question | Navigation | None:
    """Show every answer by section; returns the question to change, or None if all is right.

    BACK if the person goes back.
    """
    sections = {section.id: section.title for section in flow.questionnaire.sections}
    answers = flow.state.values
    answered = [question for question in flow.questionnaire.questions if question.id in answers]
    show_private = False
    while True:
        items = [MenuItem(DONE, done)]
        if any(question.private for question in answered) and not show_private:
            items.append(MenuItem(SHOW_PRIVATE, strings.SHOW_PRIVATE))
        for question in answered:
            answer = answers[question.id]
            text = answer_text(question, answer)
            hidden = visible_answer(question, answer, text)
            label = f"{question.short}: {text}" if show_private else hidden
            items.append(MenuItem(question.id, label, group=sections[question.section]))
        chosen = prompter.menu(title, tuple(items), back=BEFORE)
        if chosen == BEFORE:
            return BACK
        if chosen != SHOW_PRIVATE:
            return None if chosen == DONE else flow.questionnaire.question(chosen)
        show_private = True
