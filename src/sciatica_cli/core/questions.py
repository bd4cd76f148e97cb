"""Questions: each kind knows which answers it accepts, and which is the least severe."""

from __future__ import annotations

from .conditions import UNSURE, Answer, Condition
from .faults import Fault, nearest, shown
from .frozen import Frozen

NONE = "none"
LASTS = ("life", "until_told", "now")  # how long an answer holds


class Choice(Frozen):
    """A choice; `lasts` is given only where it differs from that of the question."""

    id: str
    label: str
    lasts: str = ""


class Question(Frozen):
    """Fields common to all kinds of question. `kind` is its name in the questions file.

    A question with `ask_if` is asked while that condition may still hold; a follow-up, with
    `follows`, only once it certainly holds. No question has both. `ask_them` is for somebody who
    answers for another person.
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

    kind = ""

    @property
    def asked_when(self) -> Condition | None:
        """The condition on earlier questions that decides whether this one is asked."""
        return self.follows or self.ask_if

    @property
    def values(self) -> tuple[str, ...]:
        """All accepted values, "unsure" last if it is offered; empty for numbers."""
        return ()

    @property
    def least_severe(self) -> Answer:
        """The answer that suggests the least severe problem."""
        raise NotImplementedError

    def accept(self, given: object) -> Answer | Fault:
        """The answer in canonical form, or what is wrong with it."""
        raise NotImplementedError

    def label(self, value: object) -> str:
        """The label shown for one stored value; raises KeyError if it is unknown."""
        raise NotImplementedError

    def how_long(self, value: object) -> str:  # noqa: ARG002 (choices may differ)
        """How long one stored value holds: one of LASTS, or empty if it is not known."""
        return self.lasts

    def _wrong_type(self, given: object, wanted: str) -> Fault:
        types = {bool: "true or false", int: "a number", str: "text", list: "a list"}
        got = types.get(type(given), "an object")
        if isinstance(given, float):
            got = f"the number {shown(given)}"
        return Fault("wrong_type", self.id, f"got {got}", f"give {wanted}")


class ChoiceQuestion(Question):
    """One of several choices; a danger sign lists the least severe first."""

    choices: tuple[Choice, ...] = ()
    harmless: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()  # choices that change no result, recorded for the clinician
    unsure: str = ""  # the label of "not sure", if it is offered

    kind = "choice"

    @property
    def values(self) -> tuple[str, ...]:
        return (*(c.id for c in self.choices), *((UNSURE,) if self.unsure else ()))

    @property
    def least_severe(self) -> Answer:
        return self.choices[0].id

    @property
    def harmless_values(self) -> tuple[str, ...]:
        """The values that are no sign of danger."""
        return self.harmless

    def accept(self, given: object) -> Answer | Fault:
        if not isinstance(given, str):
            return self._wrong_type(given, "one of the names of its choices, as text")
        return given if given in self.values else self._not_a_choice(given)

    def label(self, value: object) -> str:
        if value == UNSURE:
            return self.unsure
        return {choice.id: choice.label for choice in self.choices}[str(value)]

    def how_long(self, value: object) -> str:
        return {choice.id: choice.lasts for choice in self.choices}.get(str(value)) or self.lasts

    def _not_a_choice(self, given: str) -> Fault:
        hint = nearest(given, self.values) or f"choices: {', '.join(self.values)}"
        return Fault("not_a_choice", self.id, f'"{shown(given)}" is not among the choices', hint)


class YesNoQuestion(ChoiceQuestion):
    """Yes or no; JSON true and false count as well."""

    kind = "yes_no"

    def accept(self, given: object) -> Answer | Fault:
        if isinstance(given, bool):
            given = "yes" if given else "no"
        return super().accept(given)


class ManyQuestion(ChoiceQuestion):
    """Any number of choices; the answer is a tuple in their order. "none" excludes the others."""

    kind = "many"

    @property
    def least_severe(self) -> Answer:
        return (NONE,) if NONE in self.values else (self.choices[0].id,)

    @property
    def harmless_values(self) -> tuple[str, ...]:
        return (*self.harmless, NONE)

    def accept(self, given: object) -> Answer | Fault:
        if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
            return self._wrong_type(given, f'a list of names, for example ["{NONE}"]')
        unknown = next((item for item in given if item not in self.values), None)
        if unknown is not None:
            return self._not_a_choice(unknown)
        if not given:
            hint = f'write ["{NONE}"] if none applies, or leave the question out'
            return Fault("empty_list", self.id, "the list is empty", hint)
        if len(set(given)) < len(given):
            return Fault("repeated", self.id, "a choice is in the list twice", "name it once")
        if NONE in given and len(given) > 1:
            return Fault("none_not_alone", self.id, f'"{NONE}" must be the only choice')
        return tuple(value for value in self.values if value in given)


class NumberQuestion(Question):
    """A whole number from `minimum` to `maximum`, both included; there is no "not sure"."""

    minimum: int = 0
    maximum: int = 0
    low_label: str = ""
    high_label: str = ""
    unit: str = ""

    kind = "number"

    @property
    def least_severe(self) -> Answer:
        return self.minimum

    def accept(self, given: object) -> Answer | Fault:
        limits = f"a whole number from {self.minimum} to {self.maximum}"
        if isinstance(given, bool) or not isinstance(given, int):
            return self._wrong_type(given, limits)
        if not self.minimum <= given <= self.maximum:
            return Fault("out_of_range", self.id, "the number is out of range", f"give {limits}")
        return given

    def label(self, value: object) -> str:
        return f"{value} {self.unit}".rstrip()


class ScaleQuestion(NumberQuestion):
    """A number on a scale whose ends have labels."""

    kind = "scale"


KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (ChoiceQuestion, YesNoQuestion, ManyQuestion, NumberQuestion, ScaleQuestion)
}


def is_unsure(answer: Answer | None) -> bool:
    """Whether the answer is, or contains, "not sure"."""
    return answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)
