"""Questions: what depends on the kind of a question is answered by the class of that kind."""

from __future__ import annotations

from .conditions import UNSURE, Answer
from .faults import Fault, nearest, shown
from .question_base import LASTS, Choice, Question, as_integer, items_of

__all__ = (
    "KINDS",
    "LASTS",
    "NONE",
    "Choice",
    "ChoiceQuestion",
    "ManyQuestion",
    "NumberQuestion",
    "Question",
    "ScaleQuestion",
    "YesNoQuestion",
)
NONE = "none"


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
    def allowed(self) -> str:
        return " | ".join(self.values)

    @property
    def least_severe(self) -> Answer:
        return self.choices[0].id

    @property
    def harmless_values(self) -> tuple[str, ...]:
        return self.harmless

    def accept(self, given: object) -> Answer | Fault:
        if not isinstance(given, str):
            return self._wrong_type(given, "the name of one choice, as text")
        given = self._current_name(given)
        return given if given in self.values else self._not_a_choice(given)

    def names(self, value: str) -> tuple[str, ...]:
        was = (name for choice in self.choices if choice.id == value for name in choice.was)
        return (value, *was)

    def _current_name(self, given: str) -> str:
        return next((choice.id for choice in self.choices if given in choice.was), given)

    def label(self, value: object) -> str:
        if value == UNSURE:
            return self.unsure
        return {choice.id: choice.label for choice in self.choices}[str(value)]

    def shorthand(self, value: object) -> str:
        return {choice.id: choice.sheet for choice in self.choices}.get(str(value), "")

    def allowed_data(self) -> dict[str, object]:
        answers = [{"value": value, "label": self.label(value)} for value in self.values]
        data: dict[str, object] = {"answers": answers, "harmless": list(self.harmless)}
        lasts_for = {choice.id: choice.lasts for choice in self.choices if choice.lasts}
        return data | ({"lasts_for": lasts_for} if lasts_for else {})

    def json_schema(self) -> dict[str, object]:
        return {"enum": [*self.values, None]}

    def how_long(self, value: object) -> str:
        return {choice.id: choice.lasts for choice in self.choices}.get(str(value)) or self.lasts

    def _not_a_choice(self, given: str) -> Fault:
        hint = nearest(given, self.values) or f"choose from: {', '.join(self.values)}"
        return Fault("not_a_choice", self.id, f'"{shown(given)}" is not one of the choices', hint)


class YesNoQuestion(ChoiceQuestion):
    """Yes or no; JSON true and false count as well."""

    kind = "yes_no"

    @property
    def letters(self) -> dict[str, str]:
        values = (*(c.id for c in reversed(self.choices)), *((UNSURE,) if self.unsure else ()))
        return {value: value[0] for value in values}

    def accept(self, given: object) -> Answer | Fault:
        if isinstance(given, bool):
            given = "yes" if given else "no"
        return super().accept(given)

    def json_schema(self) -> dict[str, object]:
        return {"enum": [*self.values, True, False, None]}


class ManyQuestion(ChoiceQuestion):
    """Any number of choices; the answer is a tuple in their order. "none" excludes the others."""

    kind = "many"
    several = True

    @property
    def allowed(self) -> str:
        return f"a list of: {super().allowed}"

    @property
    def least_severe(self) -> Answer:
        return (NONE,) if NONE in self.values else (self.choices[0].id,)

    @property
    def harmless_values(self) -> tuple[str, ...]:
        return (*self.harmless, NONE)

    def accept(self, given: object) -> Answer | Fault:
        if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
            return self._wrong_type(given, f'a list of choices, for example ["{NONE}"]')
        current = {item: self._current_name(item) for item in given}
        unknown = next((item for item in given if current[item] not in self.values), None)
        if unknown is not None:
            return self._not_a_choice(unknown)
        if not given:
            hint = f'write ["{NONE}"] if none of them applies, or leave the question out'
            return Fault("empty_list", self.id, "the list is empty", hint)
        if len(set(given)) < len(given):
            return Fault(
                "repeated", self.id, "a choice is in the list twice", "give each choice once"
            )
        chosen = set(current.values())
        if NONE in chosen and len(chosen) > 1:
            return Fault(
                "none_not_alone",
                self.id,
                f'"{NONE}" is in a list with other choices',
                f'leave out "{NONE}" or the others',
            )
        return tuple(value for value in self.values if value in chosen)

    def possible_answers(self, given: object) -> tuple[Answer, ...]:
        """The known items of a list; "none" beside others contradicts them."""
        named = {self._current_name(item) for item in items_of(given) if isinstance(item, str)}
        others = tuple(value for value in self.values if value in named and value != NONE)
        none = (NONE,) if NONE in named and NONE in self.values else ()
        return tuple(filter(None, (others, none)))

    def json_schema(self) -> dict[str, object]:
        array: dict[str, object] = {"type": ["array", "null"], "items": {"enum": list(self.values)}}
        array |= {"minItems": 1, "uniqueItems": True}
        if NONE in self.values:
            array["not"] = {"type": "array", "contains": {"const": NONE}, "minItems": 2}
        return array


class NumberQuestion(Question):
    """A whole number from `minimum` to `maximum`, both included; there is no "not sure"."""

    minimum: int = 0
    maximum: int = 0
    low_label: str = ""
    high_label: str = ""
    unit: str = ""

    kind = "number"

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.minimum} to {self.maximum}"

    @property
    def least_severe(self) -> Answer:
        return self.minimum

    def accept(self, given: object) -> Answer | Fault:
        given = as_integer(given)
        if isinstance(given, str) and any(map(str.isnumeric, given)):
            return self._digits_as_text(given)
        if isinstance(given, bool) or not isinstance(given, int):
            return self._wrong_type(given, self.allowed)
        if not self.minimum <= given <= self.maximum:
            return Fault(
                "out_of_range",
                self.id,
                "this number is too low or too high",
                f"give {self.allowed}",
            )
        return given

    def _digits_as_text(self, given: str) -> Fault:
        other = any(digit.isnumeric() and not digit.isascii() for digit in given)
        message = "this is text, with digits of another script" if other else "this is text"
        hint = f"give {self.allowed}, in the digits 0 to 9 and without quotes"
        return Fault("wrong_type", self.id, message, hint)

    def label(self, value: object) -> str:
        return f"{value} {self.unit}".rstrip()

    def shorthand(self, value: object) -> str:
        return f"{self.sheet} {self.label(value)}".strip() if self.sheet or self.unit else ""

    def allowed_data(self) -> dict[str, object]:
        return {"minimum": self.minimum, "maximum": self.maximum}

    def json_schema(self) -> dict[str, object]:
        return {"type": ["integer", "null"], **self.allowed_data()}


class ScaleQuestion(NumberQuestion):
    """A number on a scale whose ends have labels."""

    kind = "scale"

    def shorthand(self, value: object) -> str:
        return f"{self.sheet} {value}/{self.maximum}" if self.sheet else ""


KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (ChoiceQuestion, YesNoQuestion, ManyQuestion, NumberQuestion, ScaleQuestion)
}
