"""The shape of what judges in a questions file: rules, scores, causes, verdicts, advice."""

from __future__ import annotations

from ..core.model import LEVELS, MASSAGE_VERDICTS, NONE, OPTION_VERDICTS
from .shape import (
    Block,
    Condition,
    Entries,
    Field,
    Flag,
    Integer,
    Name,
    OneOf,
    Text,
    optional_entries,
)
from .shape_conditions import DATES, SOURCES

MASSAGE = "massage"
GRADES = ("high", "moderate", "low", "very_low")
MAX_POINTS = 100  # of one point; larger ones would make conditions of that length

RULE = Block(
    "A rule.",
    {
        "level": OneOf("level", LEVELS, "What the rule gives when its condition is true."),
        "when": Condition("When the rule speaks."),
        "say": Text("The reason, as the person reads it."),
        "go": Name("The route to take; needed in an emergency.", default=""),
        "tell": Text(
            "One sentence to say at the desk or on the phone; needed in an emergency.", default=""
        ),
        "unsure": OneOf(
            "level",
            (*LEVELS, NONE),
            'A lower level, given when "not sure" leaves the condition open.',
            default="",
            code="unsure_level",
        ),
        "unsure_because": Text(
            "Why nothing, or another level than usual, is given to not sure.", default=""
        ),
        "explains": Flag("It is there for its words: another rule always gives as much."),
        "sources": SOURCES,
        **DATES,
    },
)
CARE_RULES = Entries(RULE, "How soon to see whom, and why; the highest level wins.")
SCOPE_RULES = optional_entries(RULE, "Who is outside what the program is made for.")


def points(description: str, entry: str) -> Entries:
    point: dict[str, Field] = {
        "when": Condition("When it counts."),
        "add": Integer("So many points; below zero too.", 2, default=0, limit=MAX_POINTS),
        "because": Text("A short reason, as the page lists it.", "below the knee"),
    }
    return optional_entries(Block(entry, point), description)


BAND = Block(
    "A band.",
    {
        "label": Text("Its name on the page."),
        "say": Text("What it means.", default=""),
        "when": Condition("Reached when this holds.", default=None),
        "from": Integer("Reached from this sum of points on.", 4, default=None),
    },
)
CAP = Block(
    "A cap.",
    {
        "when": Condition("When the score is held down."),
        "band": Name("It comes no higher than this band."),
        "because": Text("A short reason."),
    },
)
SCORES = Entries(
    Block(
        "A score.",
        {
            "title": Text("What it measures."),
            "about": Text("Where the points come from, and what they cannot tell.", default=""),
            "points": points("What counts, and how much.", "A point."),
            "bands": Entries(BAND, "Lowest first; each but the first needs when or from."),
            "caps": optional_entries(CAP, "What holds the band down."),
            "sources": SOURCES,
        },
    ),
    "Points that add up to a band; never a weight that no source gives.",
)
CAUSES = optional_entries(
    Block(
        "A cause.",
        {
            "title": Text("Its name."),
            "strong": Condition('While this holds, the page says "resembles it".'),
            "some": Condition('While this holds, the page says "some of it fits".', default=None),
            "say": Text("What to know about it."),
            "pointer": Flag('Named only when the pain resembles it: "Could also be".'),
            "because": points("Named short reasons.", "A reason."),
            "sources": SOURCES,
        },
    ),
    "Patterns that the pain may resemble.",
)


def treatment(verdicts: tuple[str, ...]) -> dict[str, Field]:
    caution = Block(
        "A caution.",
        {
            "verdict": OneOf(
                "verdict", verdicts, "At least this careful while the condition holds."
            ),
            "when": Condition("When the caution holds.", late=True),
            "say": Text("A short reason.", "never on numb or tingling skin"),
            "sources": SOURCES,
        },
    )
    return {
        "title": Text("Its name."),
        "evidence": OneOf("grade", GRADES, "How sure the proof is."),
        "size": Text("Size of the effect, a few words.", "small, for a while"),
        "effect": Text("What studies found."),
        "article": Text("What the article says about it.", default=""),
        "cautions": optional_entries(
            caution, "What makes the verdict more careful; the most careful one that holds decides."
        ),
        "comfort": Flag("A comfort that stays allowed even when help is needed the same day."),
        "sources": SOURCES,
    }


def advice(description: str, late: bool = True) -> Entries:
    sentence: dict[str, Field] = {
        "slot": Name(
            "Of all with the same slot, only the first that holds is shown.", "driving", default=""
        ),
        "if_unsure": Flag('Shown also when "not sure" leaves the condition open; for warnings.'),
        "urgent": Flag("Shown even when the person should be seen the same day."),
        "when": Condition("Shown only if this holds; left out, always.", late=late, default=None),
        "say": Text("One sentence."),
        "sources": SOURCES,
    }
    return optional_entries(Block("Advice.", sentence), description)


def sentences(description: str) -> Entries:
    return optional_entries(Text("One sentence."), description)


RISK = Block("A risk.", {"say": Text("What can happen, and how often."), "sources": SOURCES})
MASSAGE_PART = Block(
    "The part on massage.",
    {
        **treatment(MASSAGE_VERDICTS),
        "verdicts": optional_entries(
            Text("Said with this verdict."),
            "One sentence for each verdict.",
            offered=(*MASSAGE_VERDICTS, "unknown"),
        ),
        "how": advice("How to be massaged; it may depend on answers."),
        "choose": sentences("How to choose whom to go to."),
        "tell": sentences("What to tell before it begins."),
        "stop": sentences("When to stop."),
        "risks": optional_entries(RISK, "What has gone wrong, shown to everybody."),
    },
)
OPTIONS = optional_entries(
    Block(
        "An option.",
        {
            "verdict": OneOf("verdict", OPTION_VERDICTS, "What is said when no caution holds."),
            "same_as": OneOf(
                "option",
                (MASSAGE,),
                "Shows the verdict on massage instead of its own.",
                default="",
            ),
            **treatment(OPTION_VERDICTS),
        },
    ),
    "What else may ease the pain.",
)
WATCH_FOR = optional_entries(
    Block(
        "A sign.",
        {
            "level": OneOf("level", LEVELS, "How fast to act on it."),
            "say": Text("The sign, a few words.", "new weakness"),
            "sources": SOURCES,
        },
    ),
    "Signs to watch for, shown to everybody.",
)
