"""JSON Schema of a questions file, for editors: it completes keys, explains them, marks mistakes.

The form only. What it lets pass, `sciatica lint` may still refuse.
"""

from __future__ import annotations

from ..bank.build import NUMBERS
from ..core.levels import LEVELS
from ..core.model import GENERAL_REGION
from . import schema_judgements as judging
from . import schema_questions as asking
from .schema_kit import (
    DATES,
    Schema,
    block,
    condition,
    conditions,
    described,
    entries,
    flag,
    name,
    names,
    one_of,
    one_or_more,
    text,
    texts,
)


def file_schema() -> Schema:
    """The schema as plain data, draft-07."""
    keys = {
        "title": text("Name of the questions."),
        "version?": text("Raise it with every change; in double quotes.", "2026.11"),
        **DATES,
        "page": _page(),
        "intro?": texts("Named sentences of the first screen.", "One sentence."),
        "levels": _levels(),
        "routes?": _routes(),
        "sections": asking.sections(),
        "questions": asking.questions(),
        "findings?": entries("Conditions that are used more than once.", condition("A finding.")),
        "scope_rules?": judging.rules("Who is outside what the program is made for."),
        "care_rules": judging.rules("How soon to see whom, and why; the highest level wins.")
        | {"minProperties": 1},
        "scores": judging.scores(),
        "causes?": judging.causes(),
        "body?": asking.body(),
        "massage": judging.massage(),
        "options?": judging.options(),
        "what_now?": judging.advice("Advice for now."),
        "watch_for?": judging.watch_for(),
        "regions": _regions(),
        "sources?": _sources(),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **block("Questions, rules, scores, advice, phone numbers and sources.", keys),
        "definitions": conditions(),
    }


def _page() -> Schema:
    keys = {
        "headline_score": name("The score that leads the page."),
        "impact_score": name("The score that says how much the pain gets in the way."),
        "until_seen": text("Why massage and options wait while help is needed today."),
        "no_danger": text("What to say when no danger sign was found."),
        "tell_unsure": text('Begins what to say when only "not sure" raised the level.'),
    }
    return block("Scores and sentences of the page.", keys)


def _levels() -> Schema:
    keys = {
        "title": text("The level in a few words."),
        "deadline": text("How soon.", "within 2 to 7 days"),
        "do": text("What to do."),
        "look_again?": text("When to look again."),
        "go?": name("The route when a rule of this level names none."),
    }
    level = block("A care level.", keys)
    description = "The care levels, always these and in this order, calmest first."
    return block(description, dict.fromkeys(LEVELS, level))


def _routes() -> Schema:
    keys = {
        "title": text("What to do, a few words."),
        "number": one_of(NUMBERS, "Which number of the region to call."),
        "also?": one_of(NUMBERS, "A second number."),
        "do?": texts("What to do.", "One sentence."),
        "avoid?": texts("What not to do.", "One sentence."),
        "look_again?": text("When to look again, instead of what the level says."),
        "own_page?": flag("Has the page to itself when nothing else leads."),
    }
    return entries("Ways to get help, fastest first.", block("A route.", keys))


def _regions() -> Schema:
    numbers = {
        "emergency": text("The emergency number; numbers go into double quotes.", "112"),
        "advice?": text("A line for medical advice."),
        "crisis?": text("A crisis line."),
        "maternity?": text("A line for pregnancy and birth."),
    }
    uncertain = one_of(NUMBERS, "A number.")
    keys = {
        "name": text("The country."),
        "also?": names("Other codes for it.", ["uk"]),
        **numbers,
        "uncertain?": described('Numbers to print with "check this number".')
        | one_or_more(uncertain),
        "from": text("Where the numbers were seen."),
        "certainty": _certainty(),
        **DATES,
    }
    region = block("A region.", keys)
    description = f"Phone numbers by two-letter code; {GENERAL_REGION} is for an unknown country."
    return entries(description, region) | {
        "required": [GENERAL_REGION],
        "properties": {GENERAL_REGION: region},
    }


def _sources() -> Schema:
    keys = {
        "cite": text("Who, what, and how much of it was read."),
        "year?": text("When it came out.", "undated"),
        "link": text("Where to find it.", "no link kept"),
        "certainty": _certainty(),
        **DATES,
    }
    return entries("Where the content comes from.", block("A source.", keys))


def _certainty() -> Schema:
    """The usual words; the reader takes others."""
    return name("How sure this is.", "high", "moderate", "low")
