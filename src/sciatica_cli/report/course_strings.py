"""The sentences about earlier checks: what has changed, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence

NEW_SINCE, BETTER, WORSE, SAME = "New since then", "Better", "Worse", "About the same"
NOT_COMPARED = "Cannot be compared"
KEEP_APPOINTMENT = "If you have an appointment, keep it."
STILL_WORSE = "If it gets worse still, do this check again at once, and do not wait for the date."
NOT_FINISHED_THEN = "That check was not finished, so its advice cannot be compared."
NOT_FINISHED_NOW = "This check is not finished, so its advice cannot be compared yet."
NOT_FINISHED_DAY = "That check was not finished: this is the least that its answers asked for."
SEEN_SINCE = (
    "What your answers showed that day has to be checked even if it has gone. If no doctor or "
    "nurse has seen you about it since then, call one and say so."
)
TODAYS_ANSWERS = "The advice at the top comes from today's answers alone."
DATE, TODAY = "Date", "Today"
COURSE = "How these have gone so far (lower is better; signs of danger are not among them)"
NOT_KNOWN, NOT_RECORDED = "not known", "not asked then"
EARLIER_CHECKS = "Earlier self-checks"
RED_FLAGS_THEN = "red flags"
NOTHING_KEPT = (
    "No check is kept on this computer. To keep one, press k on its page, or add --store."
)
NOT_ERASED, YES = "Nothing is erased.", ("y", "yes")
EXPORTED_PARTLY = (
    "some checks were only about how urgent it is, or were not finished; to read all of them, "
    "write: sciatica batch --partial"
)
MEASURED, ANSWERS_THEN = "How it was", "Your answers then"
CANNOT_ERASE = (
    "This cannot erase other copies: backups, synchronised folders, files that you saved or "
    "exported, and what a terminal or a browser still shows. A disk may hold traces of old data, "
    "too."
)


def since(date: str, ago: str) -> str:
    return f"Since your check on {date} ({ago})"


def days_ago(days: int) -> str:
    """How long ago; a clock that was put back makes a check of the future one of today."""
    return "earlier today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def checked(date: str, title: str, finished: bool) -> str:
    """A line of the list of checks: when it was, and what it said to do."""
    return f"{date}: {title}" if finished else f"{date}: not finished; at least: {title}"


def compared(better: int, worse: int, same: int) -> str:
    """What a comparison comes to, in one sentence."""
    total = better + worse + same
    if not total:
        return "Nothing of this check can be compared with the last one."
    if total == 1:
        verdict = BETTER if better else WORSE if worse else SAME
        return f"The one thing that can be compared is {verdict.lower()}."
    things = f"of the {total} things that can be compared"
    if not better and not worse:
        return f"None {things} has changed enough to count."
    counts = f"{_are(better)} better, {_are(worse)} worse and {_are(same)} about the same"
    return f"{things[0].upper()}{things[1:]}, {counts}."


def _are(count: int) -> str:
    return f"{count or 'none'} {'are' if count > 1 else 'is'}"


def in_short(date: str, new: int, better: int, worse: int, same: int) -> str:
    """The same on the first screen. What is new need not be a sign of danger by itself."""
    signs = f"{new} new sign{'s' * (new != 1)}, " if new else ""
    if not better + worse + same:
        return f"Since {date}: {signs}nothing else can be compared."
    return f"Since {date}: {signs}{better} better, {worse} worse, {same} about the same."


def then_and_now(label: str, then: str, now: str) -> str:
    return f"{label} ({then} then, {now} now)"


def still(label: str, now: str) -> str:
    return f"{label} ({now})"


def told(deadline: str) -> str:
    """How soon to get help, as the sheet says it."""
    return f"told: {deadline}"


def out_of(value: int, maximum: int) -> str:
    return f"{value} of {maximum}"


def advice_then(title: str, sooner: int, urgent: bool) -> str:
    """How the advice has changed.

    `sooner` is positive if help is needed sooner than then; `urgent` says whether it was needed on
    that day.
    """
    if not sooner:
        return f"The advice is the same as then. {KEEP_APPOINTMENT}"
    then = f'The advice then was: "{title}."'
    if sooner > 0:
        return f"{then} Today's answers call for help sooner."
    if urgent:
        return f"{then} {SEEN_SINCE}"
    return f"{then} Today's answers ask for less. {KEEP_APPOINTMENT}"


def other_questions(then: str, now: str) -> str:
    versions = f" (version {then} then, {now} now)" if then != now else ""
    return f"The questions have changed since then{versions}."


def checks_of(person: str) -> str:
    return f"Checks of {person}" if person else "Checks"


def kept_as(number: int, person: str) -> str:
    whose = f" of {person}" if person else ""
    return f"kept as check {number}{whose}; sciatica history lists and erases what is kept"


def kept_in(place: str) -> str:
    return (
        f"They are kept in {place}, which only your account can read. sciatica again checks again; "
        "sciatica history --help says how to show, export or erase them."
    )


def old_page(number: int, date: str, days: int) -> str:
    """Before the page of an earlier check; `days` is how long ago that was."""
    if not days:
        return f"This is check {number}, of {date}."
    return (
        f"This is check {number}, of {date} ({days_ago(days)}). It says what was true on that day, "
        "and nothing about today."
    )


def erased(number: int) -> str:
    return f"Check {number} is erased."


def erased_all(count: int) -> str:
    return "1 check is erased." if count == 1 else f"{count} checks are erased."


def really_erase(counts: Sequence[tuple[str, int]]) -> str:
    """The question before so many checks of these people are erased."""
    whose = ", ".join(
        f"{count} {f'of {name}' if name else 'without a name'}" for name, count in counts
    )
    return f"This erases these checks: {whose}. It cannot be undone. Erase? (y or n) "


def exported(count: int, path: str) -> str:
    checks = "1 check is" if count == 1 else f"{count} checks are"
    return f"{checks} in {path}, with all answers; only your account can read it"
