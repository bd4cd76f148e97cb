"""The shape of what is asked in a questions file, and of the body that is drawn from it."""

from __future__ import annotations

from ..core import answers
from ..core.model import KINDS, NONE, UNSURE
from .shape import (
    Block,
    Condition,
    Drawing,
    Entries,
    Field,
    Flag,
    Integer,
    Name,
    Names,
    OneOf,
    Text,
    Variants,
    Word,
    optional_entries,
)
from .shape_conditions import OPERATORS, SOURCES
from .shape_judgements import advice

RESERVED = (*OPERATORS, NONE, UNSURE, *answers.RESERVED)  # no names of questions
MAX_LABEL = 59  # longer ones wrap and double on redraw in a narrow terminal
MAX_ROWS, MAX_COLUMNS = 16, 24  # what stands beside a text in a terminal of 80 columns

SECTIONS = Entries(
    Block(
        "A section.",
        {
            "title": Text("Its heading."),
            "intro": Text("Shown before its first question.", default=""),
        },
    ),
    "The sections in the order of asking, danger signs first.",
)

EVERY_QUESTION: dict[str, Field] = {
    "section": Name("The section in whose block it stands."),
    "short": Text("Its name on the page, two words or so.", "Night sweats"),
    "kind": OneOf(
        "kind",
        sorted(KINDS),  # choice stands in for a strange one
        "choice is one of several, yes_no is no or yes, many is all that fit, "
        "number is a whole number, scale a number with words at both ends.",
    ),
    "danger": Flag("A danger sign: never answered by one key, listed on the hand-over sheet."),
    "private": Flag("The answer is not repeated while the questions run."),
    "ask": Text("The question, one thing at a time, in words that a child of 12 understands."),
    "why": Text("Why we ask; shown with ?", default=""),
    "check": Text("What to try or look at now; shown to whoever is not sure.", default=""),
    "unit": Text("What a number counts.", "years", default=""),
    "low_label": Text("What the low end of a scale means.", "no pain", default=""),
    "high_label": Text(
        "What the high end of a scale means.", "the worst I can think of", default=""
    ),
    "ask_if": Condition(
        "Asked only while this may hold; it speaks of earlier questions.", default=None
    ),
    "hidden_because": Text("Why nobody is missed when this danger sign is not asked.", default=""),
    "was": Names("Earlier names of the question; answers under them still count."),
    "sources": SOURCES,
}
NUMBER_QUESTION = Block(
    "A question about a number.",
    EVERY_QUESTION
    | {
        "minimum": Integer("The smallest number that can be given.", 0),
        "maximum": Integer("The largest number that can be given.", 10),
    },
)
CHOICE_QUESTION = Block(
    "A question with choices.",
    EVERY_QUESTION
    | {
        "choices": Entries(
            Text("The words of this answer.", max_length=MAX_LABEL),
            "Name and label of each answer; of a danger sign the calm ones first, the worst last. "
            "A yes_no question may do without.",
            {"no": "No", "before": "Yes, for long", "newly": "Yes, it is new or worse"},
            default=None,
            reserved=(UNSURE,),
            hint="use `unsure:` beside `choices` for this",
        ),
        "harmless": Names("The calm choices of a danger sign.", ["no"]),
        "noted": Names("Choices that change nothing and are there for the clinician.", ["spells"]),
        "unsure": Text("Offers this line to whoever is not sure.", "Not sure", default=""),
    },
)
QUESTIONS = Entries(
    Variants(
        "kind",
        {
            "choice": CHOICE_QUESTION,
            "yes_no": CHOICE_QUESTION,
            "many": CHOICE_QUESTION,
            "number": NUMBER_QUESTION,
            "scale": NUMBER_QUESTION,
        },
    ),
    "The questions in the order of asking, those of a section together.",
    reserved=RESERVED,
)

PLACE = Block(
    "A place.",
    {
        "name": Text("What the place is called.", "lower leg"),
        "side": Text("Which of two, where there are two.", "left", "right", default=""),
        "marks": Word("Its letters in the drawing; left out, it is only named.", "L", default=""),
        "when": Condition("When it is shaded."),
        "if_unsure": Flag('Shaded also when "not sure" leaves the condition open.'),
    },
)
BODY = Block(
    "The picture on the page; a file may do without.",
    {
        "title": Text("What stands over the picture."),
        "drawing": Drawing(
            "The person from behind, as a block after |, with a letter for each place, "
            "and every other sign as outline.",
            " |bb|\n|LLRR|\n",
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
        ),
        "hurts": optional_entries(PLACE, "Places that can hurt."),
        "numb": optional_entries(PLACE, "Places that can be numb."),
        "nerves": advice("The nerve that such a pattern usually belongs to.", late=False),
        "caveat": Text("What must be said with the nerves."),
        "sources": SOURCES,
    },
    default=None,
)
