"""JSON Schema of what is asked in a questions file, and of the body that is drawn from it."""

from __future__ import annotations

from ..bank.build_body import MAX_COLUMNS, MAX_ROWS
from ..bank.build_questions import MAX_LABEL, RESERVED, YES_NO
from ..core.conditions import UNSURE
from ..core.questions import KINDS
from .schema_judgements import advice
from .schema_kit import (
    CHOICE,
    NAME_FORM,
    SOURCES,
    Schema,
    block,
    condition,
    described,
    entries,
    flag,
    name,
    names,
    one_of,
    one_or_more,
    text,
    when_key,
    whole,
)


def sections() -> Schema:
    keys = {"title": text("Its heading."), "intro?": text("Shown before its first question.")}
    description = "The sections in the order of asking, danger signs first."
    return entries(description, block("A section.", keys), least=1)


def questions() -> Schema:
    return entries(
        "The questions in the order of asking, those of a section together.",
        _question(),
        least=1,
        propertyNames=NAME_FORM | {"not": {"enum": list(RESERVED)}},
    )


def _question() -> Schema:
    """One of two blocks, so that an editor offers only the keys that go with the kind."""
    common = {
        "section": name("The section in whose block it stands."),
        "short": text("Its name on the page, two words or so.", "Night sweats"),
        "kind": one_of(
            [kind.kind for kind in KINDS],
            "choice is one of several, yes_no is no or yes, many is all that fit, "
            "number is a whole number, scale a number with words at both ends.",
        ),
        "danger?": flag("A danger sign: never answered by one key, listed on the hand-over sheet."),
        "private?": flag("The answer is not repeated while the questions run."),
        "ask": text("The question, one thing at a time, in words that a child of 12 understands."),
        "why?": text("Why we ask; shown with ?"),
        "check?": text("What to try or look at now; shown to whoever is not sure."),
        "ask_if?": condition("Asked only while this may hold; it speaks of earlier questions."),
        "hidden_because?": text("Why nobody is missed when this danger sign is not asked."),
        "was?": names("Earlier names of the question; answers under them still count."),
        "sources?": SOURCES,
    }
    ends = {
        "minimum": whole("The smallest number that can be given.", 0),
        "maximum": whole("The largest number that can be given.", 10),
        "unit?": text("What a number counts.", "years"),
        "low_label?": text("What the low end of a scale means.", "no pain"),
        "high_label?": text("What the high end of a scale means.", "the worst I can think of"),
    }
    numbers = block("A question.", common | ends)
    others = block("A question.", common | _choices())
    yes_no = [choice.id for choice in YES_NO]
    exact = {"properties": {"choices": {"required": yes_no, "maxProperties": len(yes_no)}}}
    return {
        "type": "object",
        **when_key("kind", ("number", "scale"), numbers),
        "else": others
        | {
            "allOf": [
                when_key("kind", ("choice", "many"), {"required": ["choices"]}),
                when_key("kind", ("yes_no",), exact),
            ]
        },
    }


def _choices() -> Schema:
    harmless = described("The calm choices of a danger sign.", (["no"],)) | one_or_more(CHOICE)
    noted = described("Choices that change nothing and are there for the clinician.", (["spells"],))
    label = text("The words of this answer.", maxLength=MAX_LABEL)
    choices = entries(
        "Name and label of each answer; of a danger sign the calm ones first, the worst last.",
        label | {"type": ["string", "number", "boolean"]},  # No is a word, not always to editors
        least=1,
        propertyNames=NAME_FORM | {"not": {"const": UNSURE}},
        examples=[{"no": "No", "before": "Yes, for long", "newly": "Yes, it is new or worse"}],
    )
    unsure = text("Offers this line to whoever is not sure.", "Not sure")
    return {
        "choices?": choices,
        "harmless?": harmless,
        "noted?": noted | one_or_more(CHOICE),
        "unsure?": unsure,
    }


def body() -> Schema:
    line = rf"[^\n]{{0,{MAX_COLUMNS}}} *"
    drawing: Schema = {
        **described(
            "The person from behind, as a block after |, with a letter for each place, "
            "and every other sign as outline.",
            (" |bb|\n|LLRR|\n",),
        ),
        "type": "string",
        "pattern": rf"^{line}(\n{line}){{0,{MAX_ROWS - 1}}}\n?$",
        "patternErrorMessage": f"At most {MAX_ROWS} lines of {MAX_COLUMNS} characters.",
    }
    keys = {
        "title": text("What stands over the picture."),
        "drawing": drawing,
        "hurts?": _places("Places that can hurt."),
        "numb?": _places("Places that can be numb."),
        "nerves?": advice("The nerve that such a pattern usually belongs to.", late=False),
        "caveat": text("What must be said with the nerves."),
        "sources?": SOURCES,
    }
    return block("The picture on the page; a file may do without.", keys)


def _places(description: str) -> Schema:
    keys = {
        "name": text("What the place is called.", "lower leg"),
        "side?": text("Which of two, where there are two.", "left", "right"),
        "marks?": {
            **described("Its letters in the drawing; left out, it is only named.", ("L",)),
            "type": "string",
            "minLength": 1,
        },
        "when": condition("When it is shaded."),
        "if_unsure?": flag('Shaded also when "not sure" leaves the condition open.'),
    }
    return entries(description, block("A place.", keys))
