"""A file of answers saved by questions 2026.11, and a made-up later version of these questions.

In the later version `right_now` has one more line, `bladder` is asked in two steps, `legs` is a
list, choices of `feels` have other names, `coping` is asked only of those who get worse, and most
questions are gone.
"""

from __future__ import annotations

from pathlib import Path

from small import SMALL

SAVED = Path(__file__).parent / "interview" / "saved_by_2026_11.json"  # as it was written then
DANGER = """\
  right_now:
    section: danger
    kind: many
    danger: true
    ask: Is one of these true?
    short: Sudden danger signs
    choices:
      collapse: I fainted
      clot: I have coughed up blood
      none: None of these
  bladder:
    section: danger
    kind: yes_no
    danger: true
    harmless: [no]
    ask: Has your bladder changed?
    short: Bladder
  bladder_when:
    section: danger
    kind: choice
    danger: true
    harmless: [before]
    ask: When did that begin?
    short: Bladder, since when
    follows: {bladder: yes}
    choices:
      before: Long ago
      recent: In the last 2 weeks, or I cannot say when
  legs:
    section: danger
    kind: many
    ask: Which legs have symptoms?
    short: Legs
    choices:
      left: Left
      right: Right
      none: Neither
"""
COURSE = """\
  course:
    section: pain
    kind: choice
    ask: How has it changed?
    short: Course
    choices:
      better: Better
      worse: Worse
  coping:
    section: pain
    kind: choice
    ask: Can you bear it?
    short: Coping
    ask_if: {course: worse}
    choices:
      bearable: Yes
      unbearable: No
"""
RENAMED = "    renamed_choices: {shooting: sharp, tingle: dull}\n"
RULES = """\
care_rules:
  sudden:
    level: emergency_now
    go: hospital
    tell: Help.
    when: {right_now: [collapse, clot]}
    say: This needs help.
  bladder:
    level: emergency_now
    go: hospital
    tell: Help.
    when: {bladder_when: recent}
    say: This needs help.
"""
NEWER = SMALL
for old, new in {
    'version: "7"': 'version: "2031.01"',
    "  age:\n    section": f"{DANGER}  age:\n    section",
    "    short: Feels\n": f"    short: Feels\n{RENAMED}",
    "\nfindings:": f"{COURSE}\nfindings:",
    "care_rules:\n": RULES,
}.items():
    assert NEWER.count(old) == 1, old
    NEWER = NEWER.replace(old, new)
