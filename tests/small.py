"""A small questions file with one of everything, for tests of the reader and of its schema."""

from __future__ import annotations

SMALL = """\
title: Small
version: "7"
checked: 2026-01-01
review_by: 2026-07-01

page:
  headline_score: pattern
  impact_score: pattern
  until_seen: Wait until you have been seen.
  no_danger: No danger sign.
  tell_unsure: I am not sure about this

intro:
  adults: For adults.

levels:
  self_care:
    title: Rest
    deadline: when you like
    do: Rest a little.
  routine:
    title: Book
    deadline: in weeks
    do: Book a visit.
  within_days:
    title: Soon
    deadline: in days
    do: Go this week.
  same_day:
    title: Today
    deadline: today
    do: Go today.
    go: hospital
  emergency_now:
    title: Now
    deadline: now
    do: Go now.

routes:
  hospital:
    title: Go to a hospital
    number: emergency
    do:
      go: Go there.

sections:
  danger:
    title: Danger signs
  pain:
    title: The pain
    intro: Now the pain.

questions:
  numb:
    section: danger
    harmless: [no]
    kind: choice
    danger: true
    ask: Is it numb?
    short: Numb
    why: It matters.
    choices:
      no: No
      since: Since it began
      recent: New
    unsure: Not sure
  age:
    section: danger
    kind: number
    ask: How old are you?
    short: Age
    minimum: 0
    maximum: 120
  feels:
    section: pain
    kind: many
    ask: How does it feel?
    short: Feels
    choices:
      dull: Dull
      sharp: Sharp
      none: Neither
    ask_if: {age: {at_least: 18}}
  better:
    section: pain
    kind: yes_no
    ask: Is it better?
    short: Better

findings:
  odd_skin: {numb: [since, recent]}

scope_rules:
  child:
    level: within_days
    when: {age: {below: 18}}
    say: This is for adults.

care_rules:
  numb_now:
    level: emergency_now
    go: hospital
    tell: I am newly numb.
    when: {numb: recent}
    say: New numbness needs help.
    sources: [book]

scores:
  pattern:
    title: Pattern
    caps:
      dull:
        band: some_of_it
        when: {feels: dull}
        because: dull too
    points:
      sharp:
        because: sharp
        when: {feels: sharp}
        add: 2
      skin:
        because: odd skin
        when: {finding: odd_skin}
        add: 1
      old:
        because: over 60
        when: {age: {at_least: 60}}
        add: -1
    bands:
      little:
        label: little of it
      some_of_it:
        label: some of it
        from: 1
      much:
        label: much of it
        when: {feels: sharp, finding: odd_skin}

measures:
  years:
    label: Age
    number: age
    worth: {points: 10, percent: 50}
    least_when: {numb: no}
    charted: true
  numbness:
    label: Numbness
    sheet: numb
    steps:
      none:
        label: not numb
      old:
        label: as it was
        sheet: unchanged
        when: {numb: since}
      new:
        label: newly numb
        when: {numb: recent}
  pattern:
    label: The pattern
    score: pattern
    worth: {points: 2, percent: 30}

causes:
  nerve:
    title: A nerve
    strong: {score: {pattern: much}}
    say: It may be a nerve.

body:
  title: Where it hurts
  outline: [[0, 0], [40, 0], [40, 200], [0, 200]]
  behind:
    title: From behind
    zones:
      low: [[0, 80], [30, 80], [30, 100], [0, 100]]
      leg: [[2, 110], [30, 110], [30, 190], [2, 190]]
  front:
    title: From the front
  hurts:
    back:
      name: back
      zones: low
      when: {feels: dull}
    left:
      name: left leg
      zones: left_leg
      when: {feels: sharp}
  numb:
    right:
      name: right leg
      zones: right_leg
      when: {finding: odd_skin}
    inside:
      name: inside
      not_drawn_because: It is hidden.
      when: {numb: since}
  nerves:
    skin:
      say: a skin nerve
      when: {finding: odd_skin, score: {pattern: much}}
  caveat: Only a hint.

massage:
  title: Massage
  evidence: low
  size: small
  effect: It helps a little.
  verdicts:
    yes: You can try it.
  cautions:
    skin:
      verdict: caution
      when: {finding: odd_skin}
      say: Not on numb skin.

options:
  heat:
    title: Heat
    verdict: try
    evidence: moderate
    size: little
    effect: It warms.
    cautions:
      today:
        verdict: not_now
        when: {level: {at_least: same_day}}
        say: Later.

what_now:
  walk:
    say: Walk a little.

watch_for:
  numbness:
    level: same_day
    say: numbness

regions:
  gb:
    name: United Kingdom
    also: [uk]
    emergency: "999"
    from: a letter
    certainty: high
    checked: 2026-02-02
  other:
    name: another country
    emergency: your emergency number
    from: common knowledge
    certainty: moderate

sources:
  book:
    cite: A book
    year: "2020"
    link: none kept
    certainty: high
"""
