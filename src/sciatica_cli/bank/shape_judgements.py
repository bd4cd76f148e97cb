"""The shape of what judges the answers: rules, scores, causes, verdicts, advice."""

from __future__ import annotations

from ..core.levels import LEVELS
from ..core.model import MASSAGE_VERDICTS, NOBODY, OPTION_VERDICTS, UNKNOWN_OUTCOME, WHOM_TO_ASK
from ..core.questions import NONE
from .shape import Block, Condition, Entries, Field, Flag, Integer, Name, OneOf, optional_entries
from .shape_conditions import DATES, SOURCES
from .shape_texts import Phrase, Text

MASSAGE = "massage"
GRADES = ("high", "moderate", "low", "very_low")
MAX_POINTS = 100  # a point is repeated this often in a condition

RULE = Block(
    "A rule.",
    {
        "level": OneOf("level", LEVELS, "The care level that the rule raises."),
        "when": Condition("When it does."),
        "say": Text("The reason, as the person reads it."),
        "go": Name(
            "The route to take: required for an emergency, otherwise by default that of the level.",
            default="",
        ),
        "tell": Text(
            "One sentence to say at the desk or on the phone: required for an emergency. If only "
            '"not sure" raised the rule, the page names the unsure questions instead.',
            default="",
        ),
        "call_today": Phrase(
            "Whom to call instead of the usual line when a sign to call about today appears, for "
            "everybody to whom the rule applies.",
            "your midwife",
            default="",
        ),
        "unsure": OneOf(
            "level",
            (*LEVELS, NONE),
            'The lower level that the rule raises if "not sure" leaves its condition open. The '
            "default is `same_day` for an emergency and `within_days` for `same_day`.",
            default="",
            code="unsure_level",
        ),
        "unsure_because": Text(
            "Why `unsure` is not the default; required with `unsure: none`.", default=""
        ),
        "explains": Flag(
            "The rule is there for its words: another rule always raises the same level."
        ),
        "sources": SOURCES,
        **DATES,
    },
)
CARE_RULES = Entries(RULE, "How soon to see whom, and why; the highest level of all rules wins.")
SCOPE_RULES = optional_entries(RULE, "Who is outside the scope of the program.")


def points(entry: str, description: str) -> Entries:
    """Points, each described by `entry`."""
    point: dict[str, Field] = {
        "when": Condition("When it counts."),
        "add": Integer(
            "How much it adds, or takes away below zero.", 2, default=0, limit=MAX_POINTS
        ),
        "because": Phrase("A short reason, as the page lists it.", "below the knee"),
    }
    return optional_entries(Block(entry, point), description)


BAND = Block(
    "A band.",
    {
        "label": Phrase("Its name on the page."),
        "say": Text("What it means.", default=""),
        "when": Condition("The score reaches the band if this holds.", default=None),
        "from": Integer("The score reaches the band from this sum of points.", 4, default=None),
    },
)
CAP = Block(
    "A cap.",
    {
        "when": Condition("When it limits the score."),
        "band": Name("The highest band that the score can then reach."),
        "because": Phrase("A short reason."),
    },
)
SCORES = Entries(
    Block(
        "A score.",
        {
            "title": Phrase("What it measures."),
            "about": Text("Where the points come from, and what they cannot tell.", default=""),
            "points": points("A point.", "What counts, and how much."),
            "bands": Entries(BAND, "Lowest first; all but the first need `when` or `from`."),
            "caps": optional_entries(CAP, "What limits the band."),
            "sources": SOURCES,
        },
    ),
    "Points that add up to a band. Never invent a weight that no source gives.",
)
CAUSES = optional_entries(
    Block(
        "A cause.",
        {
            "title": Phrase("Its name."),
            "strong": Condition('If this holds, the page says that the pain "resembles" it.'),
            "some": Condition('If this holds, the page says that "some of it fits".', default=None),
            "say": Text("What to know about it."),
            "pointer": Flag('Shown only if the pain resembles it, as "Could also be".'),
            "because": points("A reason.", "What speaks for it."),
            "sources": SOURCES,
        },
    ),
    "Patterns that the pain may resemble.",
)


