"""What is kept in the store, as checks; and which checks belong to one person."""

from __future__ import annotations

import json
import time

from ..core.assess import Assessment
from ..core.checks import Check, check_from
from ..core.faults import Fault, FaultError, InputError, nearest, shown, usage_error
from ..core.signs import clean
from ..record import read_record
from ..report.json_writer import assessment_data
from ..request import Keeping
from ..version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .store import Store, StoredCheck

NO_SQLITE = (
    "this Python has no SQLite, which checks are kept with",
    "install its sqlite3 module, or use another Python",
)
NAME_LENGTH = 40  # characters


class Shelf:
    """The checks of one person, to which another one is added.

    What is wrong with the store is raised only when a check is to be kept: nobody may miss a result
    because of it. `earlier` is then empty. Otherwise it holds the checks before this one, which may
    be an old record.
    """

    def __init__(self, keeping: Keeping, record: dict[str, object]) -> None:
        self.earlier: tuple[Check, ...] = ()
        self._record = record
        self.person = ""
        self._failure: FaultError | None = None
        try:
            self._store = open_store(keeping)
            self.person = name_of(keeping.person or "", self._store.people())
            taken_at = time_taken(record.get("answered_at"), int(time.time()))
            checks = checks_of(self._store, self.person)
            self.earlier = tuple(check for check in checks if check.taken_at <= taken_at)
        except FaultError as error:
            self._failure = error

    def keep(self, assessment: Assessment, region: str) -> int:
        """Keep the assessment of the record; returns its number.

        Raises:
            FaultError: it cannot be kept.
        """
        if self._failure is not None:
            raise self._failure
        by, answered_at = (self._record.get(key) for key in ("answered_by", "answered_at"))
        return keep(self._store, assessment, self.person, region, str(by or ""), answered_at)


def open_store(keeping: Keeping) -> Store:
    """The store; there need not be one yet.

    Raises:
        FaultError: there is no place for one, or Python was built without SQLite.
    """
    try:
        from .store import Store  # only here, so that all else works without it
    except ImportError:
        raise InputError((Fault("no_sqlite", "", *NO_SQLITE),)) from None
    return Store(keeping.store_file)


def keep(
    store: Store,
    assessment: Assessment,
    person: str = "",
    region: str = "",
    answered_by: str = "",
    answered_at: object = None,
) -> int:
    """Keep an assessment; returns its number.

    Args:
        answered_at: when the answers were given, in seconds since 1970, if that is known.

    Raises:
        FaultError: it cannot be kept.
    """
    taken_at = time_taken(answered_at, int(time.time()))
    text = json.dumps(assessment_data(assessment, __version__), separators=(",", ":"))
    return store.add(person, taken_at, region, answered_by, text)


def time_taken(answered_at: object, latest: int) -> int:
    """When a check was taken, in seconds since 1970: as its record says, if that can be."""
    if type(answered_at) is int and 0 < answered_at <= latest:
        return answered_at
    return latest


def checks_of(store: Store, person: str) -> tuple[Check, ...]:
    """The checks of one person, oldest first.

    Raises:
        FaultError: the store or one of them cannot be read.
    """
    return tuple(map(as_check, store.checks(person)))


def as_check(stored: StoredCheck) -> Check:
    """What was stored, as a check.

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
        where, hint = (
            f"check {stored.number}",
            f"sciatica history --erase {stored.number} removes it",
        )
        raise InputError((Fault("not_a_check", where, "cannot be read", hint),)) from None


def name_of(typed: str, known: tuple[str, ...]) -> str:
    """The name that is meant: one that is known, however it is written, or a new one.

    Raises:
        UsageError: it is too long to be a name.
    """
    name = " ".join(clean(typed).split())
    if len(name) > NAME_LENGTH:
        hint = f"give up to {NAME_LENGTH} characters"
        raise usage_error("this name is too long", hint, shown(name), "bad_name")
    same = (other for other in known if other.casefold() == name.casefold())
    return next(same, name)


def meant(keeping: Keeping, known: tuple[str, ...]) -> tuple[str, ...]:
    """Whose checks are meant, of the people who have kept one: those of all, or of one.

    Raises:
        UsageError: nobody of that name has kept a check.
    """
    return known if keeping.person is None else (known_person(keeping.person, known),)


def known_person(typed: str, known: tuple[str, ...]) -> str:
    """The person of that name, who has kept a check.

    Raises:
        UsageError: nobody of that name has.
    """
    name = name_of(typed, known)
    if name not in known:
        named = tuple(filter(None, known))
        hint = nearest(name, named) or "sciatica history lists all names"
        message = "nobody of that name has kept a check"
        raise usage_error(message, hint, shown(name), "unknown_person")
    return name
