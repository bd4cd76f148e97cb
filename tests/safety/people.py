"""500 made-up adults with ordinary one-sided sciatica, or with back ache and leg pain.

None of them has a danger sign that began lately, but many have what ordinary people bring with
them: an old bladder trouble, the pill, diabetes, a blood thinner, a cancer. They show whether the
rules alarm too often.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# How common each fact is: question or fact | source | among whom | item and per cent, ...
# Most are answers of the form itself; `pee`, `fall`, `calf`, `relief` and `beside` are other facts.
#
# mix     agreed when the form was designed, before there were rules for it
# stynes  395 people with leg pain in primary care (Stynes 2018, doi 10.1371/journal.pone.0191852)
# guess   our guess, from no source
#
# Exactly one item of each question; the first line whose group fits the person decides.
ONE = """
sex       | guess  | everyone      | female 54, male 45, unsaid 1
duration  | guess  | everyone      | under_2_weeks 25, weeks_2_6 30, weeks_6_12 20,
                             months_3_6 13, over_6_months 12
course    | guess  | under 6 weeks | better 45, same 40, worse 15
course    | guess  | everyone      | better 30, same 58, worse 12
leg_back  | stynes | everyone      | leg 50, same 28, back 22
legs      | guess  | back worse    | left 43, right 43, both 14
legs      | guess  | everyone      | left 50, right 50
pain      | guess  | everyone      | 1 2, 2 4, 3 9, 4 14, 5 20, 6 19, 7 15, 8 11, 9 4, 10 2
coping    | guess  | strong pain   | bearable 35, hard 65
coping    | guess  | lesser pain   | bearable 85, hard 15
onset     | mix    | everyone      | slow 63, lift 30, handled 2, sudden 1, fall 4
fall      | guess  | over 6 weeks  | small 55, big 45
fall      | guess  | everyone      | small 100
saddle    | guess  | everyone      | no 99, before 1
pee       | guess  | women over 60 | normal 65, cough 15, leak 8, often+leak 8, often 4
pee       | guess  | men over 60   | normal 75, start 10, often+start 10, often 5
pee       | guess  | women         | normal 88, cough 9, leak 2, often 1
pee       | guess  | everyone      | normal 98, start 1, often 1
bowel     | guess  | everyone      | no 83, constipated 16, before 1
weakness  | guess  | under 2 weeks | no 79, pain_only 20, drop 1
weakness  | mix    | everyone      | no 75, pain_only 20, bit 4, drop 1
genital   | guess  | men over 60   | no 72, pain_only 6, before 17, unsure 5
genital   | guess  | everyone      | no 88, pain_only 6, before 2, unsure 4
pregnancy | guess  | everyone      | no 97, could_be 3
fever     | mix    | everyone      | no 90, cold 8, over 2
calf      | guess  | everyone      | line 80, sport 8, other 12
relief    | mix    | everyone      | something 77, none 20, constant 3
"""
# Any number of these, each drawn by itself.
MANY = """
pain_where     | mix    | everyone      | calf 70
pain_where     | guess  | below knee    | foot 45
pain_where     | guess  | everyone      | back 85, buttock 75, thigh_back 70, hip_side 12,
                                          thigh_front 8, mid_back 1, loin 2, elsewhere 1
background     | mix    | everyone      | cancer 3, clot 4, warfarin 4, thinner 4
background     | guess  | everyone      | steroids 2, stiff_spine 0.5
background     | guess  | women over 60 | bones 18
background     | guess  | men over 60   | bones 4
recent         | guess  | everyone      | joint_injection 1, operation 1
recent         | guess  | over 6 weeks  | spine_injection 2
infection_risk | mix    | everyone      | diabetes 10
infection_risk | guess  | everyone      | tb 1, immune 1, abscess 0.5
look           | guess  | over 60       | old_swelling 14
look           | guess  | under 60      | old_swelling 3
look           | guess  | everyone      | broken_skin 2
look           | guess  | below knee    | calf_sore 4
calf_risk      | mix    | young women   | hormones 25
calf_risk      | guess  | older women   | hormones 6
calf_risk      | guess  | everyone      | travel 12, still 1
mood           | guess  | everyone      | fear 25, worry 15, low 12
feels          | guess  | below knee    | line 60
feels          | stynes | everyone      | tingle 50, numb_patch 22
feels          | guess  | everyone      | shooting 60, burning 25, ache 45, throb 10, cramp 25,
                                          touch 5, patch_grows 1
numb_where     | guess  | everyone      | thigh 10, inner_shin 8, outer_shin 45, sole 35,
                                          back_leg 20, whole_leg 6
worse          | stynes | everyone      | cough_leg 26
worse          | guess  | everyone      | cough_back 18, sit 50, stand 30, walk 35, bend_forward 40,
                                          bend_back 18, lie 15, turn 40, breathe 1
eases          | guess  | everyone      | sit 20, forward 15, backward 8, stand_still 3, lie 45,
                                          move 40, press 15, tablets 45
