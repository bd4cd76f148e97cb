"""The shape of a whole questions file."""

from __future__ import annotations

from ..core.levels import LEVELS
from ..core.model import GENERAL_REGION
from . import shape_judgements as judgements
from . import shape_questions as questions
from .shape import Block, Condition, Entries, Filled, Flag, ListOf, Name, Names, OneOf, Text, Word
from .shape import optional_entries as optional
from .shape_body import BODY
from .shape_conditions import DATES

NUMBERS = ("emergency", "advice", "crisis", "maternity")  # phone numbers of a region
CERTAINTY = Name("How sure this is. Other words are allowed.", "high", "moderate", "low")

PAGE = Block(
    "The scores and sentences that the page needs.",
    {
        "headline_score": Name("The score in the headline of the page."),
        "impact_score": Name("The score that says how much the pain limits daily life."),
        "until_seen": Text("Why massage and the other options wait while help is needed today."),
        "no_danger": Text("What the page says when no danger sign was found."),
        "tell_unsure": Text(
            'Starts the sentence to say for help when only "not sure" raised the level.'
        ),
    },
)
LEVEL = Block(
    "A care level.",
    {
        "title": Text("The level in a few words."),
        "deadline": Text("How soon.", "within 2 to 7 days"),
        "do": Filled("What to do. The same places as in `act` are filled in."),
        "look_again": Text("When to do the check again.", default=""),
        "act": optional(
            Filled("One sentence."),
            "The headline of the page: what to do, by when. Filled in are `{in_7_days}`, "
            "`{next_weekday}`, `{doctor}`, `{department}`, `{emergency}` and `{advice}`.",
        ),
        "go": Name("The route for rules of this level that name none.", default=""),
    },
)
ROUTE = Block(
    "A way to get help.",
    {
        "title": Text("What to do, in a few words."),
        "number": OneOf("number", NUMBERS, "Which phone number of the region to call."),
        "also": OneOf("number", NUMBERS, "A second phone number.", default=""),
        "call_first": Text(
            "In words, a number that only the person has; `number` is for when nobody answers.",
            "the number on your maternity notes",
            default="",
        ),
        "replaces": Names("Routes that need not be taken as well, if both apply.", ["hospital"]),
        "do": judgements.sentences("What to do."),
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
        "name": Text("The name of the country."),
        "also": Names("Other codes for it.", ["uk"]),
        "emergency": Text("The emergency number, in double quotes.", "112"),
        "advice": Text("A line for medical advice.", default=""),
        "crisis": Text("A crisis line.", default=""),
        "maternity": Text("A line for pregnancy and birth.", default=""),
        "doctor": Text("What people call their own doctor.", "GP", default="doctor"),
        "department": Text(
            "What people call the place for emergencies, with its article.",
            "A&E",
            default="an emergency department",
        ),
        "advice_short": Text(
            "The line for medical advice as it stands in a sentence.",
            "NHS 111",
            default="the out-of-hours service",
        ),
        "uncertain": ListOf(
            OneOf("number", NUMBERS, "Which phone number."),
            'The numbers that are shown with "check this number".',
            default=(),
        ),
        "from": Text("Where the numbers come from."),
        "certainty": CERTAINTY,
        **DATES,
    },
)
SOURCE = Block(
    "A source.",
    {
        "cite": Text("Author and title, and how much of it was read."),
        "year": Word("When it was published.", "undated", default=""),
        "link": Text("Where to find it.", "no link kept"),
        "certainty": CERTAINTY,
        **DATES,
    },
)

FILE = Block(
    "Questions, rules, scores, advice, phone numbers and sources.",
    {
        "title": Text("The title of the questionnaire."),
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
        "findings": optional(Condition("A finding."), "Conditions that are used more than once."),
        "scope_rules": judgements.SCOPE_RULES,
        "care_rules": judgements.CARE_RULES,
        "scores": judgements.SCORES,
        "causes": judgements.CAUSES,
        "body": BODY,
        "massage": judgements.MASSAGE_PART,
        "options": judgements.OPTIONS,
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
