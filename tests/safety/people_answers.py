"""Made-up people as answers to the shipped form."""

from __future__ import annotations

from safety.people import Person

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


def answers(person: Person) -> dict[str, object]:
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
    return {question: answer for question, answer in record.items() if _asked(question, person)}


def unmoved(person: Person) -> bool:
    """Whether nothing eases the pain and nothing makes it worse."""
    return person.one["relief"] == "constant" and person.has("beside", "nothing_makes_it_worse")


def _asked(question: str, person: Person) -> bool:
    one, where = person.one, set(person.ticks("pain_where"))
    leg = {"buttock", "hip_side", "thigh_back", "thigh_front", "calf", "foot"}
    may_be_pregnant = person.may_be_woman and person.age < 56
    calf_alone = "calf" in where and not where & {"back", "buttock", "thigh_back", "thigh_front"}
    conditions = {
        "bladder_what": one["pee"] != "normal",
        "bladder_when": one["pee"] != "normal",
        "both_kind": one["legs"] == "both",
        "weak_what": one["weakness"] not in ("no", "pain_only"),
        "pregnancy": may_be_pregnant,
        "preg_signs": may_be_pregnant and one["pregnancy"] == "could_be",
        "sudden_when": one["onset"] == "sudden",
        "fall_when": one["onset"] == "fall",
        "belly": bool(where & {"loin", "elsewhere"}) or "often" in one["pee"],
        "recent_when": "recent" in person.many,
        "calf_start": person.has("look", "calf_sore") or calf_alone,
        "leg_back": bool(where & {"back", "mid_back"} and where & leg),
        "numb_where": person.has("feels", "tingle", "numb_patch", "patch_grows"),
        "hip": bool(where & {"hip_side", "thigh_front"}),
        "inflam": person.weeks >= 12 and person.age < 60,
        "monthly": person.weeks >= 12 and may_be_pregnant,
    }
    together = {
        "weak_when": "weak_what",
        "sudden_position": "sudden_when",
        "fall_kind": "fall_when",
        "calf_risk": "calf_start",
    }
    return conditions.get(together.get(question, question), True)
