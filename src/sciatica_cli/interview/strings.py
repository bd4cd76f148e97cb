"""The sentences of the interview; those of the page are in report/strings.py."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.faults import Fault

NOT_PIPED = "the questions need the terminal, so they cannot go through a pipe or into a file"
NOT_PIPED_HINT = "run sciatica alone; -o page.txt writes the page to a file as well"
WHO = "Who is this check for?"
WHO_MENU = (("self", "For me", "1"), ("helper", "For somebody I help", "2"))
WHAT = "What do you want to know?"
WHAT_MENU = (
    ("level", "Do I need a doctor? (the fewest questions)", "1"),
    ("massage", "Do I need a doctor, and can massage help?", "2"),
    ("all", "Everything: also what it looks like, and what else can help", "3"),
)
FOR_HELPER = (
    'Please answer for the person you help: "I" and "my" in the answers mean that person, and so '
    'does "you" on the result.'
)
COUNTRY = (
    "Country:\nWhich country are you in? We need it for phone numbers only. Type its name or code, "
    "for example GB or US. If you leave it empty, you get general advice."
)
NUMBERS_FOR = "Phone numbers for"
WHY = "Why we ask"
TRY_A_CHECK = "Before you choose that, try this"
CHOOSE_AGAIN = "Choose again. The same line is fine if you still cannot tell."
ANSWERED = "answered"
NO_SIGN, SIGN_GIVEN, NOT_SURE = "no warning sign", "warning sign given", "not sure"
KEYS_ALWAYS = "Esc back  ? why  Ctrl-R review  Ctrl-S save  Ctrl-C leave"
KEYS_ONE = f"Arrows or a key choose  Enter confirms  {KEYS_ALWAYS}"
KEYS_MANY = f"Space or a key ticks  Enter confirms  {KEYS_ALWAYS}"
KEYS_SCALE = f"Arrows or digits choose  Enter confirms  {KEYS_ALWAYS}"
KEYS_NUMBER = f"Type a number  Enter confirms  {KEYS_ALWAYS}"
KEYS_TEXT = "Enter confirms  Esc back  Ctrl-C leave"
KEYS_NAME = "Enter saves  Esc back without saving  Ctrl-C leave"
KEYS_SCROLL = "Space scrolls"
ALL_KEYS = "? all keys"
TOO_SMALL = "Please make this window larger."
PLAIN_HINT = (
    "Type the number or letter of a line, then Enter. b goes back, ? says why we ask, r repeats "
    "the question, a shows all your answers, s saves them, q leaves."
)
ONLY_CHANGES = "Only what has changed. r reads every line."
SEVERAL = "several with spaces"
ENTER_KEEPS = "Enter keeps"
YOUR_ANSWER = "your answer"
ENTER_IS = "Enter is"
GOES_BACK = "q goes back."
B_GOES_BACK = "b goes back"
NOTHING_TICKED = (
    "Nothing is ticked yet. Tick every line that fits, with Space or its key, then Enter."
)
POINT_FIRST = "Move to a line with the arrows first. Space then ticks or unticks it."
TICKED_ALREADY = "This line is ticked already. Space unticks it."
NOTHING_CHOSEN = "Choose at least one line."
NONE_ALONE = '"None" cannot be chosen together with other lines: leave out one or the other.'
CHOOSE_A_LINE = "Choose a line first, with its key or the arrows, then Enter."
CHOOSE_A_NUMBER = "Choose a number first, with digits or the arrows, then Enter."
TYPE_AN_ANSWER = "Enter alone chooses nothing. Type what stands before a line, then Enter."
NOT_UNDERSTOOD = "That is not one of the choices."
STOP_MENU = (
    ("leave", "Leave the questions and see the hand-over sheet", "l"),
    ("back", "That was a slip: correct my answer", "b"),
    ("go_on", "Go on with the questions (get help first)", "f"),
)
REVIEW = "Your answers. Is all of it right? Choose one to change it."
REVIEW_DONE = "All right: show my result"
SHOW_PRIVATE = "Show the private answers too"
REVIEW_SO_FAR = "Your answers so far. Choose one to change it."
RESUMING = "You can go on where you stopped."
GO_ON = "Go on with the questions"
CHANGING = "Changing an answer"
SCOPE_NOTE = "The danger signs count all the same. You can leave with Ctrl-C."
EMERGENCY_REMINDER = "One of your answers is a sign of an emergency: get help first."
RESULT_MENU = (
    ("since", "last time", "l"),
    ("massage", "massage", "m"),
    ("treatments", "treatments", "t"),
    ("why", "why", "w"),
    ("expect", "what to expect", "e"),
    ("sheet", "GP sheet", "g"),
    ("page", "page", "p"),
    ("save", "save", "s"),
    ("keep", "keep", "k"),
    ("open", "browser", "o"),
    ("full", "everything", "a"),
    ("rest", "rest ({count} questions)", "r"),
    ("change", "change", "c"),
    ("quit", "quit", "q"),
)
EVERYTHING = "This is everything, with all reasons and sources. It begins with your page."
RESULT_MENU_TITLE = "Anything else?"
PAGE_NAME = "File name:\nEnter alone takes {name}. It may end in .html, .txt, .md or .json."
ANSWERS_NAME = (
    "File name:\nWhere shall we keep your answers? Enter alone takes {name}. "
    "The file is readable by you only."
)
OFFER = (
    "File name:\nDo you want to keep your answers in a file, so that you can go on later? "
    "Enter alone means no. y takes {name}, or type another name that ends in .json."
)
NOT_KEPT = "Your answers are not kept in a file. Ctrl-S keeps them whenever you like."
NEEDS_JSON = "The name of an answers file ends in .json."
NEEDS_ENDING = "The name has to end in .html, .txt, .md or .json."
NAME_SIGNS = "The name contains a sign that no file name should have. Type another one."
NAME_COMMAND = "That looks like a command. Type only the name of the file."
FILE_EXISTS = "A file with that name already exists."
SAVED = "Saved, readable by you only: {path}"
OPENED = "Your browser should show the page now. The file it reads is deleted when you quit."
NOT_OPENED = (
    "There is no browser here. Press s to save the page as .html, and open that file instead."
)
INTERRUPTED = (
    "Stopped. Nothing was saved except what you saved yourself. Next time, Ctrl-S keeps your "
    "answers in a file."
)
WHY_SOURCES = "From"
OTHER_VERSION = "Your answers were saved with version {old} of the questions. Now it is {new}."
ASK_AGAIN = "Some saved answers may not fit these questions, so we will ask again about: {names}."
NOT_USED = "These names in the file are not used, because no question has them now: {names}."
WHOSE = "Whose check is it?"
STILL_TRUE, STILL_TRUE_KEY = "All of this is still true, and nothing is to be added", "y"
THE_REST_IS_TRUE = "Go on: the rest is still true, and nothing is to be added"
CONFIRM = "Is this still true? Choose what has changed, and we will ask about it again."
FROM_LAST_TIME = (
    "What is chosen here is from your last check. Change it if it is not true any more."
)
KEEP = (
    "May we keep this check on this computer, so that next time you see what has changed?\n"
    "It holds all your answers, private ones too. Only your account can read the file, and you can "
    "erase it at any time."
)
KEEP_NOTHING, KEEP_NAMED = "No, keep nothing", "Yes, under a name, as several people check here"
KEEP_NAME = "Name:\nUnder which name? Any name will do. If you leave it empty, nothing is kept."
STALE = "The saved answers are older than a day, so the danger signs are asked again."


def last_check(date: str, ago: str) -> str:
    return (
        f"Your last check was on {date} ({ago}). Now we ask again about everything that can have "
        "changed since then."
    )


def whose(person: str, date: str) -> str:
    return f"{person or 'The check without a name'} (last on {date})"


def keep_for(person: str) -> str:
    return f"Yes, keep it for {person}" if person else "Yes, keep it"


def kept(number: int, person: str) -> str:
    whose = f" for {person}" if person else ""
    return f"Kept as check {number}{whose}."


def not_kept(fault: Fault) -> str:
    hint = f" You can {fault.hint}." if fault.hint else ""
    return f"This check is NOT kept: {fault.path} {fault.message}.{hint}"


def how_to_check_again(path: str, again: str, erase: str) -> str:
    return f"This check is kept in {path}.\nCheck again with: {again}\nErase it with: {erase}"


def asked_again(label: str) -> str:
    return f"{label} (we will ask again)"


def menu_keys(has_letters: bool, has_before: bool) -> str:
    choose = "Arrows or a key choose" if has_letters else "Arrows choose"
    back = "Esc back  " if has_before else ""
    return f"{choose}  Enter confirms  {back}Ctrl-C leave"


def unknown_country(typed: str, meant: str) -> str:
    """`meant`: "did you mean ...?", or empty."""
    try_ = f"{meant[:1].upper()}{meant[1:]}" if meant else "Check the spelling, or type its code."
    return f'We have no phone numbers for "{typed}". {try_}'


def ignored_keys(count: int) -> str:
    keys = "1 key was" if count == 1 else f"{count} keys were"
    return f"{keys} ignored: typed before this was on the screen."


def more_lines(above: int, below: int) -> str:
    """How much of a text that scrolls is out of sight."""
    lines = "line" if (above or below) == 1 else "lines"
    if above and below:
        return f"↑ {above} {lines} above  ↓ {below} below"
    return f"↑ {above} more {lines} above" if above else f"↓ {below} more {lines} below"


def answers_saved(path: str) -> str:
    return f"Your answers are kept in {path}, readable by you only."


def ending_added(ending: str) -> str:
    return f"We have added {ending}."


def not_written(fault: Fault) -> str:
    """Why a file was not written, and what to do."""
    said = FILE_EXISTS if fault.code == "exists" else f"{fault.path} {fault.message}."
    return f"{said} Choose another name."


def cannot_keep(fault: Fault) -> str:
    return f"Your last answer is NOT saved. {not_written(fault)} All your answers will be in it."


def interrupted_saved(command: str) -> str:
    return f"Stopped. Your answers are kept. Go on with: {command}"


def resumed(count: int) -> str:
    return f"{count} saved answer{'s' * (count != 1)} taken over. The review lists them all."


def stop_title(last_line: str) -> str:
    return f"Please stop here. {last_line}"


def type_it(allowed: str) -> str:
    return f"Type {allowed}."


def place(section: str, part: int, parts: int) -> str:
    return f"{section} (part {part} of {parts})"


def number_range(minimum: int, maximum: int, unit: str) -> str:
    return f"{minimum} to {maximum} {unit}".rstrip()


def scale_ends(minimum: int, low: str, maximum: int, high: str) -> str:
    """What both ends of a scale mean."""
    return f"{minimum} {low}".rstrip() + ", " + f"{maximum} {high}".rstrip()
