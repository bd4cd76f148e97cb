"""The shape of a whole questions file."""

from __future__ import annotations

from ..core.levels import LEVELS
from ..core.routes import GENERAL_REGION
from ..core.sheet import HISTORY, SHEET_PARTS
from . import shape_judgements as judgements
from . import shape_questions as questions
from .shape import Block, Condition, Entries, Flag, ListOf, Name, Names, OneOf, Word
from .shape import optional_entries as optional
from .shape_body import BODY, SKETCHES
from .shape_conditions import DATES
from .shape_measures import MEASURES
from .shape_texts import Filled, Phrase, Reference, Text

NUMBERS = ("emergency", "advice", "crisis", "maternity")  # phone numbers of a region
CERTAINTY = Name("How sure this is. Other words are allowed.", "high", "moderate", "low")

PAGE = Block(
    "The scores and sentences that the page needs.",
    {
        "headline_score": Name("The score in the headline of the page."),
        "impact_score": Name("The score that says how much the pain limits daily life."),
        "until_seen": Text("Why massage and the other options wait while help is needed today."),
        "no_danger": Text("What the page says when no danger sign was found."),
        "tell_unsure": Phrase(
            'Starts the sentence to say for help when only "not sure" raised the level.'
        ),
    },
)
LEVEL = Block(
    "A care level.",
    {
        "title": Phrase("The level in a few words."),
        "deadline": Phrase("How soon.", "within 7 days", deadline=True),
        "do": Filled("What to do. The same places as in `act` are filled in.", deadline=True),
        "look_again": Text("When to do the check again.", default=""),
        "act": optional(
            Filled("One sentence.", deadline=True),
            "The headline of the page: what to do, by when. Filled in are `{in_7_days}`, "
            "`{next_weekday}`, `{doctor}`, `{department}`, `{emergency}` and `{advice}`.",
        ),
        "go": Name("The route for rules of this level that name none.", default=""),
    },
)
ROUTE = Block(
    "A way to get help.",
    {
        "title": Phrase("What to do, in a few words."),
        "number": OneOf("number", NUMBERS, "Which phone number of the region to call."),
        "also": OneOf("number", NUMBERS, "A second phone number.", default=""),
        "call_first": Phrase(
            "In words, a number that only the person has; `number` is for when nobody answers.",
            "the number on your maternity notes",
            default="",
        ),
        "replaces": Names("Routes that need not be taken as well, if both apply.", ["hospital"]),
        "do": judgements.sentences("What to do.", deadline=True),
        "avoid": judgements.sentences("What not to do."),
        "look_again": Text("Replaces the `look_again` of the level.", default=""),
        "own_page": Flag(
            "If no other route comes first, the page is about this alone and leaves out the back."
        ),
    },
)
REGION = Block(
    "A region.",
    {
        "name": Phrase("The name of the country."),
        "also": Names("Other codes for it.", ["uk"]),
        "emergency": Reference("The emergency number, in double quotes.", "112"),
        "advice": Reference("A line for medical advice.", default=""),
        "crisis": Reference("A crisis line.", default=""),
        "maternity": Reference("A line for pregnancy and birth.", default=""),
        "doctor": Reference("What people call their own doctor.", "GP", default="doctor"),
        "department": Reference(
            "What people call the place for emergencies, with its article.",
            "A&E",
            default="an emergency department",
        ),
        "advice_short": Reference(
            "The line for medical advice as sentences name it.",
            "NHS 111",
            default="the out-of-hours service",
        ),
        "uncertain": ListOf(
            OneOf("number", NUMBERS, "Which phone number."),
            'The numbers that are shown with "check this number".',
            default=(),
        ),
        "from": Reference("Where the numbers come from."),
        "certainty": CERTAINTY,
        **DATES,
    },
)
SHEET_LINE = Block(
    "A line of the hand-over sheet.",
    {
        "label": Reference("What it is about.", "Drugs"),
        "part": OneOf("part", SHEET_PARTS, "The part it belongs to.", default=HISTORY),
        "of": Names("The questions whose answers it shows, in this order.", ["tablets"]),
        "also": optional(
            Names("Choices of the question."),
            "Choices of other questions that are shown here as well, by question.",
        ),
    },
)
SOURCE = Block(
    "A source.",
    {
        "cite": Reference("Author and title, and how much of it was read."),
        "year": Word("When it was published.", "undated", default=""),
        "link": Reference("Where to find it.", "no link kept"),
        "certainty": CERTAINTY,
        **DATES,
    },
)

FILE = Block(
    "Questions, rules, scores, advice, phone numbers and sources.",
    {
        "title": Phrase("The title of the questionnaire."),
        "version": Word(
            "In double quotes; raise it with every change of content.", "2026.11", default=""
        ),
        **DATES,
        "page": PAGE,
        "intro": judgements.sentences("The first screen, as named sentences."),
        "levels": Entries(
            LEVEL,
            "The care levels: always these, in this order, least urgent first.",
            required_names=LEVELS,
        ),
        "routes": optional(ROUTE, "The ways to get help, fastest first."),
        "sections": questions.SECTIONS,
        "questions": questions.QUESTIONS,
        "sheet": optional(
            SHEET_LINE,
            "The lines of the hand-over sheet. Questions in none are named in a last line.",
        ),
        "findings": optional(Condition("A finding."), "Conditions that are used more than once."),
        "scope_rules": judgements.SCOPE_RULES,
        "care_rules": judgements.CARE_RULES,
        "scores": judgements.SCORES,
        "measures": MEASURES,
        "causes": judgements.CAUSES,
        "body": BODY,
        "massage": judgements.MASSAGE_PART,
        "options": judgements.OPTIONS,
        "sketches": SKETCHES,
        "what_now": judgements.advice("What to do and expect now."),
        "watch_for": judgements.WATCH_FOR,
        "regions": Entries(
            REGION,
            f"Phone numbers by two-letter code; `{GENERAL_REGION}` is for an unknown country.",
            required_names=(GENERAL_REGION,),
        ),
        "sources": optional(SOURCE, "Where the content comes from."),
    },
)
