"""The shape of a whole questions file."""

from __future__ import annotations

from ..core.model import GENERAL_REGION, LEVELS
from . import shape_judgements as judging
from . import shape_questions as asking
from .shape import Block, Condition, Entries, Flag, ListOf, Name, Names, OneOf, Text, Word
from .shape import optional_entries as optional
from .shape_conditions import DATES

NUMBERS = ("emergency", "advice", "crisis", "maternity")  # numbers of a region
CERTAINTY = Name("How sure this is.", "high", "moderate", "low")  # the usual words; others will do

PAGE = Block(
    "Scores and sentences of the page.",
    {
        "headline_score": Name("The score that leads the page."),
        "impact_score": Name("The score that says how much the pain gets in the way."),
        "until_seen": Text("Why massage and options wait while help is needed today."),
        "no_danger": Text("What to say when no danger sign was found."),
        "tell_unsure": Text('Begins what to say when only "not sure" raised the level.'),
    },
)
LEVEL = Block(
    "A care level.",
    {
        "title": Text("The level in a few words."),
        "deadline": Text("How soon.", "within 2 to 7 days"),
        "do": Text("What to do."),
        "look_again": Text("When to look again.", default=""),
        "go": Name("The route when a rule of this level names none.", default=""),
    },
)
ROUTE = Block(
    "A route.",
    {
        "title": Text("What to do, a few words."),
        "number": OneOf("number", NUMBERS, "Which number of the region to call."),
        "also": OneOf("number", NUMBERS, "A second number.", default=""),
        "do": judging.sentences("What to do."),
        "avoid": judging.sentences("What not to do."),
        "look_again": Text("When to look again, instead of what the level says.", default=""),
        "own_page": Flag("Has the page to itself when nothing else leads."),
    },
)
REGION = Block(
    "A region.",
    {
        "name": Text("The country."),
        "also": Names("Other codes for it.", ["uk"]),
        "emergency": Text("The emergency number; numbers go into double quotes.", "112"),
        "advice": Text("A line for medical advice.", default=""),
        "crisis": Text("A crisis line.", default=""),
        "maternity": Text("A line for pregnancy and birth.", default=""),
        "uncertain": ListOf(
            OneOf("number", NUMBERS, "A number."),
            'Numbers to print with "check this number".',
            default=(),
        ),
        "from": Text("Where the numbers were seen."),
        "certainty": CERTAINTY,
        **DATES,
    },
)
SOURCE = Block(
    "A source.",
    {
        "cite": Text("Who, what, and how much of it was read."),
        "year": Word("When it came out.", "undated", default=""),
        "link": Text("Where to find it.", "no link kept"),
        "certainty": CERTAINTY,
        **DATES,
    },
)

FILE = Block(
    "Questions, rules, scores, advice, phone numbers and sources.",
    {
        "title": Text("Name of the questions."),
        "version": Word("Raise it with every change; in double quotes.", "2026.11", default=""),
        **DATES,
        "page": PAGE,
        "intro": judging.sentences("Named sentences of the first screen."),
        "levels": Entries(
            LEVEL,
            "The care levels, always these and in this order, calmest first.",
            required_names=LEVELS,
        ),
        "routes": optional(ROUTE, "Ways to get help, fastest first."),
        "sections": asking.SECTIONS,
        "questions": asking.QUESTIONS,
        "findings": optional(Condition("A finding."), "Conditions that are used more than once."),
        "scope_rules": judging.SCOPE_RULES,
        "care_rules": judging.CARE_RULES,
        "scores": judging.SCORES,
        "causes": judging.CAUSES,
        "body": asking.BODY,
        "massage": judging.MASSAGE_PART,
        "options": judging.OPTIONS,
        "what_now": judging.advice("Advice for now."),
        "watch_for": judging.WATCH_FOR,
        "regions": Entries(
            REGION,
            f"Phone numbers by two-letter code; {GENERAL_REGION} is for an unknown country.",
            required_names=(GENERAL_REGION,),
        ),
        "sources": optional(SOURCE, "Where the content comes from."),
    },
)