def treatment(verdicts: tuple[str, ...]) -> dict[str, Field]:
    """The fields of massage and of an option, whose verdicts differ."""
    caution = Block(
        "A caution.",
        {
            "verdict": OneOf(
                "verdict", verdicts, "The least careful verdict while the condition holds."
            ),
            "when": Condition("When the caution applies.", late=True),
            "say": Phrase("A short reason.", "never on numb or tingling skin"),
            "ask": OneOf(
                "adviser",
                WHOM_TO_ASK,
                'Whom to ask first while the condition holds or "not sure" leaves it open. If '
                "cautions name several, the last one in this order is asked.",
                default=NOBODY,
            ),
            "sources": SOURCES,
        },
    )
    return {
        "title": Phrase("Its name."),
        "evidence": OneOf("grade", GRADES, "How certain the evidence is."),
        "size": Phrase("The size of the effect, in a few words.", "small, for a while"),
        "effect": Text("What studies found."),
        "article": Text("What the article says about it.", default=""),
        "cautions": optional_entries(
            caution, "What makes the verdict more careful; the most careful one that holds decides."
        ),
        "comfort": Flag("A comfort that remains allowed when help is needed the same day."),
        "sources": SOURCES,
    }


def advice(description: str, late: bool = True, text: type[Text] = Text) -> Entries:
    """Sentences that may depend on the answers and, if `late`, on the care level."""
    sentence: dict[str, Field] = {
        "slot": Name(
            "Of all advice with the same slot, only the first that holds is shown.",
            "driving",
            default="",
        ),
        "if_unsure": Flag('Also shown if "not sure" leaves the condition open; for warnings.'),
        "urgent": Flag("Shown even when help is needed the same day."),
        "first": Flag("One of the things to do on the first screen."),
        "expect": Flag("Something to know about what comes, not something to do."),
        "diary": Flag("A form to note it in is shown below it."),
        "sketch": Name("A drawing of what to do.", "side_lying", default=""),
        "when": Condition("When it is shown; always, by default.", late=late, default=None),
        "say": text("One sentence."),
        "sources": SOURCES,
    }
    return optional_entries(Block("Advice.", sentence), description)


def sentences(description: str, deadline: bool = False) -> Entries:
    return optional_entries(Text("One sentence.", deadline=deadline), description)


RISK = Block("A risk.", {"say": Text("What can happen, and how often."), "sources": SOURCES})
MASSAGE_PART = Block(
    "Massage.",
    {
        **treatment(MASSAGE_VERDICTS),
        "verdicts": optional_entries(
            Text("What the page says with this verdict."),
            "One sentence for each verdict.",
            offered=(*MASSAGE_VERDICTS, UNKNOWN_OUTCOME),
        ),
        "how": advice("How to be massaged; this may depend on answers."),
        "choose": sentences("How to choose a therapist."),
        "tell": sentences("What to tell the therapist before it begins."),
        "stop": sentences("When to stop."),
        "risks": optional_entries(RISK, "What has gone wrong, shown to everybody."),
    },
)
OPTIONS = optional_entries(
    Block(
        "An option.",
        {
            "verdict": OneOf("verdict", OPTION_VERDICTS, "The verdict when no caution holds."),
            "same_as": OneOf(
                "option",
                (MASSAGE,),
                "Shows the verdict of massage instead of its own.",
                default="",
            ),
            **treatment(OPTION_VERDICTS),
        },
    ),
    "What else may relieve the pain.",
)
WATCH_FOR = optional_entries(
    Block(
        "A sign.",
        {
            "level": OneOf("level", LEVELS, "How soon to act on it."),
            "say": Phrase("The sign, in a few words.", "new weakness"),
            "sources": SOURCES,
        },
    ),
    "Signs to watch for, shown to everybody.",
)
