"""The sentences of the interview; those of the page are in report/strings.py."""

from __future__ import annotations

COUNTRY = "Country for phone numbers, for example GB or US (Enter: other): "
UNKNOWN_COUNTRY = (
    "We have no numbers for that country. Try its 2-letter code, or Enter for general advice."
)
NUMBERS_FOR = "Phone numbers for"
WHY = "Why we ask"
TRY_A_CHECK = "Before you choose that, try this"
CHOOSE_AGAIN = "Choose again. The same line is fine if you still cannot tell."
ANSWERED = "answered"
KEYS_MENU = "arrows, Enter confirms"
KEYS_CONFIRM_LETTER = "arrows or a letter, Enter confirms"
KEYS_LETTER = "a letter, or arrows and Enter"
KEYS_ALWAYS = "Shift+Tab back, ? why"
KEYS_CHOICE = f"a digit, or arrows and Enter; {KEYS_ALWAYS}"
KEYS_CONFIRM = f"arrows or digits, Enter confirms; {KEYS_ALWAYS}"
KEYS_YES_NO = f"y, n or u, or arrows and Enter; {KEYS_ALWAYS}"
KEYS_CONFIRM_YES_NO = f"arrows, y, n or u, Enter confirms; {KEYS_ALWAYS}"
KEYS_MANY = f"arrows and Space, or a digit, tick; Enter confirms; {KEYS_ALWAYS}"
KEYS_NUMBER = f"Enter confirms; {KEYS_ALWAYS}"
KEYS_MORE = "Ctrl-R shows all your answers, Ctrl-C leaves."
PLAIN_HINT = (
    "Type a number and Enter. b goes back, ? says why we ask, r repeats the question, "
    "a shows all your answers, q leaves."
)
SEVERAL = "several with spaces"
ENTER_KEEPS = "Enter keeps"
YOUR_ANSWER = "your answer"
ENTER_IS = "Enter is"
OR = "or"
NOTHING_TICKED = (
    "Nothing is ticked yet. Tick every line that fits, with Space or its key, then Enter."
)
NOTHING_CHOSEN = "Choose at least one line."
NONE_ALONE = '"None" cannot be chosen together with other lines: untick one or the other.'
CHOOSE_A_LINE = "Choose a line first, with its digit or the arrows, then Enter."
CHOOSE_A_KEY = "Type one of the letters."
NOT_UNDERSTOOD = "That is not one of the answers."
STOP_MENU = (
    ("leave", "Leave the questions and see the hand-over sheet", "l"),
    ("back", "That was a slip: correct my answer", "b"),
    ("go_on", "Go on with the questions (get help first)", "f"),
)
REVIEW = "Your answers. Is all of it right? Choose one to change it."
REVIEW_DONE = "All right: show my result"
SHOW_PRIVATE = "Show the private answers too"
REVIEW_SO_FAR = "Your answers so far. Choose one to change it."
GO_ON = "Go on with the questions"
CHANGING = "Changing an answer"
SCOPE_NOTE = "The danger signs count all the same. You can leave with Ctrl-C."
EMERGENCY_REMINDER = "One of your answers is a sign of an emergency: get help first."
RESULT_MENU = (
    ("quit", "Quit", "q"),
    ("full", "Show every reason, figure and source", "f"),
    ("save", "Save what was shown last to a file", "s"),
    ("handover", "Make the hand-over sheet for a clinician", "h"),
)
RESULT_MENU_TITLE = "Anything else?"
FILE_NAME = "File name, ending in .txt, .html, .md or .json (Enter to skip): "
FILE_EXISTS = "A file with that name already exists. Choose another name."
SAVED = "Saved, readable by you only: {path}"
INTERRUPTED = "Stopped. Nothing was saved except what you saved yourself."
WHY_SOURCES = "From"
OTHER_VERSION = "Your answers were saved with version {old} of the questions. Now it is {new}."
ASK_AGAIN = "Some saved answers may not fit these questions, so we will ask again about: {names}."
NOT_USED = "These names in the file are not used, because no question has them now: {names}."
STALE = "The saved answers are older than a day, so the danger signs are asked again."


def answers_not_saved(path: str) -> str:
    return f"Stopped. {path} is as it was. To keep what is new, add --save-answers {path}"


def answers_saved(path: str) -> str:
    return f"Your answers are kept in {path}, readable by you only."


def interrupted_saved(path: str) -> str:
    command = f"sciatica --resume {path} --save-answers {path}"
    return f"Stopped. Your answers are kept. Go on with: {command}"


def resumed(count: int) -> str:
    return f"{count} saved answer{'s' * (count != 1)} taken over. The review lists them all."


def stop_title(last_line: str) -> str:
    return f"Please stop here. {last_line}"


def type_it(allowed: str) -> str:
    return f"Type {allowed}."


def progress(section: str, answered: int, expected: int) -> str:
    return f"{section}, question {answered + 1} of about {expected}"


def number_range(minimum: int, maximum: int, unit: str) -> str:
    return f"{minimum} to {maximum} {unit}".rstrip()


def scale_ends(minimum: int, low: str, maximum: int, high: str) -> str:
    """What both ends of a scale mean."""
    return f"{minimum} {low}".rstrip() + ", " + f"{maximum} {high}".rstrip()
