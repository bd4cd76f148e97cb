"""The sentences of the program itself. All that clinicians would review is in questions.yaml."""

from __future__ import annotations

from collections.abc import Sequence

TITLE = "Self-check for back and leg pain"
RESULT, RESULT_NARROW = "Your result: back and leg pain", "Back and leg pain"
REASONS = "Why"
TO_DO = "Do these things"
UNTIL_SEEN = "Until you are seen"
CALL_NOW_IF = "Call {emergency}, or go to {department}, now if"
CALL_TODAY_IF = "Call {advice} or your {doctor} today if"
GO_BACK_IF = "If you are sent home, go back at once if"
SCIATICA = "Does this look like sciatica (pain from a nerve)?"
MASSAGE = "Can massage help me?"
OPTIONS = "What else can I try?"
WHY_CAREFUL, WHY_NOT = "Why to be careful", "Why it should wait"
HOW_MASSAGED, WHEN_TO_STOP = "If you have a massage", "When to stop"
MORE_MASSAGE, RISKS = "More about massage", "Risks of a massage"
NEXT = "What to do next"
EXPECT = "What to expect"
DIARY_COLUMNS = ("Date", "How far down it hurts", "How far I can walk")
REST = "The rest of this page is about massage, other help, causes and what comes next."
REST_WAITS = "The rest of this page says what has to wait until you have been seen."
CALL_AT_ONCE = "If a sign from the lists above appears, do what the list says."
LONGER = "A longer page has every reason, study and source."
MORE_REASONS = "See a doctor about this, too"
WHAT_TO_SAY, SAY_TOO = "Say this", "Say this, too"

BECAUSE = "You answered"
NOT_SURE = "You were not sure"
CALL = "Call"
NO_ANSWER = "If nobody answers"
EMERGENCY_NUMBER = "emergency number"
THE_EMERGENCY_NUMBER = "the emergency number"
AGAINST = "held back by"
FOR_IT = "This speaks for it"
AGAINST_IT = "This speaks against it"
IMPACT = "What makes life hard"
COULD_CHANGE = "Knowing more could change this result."
NO_POINTS = "nothing that counts"
COULD_BE = "Also possible"
ALSO = "Also"
SOURCES = "Sources"
PAIN = "Pain"
NUMB = "Numb or tingling"
BOTH = "Pain and numb"
NOT_DRAWN = "Not drawn"
BOTH_SIDES = "both sides"
SIDE_UNSURE = "You were not sure, so more may be shaded than is true"
NERVE = "Usual nerve"

TOMORROW, ON = "tomorrow,", "on"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

EXPLAIN = "How this result came about"
EXPLAIN_ABOUT = "Every rule that gave a level, with the answers that decided it and its sources."
EXPLAIN_OPEN = 'Left open by "not sure", without a level of their own'
EXPLAIN_SCORES = "Points of the scores"
EXPLAIN_VERDICTS = "Behind each verdict"
CERTAIN = "certain"
NO_RULE = "No rule gave a level, so the lowest one applies."
NO_SOURCE = "none named"

FIT = {
    "resembles": "fits well",
    "partly": "fits in part",
    "less_like": "fits less well",
    "unknown": "still open",
}
VERDICTS = {
    "try": "try",
    "discuss": "discuss",
    "ask_first": "ask first",
    "not_now": "not now",
    "yes": "yes",
    "caution": "with care",
    "no": "not now",
    "unknown": "open",
    "not_assessed": "not assessed",
}
ASK_FIRST = {  # with "with care"; not everybody who had a cancer or a baby still has the team
    "nobody": "",
    "pharmacist": "If you want a massage, ask a pharmacist first",
    "doctor": "If you want a massage, ask your doctor first",
    "midwife": "If you want a massage, ask your midwife or doctor first",
    "cancer_team": "If you want a massage, ask your cancer team or doctor first",
}
HELPS, SURE = "How much it helps", "How sure that is"
HOW_SURE = 'Start at the top. "Very unsure" means that the studies are few or weak.'
REASON_ABOVE = "The reason is above."
EVIDENCE = {
    "high": "sure",
    "moderate": "fairly sure",
    "low": "not sure",
    "very_low": "very unsure",
}
GROUPS = {  # treatments by what to do with them
    "try": "You can try these",
    "caution": "You can try these with care",
    "pharmacist": "Ask a pharmacist before you try these",
    "doctor": "Ask your doctor before you try these",
    "midwife": "Ask your midwife or doctor before you try these",
    "cancer_team": "Ask your cancer team or doctor before you try these",
    "discuss": "Talk to your doctor if you want one of these",
    "not_now": "Not now",
    "unknown": "Still open",
}
KEEP_TAKING = (
    "Follow the leaflet of every tablet. Do not stop a prescribed medicine without asking your "
    "doctor or pharmacist."
)
NOT_ANSWERED = "not answered"
NO_ADVICE_LINE = "your own doctor or the out-of-hours service"
CHECK_NUMBER = "check this number"
THE_ARTICLE = (
    'The article is "Can Massage Help with Sciatica?", from which this program grew. '
    "Where the article and the evidence disagree, both are given."
)
OUT_OF_SCOPE = "This program does not judge causes, massage or other relief for you."
NOT_A_DIAGNOSIS = "Not a diagnosis, not reviewed by clinicians."
LIMITS = "It knows only your answers and may be wrong."

