"""The shape of sections and questions."""

from __future__ import annotations

from ..core import answers
from ..core.conditions import UNSURE
from ..core.questions import (
    KINDS,
    LASTS,
    NONE,
    ChoiceQuestion,
    ManyQuestion,
    NumberQuestion,
    ScaleQuestion,
    YesNoQuestion,
)
from .shape import (
    Block,
    Condition,
    Entries,
    Field,
    Flag,
    Integer,
    Name,
    Names,
    OneOf,
    Variants,
    optional_entries,
)
from .shape_conditions import OPERATORS, SOURCES
from .shape_texts import Label, Phrase, Reference, Text

RESERVED = (*OPERATORS, NONE, UNSURE, *answers.RESERVED)  # not allowed as question names

SECTIONS = Entries(
    Block(
        "A section.",
        {
            "title": Phrase("Its heading."),
            "intro": Text("Shown before its first question.", default=""),
        },
    ),
    "The sections in the order in which they are asked, danger signs first.",
)

ANY_QUESTION: dict[str, Field] = {
    "section": Name("The section it belongs to; its questions come one after another."),
    "short": Phrase("Its name on the page, in two or three words.", "Night sweats"),
    "sheet": Reference(
        "What the first choice denies, or a list with nothing ticked, in the words of clinicians; "
        "of a number, what it measures.",
        "dysuria or haematuria; colic",
        default="",
    ),
    "kind": OneOf(
        "kind",
        KINDS,
        "`choice`: one of several. `yes_no`: no or yes. `many`: all that apply. `number`: "
        "a whole number. `scale`: a whole number with a label at both ends.",
    ),
    "danger": Flag(
        "A danger sign. No single key answers it, and the hand-over sheet says whether it is "
        "present, unsure or absent."
    ),
    "private": Flag("The answer is not repeated on the screen while the questions run."),
    "ask": Text("The question: one thing at a time, in words that a child of 12 understands."),
    "ask_them": Text(
        "The question in words for somebody who answers for another person.",
        "Have they had a fever?",
        default="",
    ),
    "unsure_say": Phrase(
        'The answer "not sure" as a person says it, without a full stop. The page names such an '
        "answer with it. Without it, the page names the question.",
        "I cannot tell whether I have had a fever",
        default="",
    ),
    "why": Text("Why we ask; shown with `?`.", default=""),
    "check": Text(
        'What to try or look at now. Shown after "not sure"; the question is then asked again.',
        default="",
    ),
    "ask_if": Condition(
        "The question is asked while this condition on earlier questions may still hold.",
        default=None,
    ),
    "follows": Condition(
        "A follow-up, such as when a sign began: the question is asked only once this condition on "
        'earlier questions certainly holds. If "not sure" leaves it open, so is every condition on '
        "the follow-up.",
        default=None,
    ),
    "hidden_because": Text(
        "Why nobody is missed if something other than a danger sign hides this danger sign.",
        default="",
    ),
    "lasts": OneOf(
        "period",
        LASTS,
        "How long an answer holds: `life`: for good. `until_told`: until the person says "
        "otherwise. `now`: only at the moment.",
        default="",
    ),
    "was": Names("Earlier names of the question; answers under them still count."),
    "sources": SOURCES,
}
NUMBER_QUESTION = Block(
    "A question whose answer is a number.",
    ANY_QUESTION
    | {
        "minimum": Integer("The lowest number that can be given.", 0),
        "maximum": Integer("The highest number that can be given.", 10),
        "unit": Phrase("What the number counts.", "years", default=""),
        "low_label": Phrase("What the lowest number means.", "no pain", default=""),
        "high_label": Phrase(
            "What the highest number means.", "the worst pain I can think of", default=""
        ),
    },
)
LABEL = Label("The label of this choice.")
ABOUT_CHOICES: dict[str, Field] = {
    "harmless": Names(
        "The harmless choices of a danger sign; in a list, `none` always is.", ["no"]
    ),
    "noted": Names(
        "Choices that change nothing in the result; the hand-over sheet shows them.",
        ["spells"],
    ),
    "sheet_words": optional_entries(
        Reference("The choice in the words of clinicians."),
        "Choices as the hand-over sheet writes them.",
    ),
    "lasts_for": Entries(
        OneOf("period", LASTS, "How long this choice holds."),
        "The choices that hold for longer or shorter than `lasts` says.",
        {"yes": "life"},
        default={},
    ),
    "renamed_choices": Entries(
        Name("The name it has now."),
        "Earlier names of choices; answers with them still count, as the choice named here. Only "
        "for a choice that still means the same.",
        {"since": "before"},
        default={},
        reserved=(UNSURE,),
    ),
    "unsure": Label(
        'Offers "not sure", in these words. A number cannot: offer ranges to choose from instead.',
        "Not sure",
        default="",
    ),
}
CHOICE_QUESTION = Block(
    "A question with choices.",
    ANY_QUESTION
    | {
        "choices": Entries(
            LABEL,
            "Name and label of each choice. A danger sign lists the least severe first; a `many` "
            "question has `none`.",
            {"no": "No", "before": "Yes, for years", "newly": "Yes, it is new or worse"},
            reserved=(UNSURE,),
            hint="use the key `unsure` of the question for this",
        )
    }
    | ABOUT_CHOICES,
)
YES_NO_QUESTION = Block(
    "A question whose answer is no or yes.",
    ANY_QUESTION
    | {"choices": Block("Other labels than No and Yes.", {"no": LABEL, "yes": LABEL}, default=None)}
    | ABOUT_CHOICES,
)
QUESTIONS = Entries(
    Variants(
        "kind",
        {
            ChoiceQuestion.kind: CHOICE_QUESTION,
            ManyQuestion.kind: CHOICE_QUESTION,
            YesNoQuestion.kind: YES_NO_QUESTION,
            NumberQuestion.kind: NUMBER_QUESTION,
            ScaleQuestion.kind: NUMBER_QUESTION,
        },
    ),
    "The questions in the order in which they are asked, section by section.",
    reserved=RESERVED,
)
