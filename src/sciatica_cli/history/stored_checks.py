"""Adds assessments to the store, reads checks from it, and knows whose they are."""

from __future__ import annotations

import json
import time

from ..core.assess import Assessment
from ..core.checks import Check, check_from
from ..core.control_characters import clean
from ..core.faults import Fault, FaultError, InputError, nearest, shown, usage_error
from ..record import read_record
from ..report.json_writer import assessment_data
from ..request import HistoryOptions
from ..version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .store import Store, StoredCheck

NO_SQLITE = (
    "this Python has no SQLite, which checks are kept with",
    "install its sqlite3 module, or use another Python",
)
NAME_LENGTH = 40  # characters


class PersonHistory:
    """The checks of the person whose record is assessed, which is to become one of them.

    `earlier` holds those before the record, which may be an old one. If the store cannot be read,
    it is empty, and the fault is raised only by `add`: nobody may miss a result because of it.
    """

    def __init__(self, options: HistoryOptions, record: dict[str, object]) -> None:
        self.earlier_checks: tuple[Check, ...] = ()
        self._record = record
        self.person = ""
        self._failure: FaultError | None = None
        try:
            self._store = open_store(options)
            self.person = match_name(options.person or "", self._store.people())
            taken_at = time_taken(record.get("answered_at"), int(time.time()))
            checks = checks_of(self._store, self.person)
            self.earlier_checks = tuple(check for check in checks if check.taken_at <= taken_at)
        except FaultError as error:
            self._failure = error

    def add(self, assessment: Assessment, region: str) -> int:
        """Add the assessment of the record; returns its number.

        Raises:
            FaultError: it cannot be stored.
        """
        if self._failure is not None:
            raise self._failure
        by, answered_at = (self._record.get(key) for key in ("answered_by", "answered_at"))
        return add_check(self._store, assessment, self.person, region, str(by or ""), answered_at)


def open_store(options: HistoryOptions) -> Store:
    """The store; there need not be one yet.

    Raises:
        FaultError: there is no place for one, or Python was built without SQLite.
    """
    try:
        from .store import Store  # only here, so that all else works without it
    except ImportError:
        raise InputError((Fault("no_sqlite", "", *NO_SQLITE),)) from None
    return Store(options.store_file)


def add_check(
    store: Store,
    assessment: Assessment,
    person: str = "",
    region: str = "",
    answered_by: str = "",
    answered_at: object = None,
) -> int:
    """Add an assessment; returns its number.

    Args:
        answered_at: when the answers were given, in seconds since 1970, if that is known.

    Raises:
        FaultError: it cannot be stored.
    """
    taken_at = time_taken(answered_at, int(time.time()))
    text = json.dumps(assessment_data(assessment, __version__), separators=(",", ":"))
    return store.add(person, taken_at, region, answered_by, text)


def time_taken(answered_at: object, latest: int) -> int:
    """When a check was taken, in seconds since 1970: as its record says, but not in the future."""
    if type(answered_at) is int and 0 < answered_at <= latest:
        return answered_at
    return latest


def checks_of(store: Store, person: str) -> tuple[Check, ...]:
    """The checks of one person, oldest first.

    Raises:
        FaultError: the store or one of them cannot be read.
    """
    return tuple(map(as_check, store.checks(person)))


def checks_by_person(store: Store, options: HistoryOptions) -> dict[str, tuple[Check, ...]]:
    """The checks of the person who is named or, without a name, of everybody, oldest first.

    Who was checked last comes first.

    Raises:
        FaultError: nobody has that name; or the store or one of the checks cannot be read.
    """
    people = select_people(options, store.people())
    return {person: checks_of(store, person) for person in people}


def as_check(stored: StoredCheck) -> Check:
    """A row of the store as a check.

    Raises:
        InputError: it is not an assessment that this program has written.
    """
    try:
        return check_from(
            read_record(stored.assessment.encode()),
            stored.taken_at,
            stored.number,
            stored.person,
            stored.region,
            stored.answered_by,
        )
    except FaultError:
        where = f"check {stored.number}"
        hint = f"sciatica history --erase {stored.number} removes it"
        raise InputError((Fault("not_a_check", where, "cannot be read", hint),)) from None


def match_name(typed: str, known: tuple[str, ...]) -> str:
    """The known name that was typed, in upper or lower case, or else a new one.

    Raises:
        UsageError: it is too long to be a name.
    """
    name = " ".join(clean(typed).split())
    if len(name) > NAME_LENGTH:
        hint = f"give up to {NAME_LENGTH} characters"
        raise usage_error("this name is too long", hint, shown(name), "bad_name")
    same = (other for other in known if other.casefold() == name.casefold())
    return next(same, name)


def select_people(options: HistoryOptions, known: tuple[str, ...]) -> tuple[str, ...]:
    """Of the people in a store, the one who is named or, without a name, everybody.

    Raises:
        UsageError: nobody of that name has kept a check.
    """
    if options.person is None:
        return known
    name = match_name(options.person, known)
    if name not in known:
        named = tuple(filter(None, known))
        hint = nearest(name, named) or "sciatica history lists all names"
        message = "nobody of that name has kept a check"
        raise usage_error(message, hint, shown(name), "unknown_person")
    return (name,)