hip            | guess  | everyone      | shoes 10, twist 10, outer_hip 25
inflam         | guess  | under 35      | before_35 100
inflam         | guess  | everyone      | night 10, stiff 15, move 20, nsaid_helps 10, joints 5,
                                          family 3, skin 4
limits         | mix    | strong pain   | sleep 60
limits         | mix    | lesser pain   | sleep 23
limits         | guess  | strong pain   | work 45, tasks 40, walk_10 35, sit_20 45
limits         | guess  | lesser pain   | work 15, tasks 12, walk_10 12, sit_20 25
earlier        | guess  | everyone      | spells 45, old_op 3, checked_same 20, checked_changed 3
earlier        | guess  | over 6 weeks  | disc 15
tried          | guess  | everyone      | moving 50, manual 8, massage 18, massage_worse 4,
                                          acupuncture 4, heat_cold 45, tablets 55
tried          | guess  | over 6 weeks  | physio 30, injection 3
tried          | guess  | strong pain   | strong 15
medicines      | guess  | over 60       | aspirin 15, bp 45
medicines      | guess  | under 60      | aspirin 2, bp 10
medicines      | guess  | everyone      | nsaid 30, paracetamol 40, opioid 12, patch 1, nerve 9,
                                          ssri 10
health_pills   | guess  | everyone      | reaction 2, ulcer 3, heart 15, kidney 2, liver 4,
                                          asthma 12, light 2
health_massage | guess  | over 60       | artificial 8, fragile 5
health_massage | guess  | everyone      | veins 10, loose 2, nerves 2
beside         | guess  | women         | treated_cystitis 4
beside         | guess  | everyone      | nothing_makes_it_worse 40
"""


@dataclass
class Person:
    """One person: an item of each question of `ONE`, and any number of items of `MANY`."""

    age: int
    one: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)

    def ticks(self, question: str) -> list[str]:
        return self.many.get(question, ["none"])

    def has(self, question: str, *items: str) -> bool:
        return not set(items).isdisjoint(self.ticks(question))

    @property
    def may_be_woman(self) -> bool:
        return self.one["sex"] != "male"

    @property
    def weeks(self) -> int:
        """Return how many weeks it has lasted at least, up to 12."""
        return {"under_2_weeks": 0, "weeks_2_6": 2, "weeks_6_12": 6}.get(self.one["duration"], 12)


GROUPS: dict[str, Callable[[Person], bool]] = {
    "everyone": lambda person: True,
    "under 35": lambda person: person.age < 35,
    "under 60": lambda person: person.age < 60,
    "over 60": lambda person: person.age >= 60,
    "women": lambda person: person.may_be_woman,
    "young women": lambda person: person.may_be_woman and person.age < 50,
    "older women": lambda person: person.may_be_woman and 50 <= person.age < 65,
    "women over 60": lambda person: person.may_be_woman and person.age >= 60,
    "men over 60": lambda person: not person.may_be_woman and person.age >= 60,
    "under 2 weeks": lambda person: person.weeks < 2,
    "under 6 weeks": lambda person: person.weeks < 6,
    "over 6 weeks": lambda person: person.weeks >= 6,
    "back worse": lambda person: person.one["leg_back"] == "back",
    "strong pain": lambda person: int(person.one["pain"]) >= 7,
    "lesser pain": lambda person: int(person.one["pain"]) < 7,
    "below knee": lambda person: person.has("pain_where", "calf"),
}


def people(number: int = 500, seed: int = 10) -> list[Person]:
    """Make up people, always the same ones.

    Chance decides who has what, not how many have it: each share is met exactly, rounded to whole
    people. So 3 cancers more or less do not decide how often the rules alarm.
    """
    draw = random.Random(seed).random  # the one method that never changes between Pythons
    everyone = [Person(age=20 + int(33 * (draw() + draw()))) for _ in range(number)]
    for question, fits, shares in _rows(ONE):
        group = _shuffled([p for p in everyone if question not in p.one and fits(p)], draw)
        for place, person in enumerate(group):
            person.one[question] = _pick(100 * (place + 0.5) / len(group), shares)
    for question, fits, shares in _rows(MANY):
        group = [person for person in everyone if fits(person)]
        for item, share in shares:
            for person in _shuffled(group, draw)[: round(len(group) * share / 100)]:
                person.many.setdefault(question, []).append(item)
    for person in everyone:
        person.many.setdefault("pain_where", ["thigh_back"])
    return everyone


def _shuffled(group: list[Person], draw: Callable[[], float]) -> list[Person]:
    return sorted(group, key=lambda person: draw())


def _pick(point: float, shares: list[tuple[str, float]]) -> str:
    for item, share in shares:
        if point < share:
            return item
        point -= share
    raise ValueError(f"these shares do not add up to 100 per cent: {shares}")


def _rows(table: str) -> Iterator[tuple[str, Callable[[Person], bool], list[tuple[str, float]]]]:
    for line in table.strip().replace(",\n", ",").splitlines():
        question, _, group, shares = (part.strip() for part in line.split("|"))
        pairs = (share.split() for share in shares.split(","))
        yield question, GROUPS[group], [(item, float(share)) for item, share in pairs]
