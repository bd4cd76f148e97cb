"""Made-up people as answers to the shipped form."""

from __future__ import annotations

from safety.people import Person
from sciatica_cli.core.answers import read_answers
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Questionnaire

# Whose answer is the list of what applies to them, or "none".
LISTS = (
    "background", "recent", "infection_risk", "look", "calf_risk", "mood", "feels", "numb_where",
    "hip", "inflam", "limits", "earlier", "tried", "medicines", "health_pills", "health_massage",
)  # fmt: skip
# Whose answer is one choice.
CHOICES = (
    "saddle", "bowel", "legs", "genital", "sex", "pregnancy", "onset", "duration", "fever",
    "coping", "course", "leg_back",
)  # fmt: skip
# What the form has renamed since these people were given to version 0.1.0.
RENAMED = {"background": {"thinner": "other_anticoagulant"}, "feels": {"line": "line_past_knee"}}


def answers(questionnaire: Questionnaire, person: Person) -> dict[str, object]:
    """Return the answers to all questions that this person is asked."""
    one = person.one
    weakness = one["weakness"]
    eases = {"something": person.many.get("eases", ["lie"]), "constant": ["constant"]}
    record: dict[str, object] = {
        "right_now": ["none"],
        "age": person.age,
        "bladder": "no" if one["pee"] == "normal" else "yes",
        "bladder_what": one["pee"].split("+"),
        "bladder_when": "before",
        "both_kind": "ache",
        "weakness": weakness if weakness in ("no", "pain_only") else "yes",
        "weak_what": [weakness],
        "weak_when": "since" if weakness == "bit" else "old",
        "preg_signs": ["none"],
        "pain_where": person.ticks("pain_where"),
        "sudden_when": "days_3_21" if person.weeks < 2 else "over_3_weeks",
        "sudden_position": "some",
        "fall_when": "weeks_1_6" if person.weeks < 6 else "over_6_weeks",
        "fall_kind": one["fall"],
        "belly": ["none"],
        "cord": ["none"],
        "recent_when": "weeks_6_12" if person.has("recent", "spine_injection") else "last_6_weeks",
        "calf_start": one["calf"] if person.has("look", "calf_sore") else "line",
        "pain": int(one["pain"]),
        "worse": ["none"] if unmoved(person) else person.ticks("worse"),
        "eases": eases.get(one["relief"], ["none"]),
        "monthly": "no",
    }
    record |= {question: one[question] for question in CHOICES}
    record |= {question: person.ticks(question) for question in LISTS}
    for question, names in RENAMED.items():
        record[question] = [names.get(item, item) for item in person.ticks(question)]
    valid, _ = read_answers(questionnaire, record)  # what does not fit is not asked either
    return dict(resolve(questionnaire, valid).state.values)


def unmoved(person: Person) -> bool:
    """Whether nothing eases the pain and nothing makes it worse."""
    return person.one["relief"] == "constant" and person.has("beside", "nothing_makes_it_worse")