SHEET = "Hand-over sheet for a clinician (SBAR)"
SHEET_BLANKS = {  # by who filled it in
    "": (
        "Name: ____________________ Born: __________ Time: _______ Filled in by: _______",
        "The patient's own question: __________________________________________________",
    ),
    "self": (
        "Name: _______________ Born: __________ Time: _______ Filled in by: the patient",
        "The patient's own question: __________________________________________________",
    ),
    "helper": (
        "Name: _____________ Born: __________ Filled in by: somebody helping the patient",
        "Time: _______ The patient's own question: ____________________________________",
    ),
}
RED_FLAGS = "Red flags"
SIGNS_REPORTED, SIGNS_UNSURE = "Reported", "Not sure"
NO_SIGNS = "none"
SITUATION = "S: situation"
BACKGROUND = "B: background"
DENIED = "Denied one by one"
NOT_TICKED = "Listed, not ticked"
NOT_ASKED = "Not asked or answered"
NONE_TICKED, REST_NOT_TICKED, UNSURE_OF = "none ticked", "not ticked", "not sure"
ELSE = "Also"
ASSESSMENT = "A: assessment (rules of thumb, no probability)"
PATTERN = "Pattern"
CAUSES = "Causes"
SHEET_IMPACT = "impact"
RECOMMENDATION = "R: what the program told the patient"
CONCLUDED = "Told"
WHERE = "Where"
BECAUSE_OF = "because of"

NO_RESULT_YET = "Not finished: no result yet"
POSSIBLE_SIGN = "You were not sure about something that can matter. A doctor has to check it."
NOT_YET_KNOWN = "not known before the other questions are answered"
NOT_FINISHED = "Too few answers for a result."


def points(value: int, high: int, maximum: int) -> str:
    """The points of a score, as a range if missing answers could add to them."""
    range_ = f"{value} to {high}" if high > value else f"{value}"
    return f"{range_} of {maximum} points"


def named_below(count: int) -> str:
    return f"{count_questions(count)}, see B"


def count_questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def so_far(title: str) -> str:
    return f"Not finished. So far: {title}"


def level_text(title: str, deadline: str) -> str:
    """A level with its deadline, unless the title contains it."""
    return title if deadline in title.lower() else f"{title} ({deadline})"


def open_answers(at_most: str) -> str:
    """For a result with missing answers; it is about the answers, never about the person."""
    return f"The open answers could still raise the result to: {at_most}."


def call_today_if(whom: str) -> str:
    return f"Call {whom} today if"


def unfinished(count: int, date: str) -> str:
    """The first line of a page while answers are missing."""
    verb = "is" if count == 1 else "are"
    return f"Not finished: {count_questions(count)} {verb} still open. {date}"


def answer_first(count: int) -> str:
    """What the page of an unfinished record has instead of advice that could still change."""
    which = "open question" if count == 1 else f"{count} open questions"
    return f"Answer the {which}. Only then can this page say what else you can do about the pain."


COVERED = {
    "level": "This page says only how soon to get help.",
    "massage": "This page says only how soon to get help, and whether massage can help you.",
}
NOT_COVERED = {
    "level": "what the pain looks like, whether massage can help you, and what else may relieve it",
    "massage": "what the pain looks like, and what else may relieve it",
}


def only_covers(purpose: str, count: int) -> str:
    """What the page of a purpose leaves out, and how many more answers that would take."""
    first = f"Answer {count_questions(count)} more" if count else "Ask for everything"
    return f"{COVERED[purpose]} {first} to see {NOT_COVERED[purpose]}."


def between(low: str, high: str) -> str:
    return f"still open ({low} to {high})"


def all_wait(until_seen: str, titles: Sequence[str]) -> str:
    may = f"You can try: {', '.join(titles).lower()}. " if titles else ""
    return f"{may}Start nothing else now. {until_seen} {KEEP_TAKING}"


def your_result(date: str, narrow: bool = False) -> str:
    return f"{RESULT_NARROW if narrow else RESULT}, {date}"


def ask_about(ask_first: str, answers: str) -> str:
    """Whom to ask first, and about what."""
    return f"{ask_first}. Say what you answered: {answers}." if answers else f"{ask_first}."


def sheet_about(date: str) -> str:
    return f"Patient self-report on {date}. Not examined. Program not validated."


def sheet_footer(program: str, questions: str) -> str:
    return f"sciatica {program}, questions {questions}. {NOT_A_DIAGNOSIS}"


def certainty(grade: str) -> str:
    return f"certainty: {grade}"


def footer(program: str, questions: str, today: str) -> str:
    return f"sciatica {program}, questions {questions}, {today}. {NOT_A_DIAGNOSIS}"


def numbers_checked(date: str) -> str:
    return f"Phone numbers as of {date}."


def foreign_questions(sha256: str) -> str:
    return f"These are questions not shipped with this program (SHA-256 {sha256[:16]})."


NO_TERMINAL = "there is no terminal to ask in, and no answers came in"
WAITING = "waiting for answers as JSON; run it in a terminal to be asked (over ssh: ssh -t)"
HOW_TO_GO_ON = "to go on with these answers in the terminal, write"
WAITING_FOR_LINES = "waiting for answers as JSON, one record per line"
NO_TERMINAL_HINT = "run it in a terminal, or pipe answers in: sciatica < answers.json"
