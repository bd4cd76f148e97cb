"""JSON Schema of what judges in a questions file: rules, scores, causes, verdicts, advice."""

from __future__ import annotations

from ..bank.build_relief import GRADES
from ..bank.build_rules import DEFAULT_UNSURE
from ..bank.build_scores import MAX_POINTS
from ..core.levels import EMERGENCY, LEVELS
from ..core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, UNKNOWN_OUTCOME
from ..core.questions import NONE
from .schema_kit import (
    DATES,
    SOURCES,
    Schema,
    block,
    condition,
    entries,
    flag,
    name,
    one_of,
    text,
    texts,
    when_key,
    whole,
)


def rules(description: str) -> Schema:
    keys = {
        "level": one_of(LEVELS, "What the rule gives when its condition is true."),
        "when": condition("When the rule speaks."),
        "say": text("The reason, as the person reads it."),
        "go?": name("The route to take; needed in an emergency."),
        "tell?": text("One sentence to say at the desk or on the phone; needed in an emergency."),
        "unsure?": one_of(
            (*LEVELS, NONE), 'A lower level, given when "not sure" leaves the condition open.'
        ),
        "unsure_because?": text("Why nothing, or another level than usual, is given to not sure."),
        "explains?": flag("It is there for its words: another rule always gives as much."),
        "sources?": SOURCES,
        **DATES,
    }
    lower = [
        when_key("level", (level,), {"properties": {"unsure": {"enum": [*LEVELS[:rank], NONE]}}})
        for rank, level in enumerate(LEVELS)
    ]
    silent = when_key("unsure", (NONE,), {"required": ["unsure_because"]})
    rule = block("A rule.", keys) | {
        "allOf": [
            when_key("level", (EMERGENCY,), {"required": ["go", "tell"]}),
            when_key("level", DEFAULT_UNSURE, silent),
            *lower,
        ]
    }
    return entries(description, rule)


def scores() -> Schema:
    band = {
        "label": text("Its name on the page."),
        "say?": text("What it means."),
        "when?": condition("Reached when this holds."),
        "from?": whole("Reached from this sum of points on.", 4),
    }
    cap = {
        "when": condition("When the score is held down."),
        "band": name("It comes no higher than this band."),
        "because": text("A short reason."),
    }
    bands = entries(
        "Lowest first; each but the first needs when or from.", block("A band.", band), least=1
    )
    keys = {
        "title": text("What it measures."),
        "about?": text("Where the points come from, and what they cannot tell."),
        "points?": points("What counts, and how much.", "A point."),
        "bands": bands,
        "caps?": entries("What holds the band down.", block("A cap.", cap)),
        "sources?": SOURCES,
    }
    description = "Points that add up to a band; never a weight that no source gives."
    return entries(description, block("A score.", keys), least=1)


def points(description: str, entry: str) -> Schema:
    keys = {
        "when": condition("When it counts."),
        "add?": whole(
            "So many points; below zero too.", 2, minimum=-MAX_POINTS, maximum=MAX_POINTS
        ),
        "because": text("A short reason, as the page lists it.", "below the knee"),
    }
    return entries(description, block(entry, keys))


def causes() -> Schema:
    keys = {
        "title": text("Its name."),
        "strong": condition('While this holds, the page says "resembles it".'),
        "some?": condition('While this holds, the page says "some of it fits".'),
        "say": text("What to know about it."),
        "pointer?": flag('Named only when the pain resembles it: "Could also be".'),
        "because?": points("Named short reasons.", "A reason."),
        "sources?": SOURCES,
    }
    return entries("Patterns that the pain may resemble.", block("A cause.", keys))


def massage() -> Schema:
    verdicts = (*MASSAGE_VERDICTS, UNKNOWN_OUTCOME)
    given = texts("One sentence for each verdict.", "What to say with this verdict.")
    keys = {
        **_treatment(MASSAGE_VERDICTS),
        "verdicts?": given | {"properties": {v: text("Said with this verdict.") for v in verdicts}},
        "how?": advice("How to be massaged; it may depend on answers."),
        "choose?": texts("How to choose whom to go to.", "One sentence."),
        "tell?": texts("What to tell before it begins.", "One sentence."),
        "stop?": texts("When to stop.", "One sentence."),
        "risks?": entries(
            "What has gone wrong, shown to everybody.",
            block("A risk.", {"say": text("What can happen, and how often."), "sources?": SOURCES}),
        ),
    }
    return block("The part on massage.", keys)


def options() -> Schema:
    keys = {
        "title": text("Its name."),
        "verdict": one_of(OPTION_VERDICTS, "What is said when no caution holds."),
        "same_as?": one_of(("massage",), "Shows the verdict on massage instead of its own."),
        **_treatment(OPTION_VERDICTS),
    }
    return entries("What else may ease the pain.", block("An option.", keys))


def _treatment(verdicts: tuple[str, ...]) -> Schema:
    verdict = one_of(verdicts, "At least this careful while the condition holds.")
    caution = {
        "verdict": verdict,
        "when": condition("When the caution holds.", late=True),
        "say": text("A short reason.", "never on numb or tingling skin"),
        "sources?": SOURCES,
    }
    return {
        "title": text("Its name."),
        "evidence": one_of(GRADES, "How sure the proof is."),
        "size": text("Size of the effect, a few words.", "small, for a while"),
        "effect": text("What studies found."),
        "article?": text("What the article says about it."),
        "cautions?": entries(
            "What makes the verdict more careful; the most careful one that holds decides.",
            block("A caution.", caution),
        ),
        "comfort?": flag("A comfort that stays allowed even when help is needed the same day."),
        "sources?": SOURCES,
    }


def advice(description: str, late: bool = True) -> Schema:
    keys = {
        "slot?": name("Of all with the same slot, only the first that holds is shown.", "driving"),
        "if_unsure?": flag('Shown also when "not sure" leaves the condition open; for warnings.'),
        "urgent?": flag("Shown even when the person should be seen the same day."),
        "when?": condition("Shown only if this holds; left out, always.", late),
        "say": text("One sentence."),
        "sources?": SOURCES,
    }
    return entries(description, block("Advice.", keys))


def watch_for() -> Schema:
    keys = {
        "level": one_of(LEVELS, "How fast to act on it."),
        "say": text("The sign, a few words.", "new weakness"),
        "sources?": SOURCES,
    }
    return entries("Signs to watch for, shown to everybody.", block("A sign.", keys))
