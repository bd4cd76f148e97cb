"""What all kinds of question have in common; the kinds are in `questions`."""

from __future__ import annotations

from .conditions import Answer, Condition
from .faults import Fault, shown
from .frozen import Frozen

LASTS = ("life", "until_told", "now")  # how long an answer holds
JSON_TYPES = {bool: "true or false", int: "a number", str: "text", list: "a list"}


def as_integer(value: object) -> object:
    """A float without a fraction as an integer, as in JSON Schema; anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def items_of(given: object) -> list[object]:
    """The items of a list; of anything else the value itself, which may be meant as one."""
    return list(given) if isinstance(given, list | tuple) else [given]


class Choice(Frozen):
    """A choice; `lasts` is given only where it differs from that of the question.

    `was` holds its earlier names. `sheet` is the choice in the words of clinicians.
    """

    id: str
    label: str
    lasts: str = ""
    was: tuple[str, ...] = ()
    sheet: str = ""


class Question(Frozen):
    """Fields common to all kinds of question. `kind` is its name in the questions file.

    A question with `ask_if` is asked while that condition may still hold; a follow-up, with
    `follows`, only once it certainly holds. No question has both. `ask_them` is for somebody who
    answers for another person. `unsure_say` is "not sure" as a sentence of the person.
    """

    id: str
    section: str
    ask: str
    short: str = ""
    why: str = ""
    check: str = ""
    ask_if: Condition | None = None
    follows: Condition | None = None
    danger: bool = False
    hidden_because: str = ""  # why something other than a danger sign may hide this one
    private: bool = False
    was: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lasts: str = ""  # one of LASTS, or empty if it is not known
    ask_them: str = ""
    unsure_say: str = ""
    sheet: str = ""  # what its least severe answer denies, or a number measures, in clinical terms

    kind = ""
    several = False  # whether an answer is a list of values

    @property
    def asked_when(self) -> Condition | None:
        """The condition on earlier questions that decides whether this one is asked."""
        return self.follows or self.ask_if

    @property
    def unsure_text(self) -> str:
        """What somebody says who is not sure, without a full stop."""
        return self.unsure_say or f"I am not sure about this: {self.short}"

    @property
    def values(self) -> tuple[str, ...]:
        """All accepted values, "unsure" last if it is offered; empty for numbers."""
        return ()

    @property
    def allowed(self) -> str:
        """The answers that a file may give, in words."""
        raise NotImplementedError

    @property
    def letters(self) -> dict[str, str]:
        """The letters that can be typed for some values."""
        return {}

    @property
    def least_severe(self) -> Answer:
        """The answer that suggests the least severe problem."""
        raise NotImplementedError

    @property
    def harmless_values(self) -> tuple[str, ...]:
        """The values that are no sign of danger."""
        return ()

    def accept(self, given: object) -> Answer | Fault:
        """The answer in canonical form, or what is wrong with it."""
        raise NotImplementedError

    def possible_answers(self, given: object) -> tuple[Answer, ...]:
        """The answers that something faulty may stand for."""
        accepted = map(self.accept, items_of(given))
        return tuple(answer for answer in accepted if not isinstance(answer, Fault))

    def label(self, value: object) -> str:
        """The label shown for one stored value; raises KeyError if it is unknown."""
        raise NotImplementedError

    def shorthand(self, value: object) -> str:
        """One stored value in the words of clinicians; empty if the file gives none."""
        raise NotImplementedError

    def allowed_data(self) -> dict[str, object]:
        """The allowed answers as data, for programs that ask the questions themselves."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, object]:
        """JSON Schema of the answer, where null means no answer."""
        raise NotImplementedError

    def names(self, value: str) -> tuple[str, ...]:
        """The name of a value and its earlier names, which answers from a file may use."""
        return (value,)

    def how_long(self, value: object) -> str:  # noqa: ARG002 (choices may differ)
        """How long one stored value holds: one of LASTS, or empty if it is not known."""
        return self.lasts

    def _wrong_type(self, given: object, wanted: str) -> Fault:
        got = JSON_TYPES.get(type(given), "an object")
        got = f"the number {shown(given)}" if isinstance(given, float) else got
        return Fault("wrong_type", self.id, f"this is {got}", f"give {wanted}")
