"""The drawing of where it hurts: what is shaded, and what never is."""

from __future__ import annotations

from sciatica_cli.core.body import BodyMap, locate
from sciatica_cli.core.conditions import AllOf, AnswerState, In
from sciatica_cli.core.model import Advice, Body, Spot

HURTS = In("hurts", ("calf",))
LEFT = Spot("left", "left calf", AllOf((HURTS, In("side", ("left", "both")))), ("left_calf",))
RIGHT = Spot("right", "right calf", AllOf((HURTS, In("side", ("right", "both")))), ("right_calf",))
NUMB = Spot("sole", "sole", In("numb", ("sole",)))
ALWAYS = Advice("always", "a nerve")
S1 = Advice("s1", "S1", when=In("numb", ("sole",)))
OPEN = Spot(
    "open",
    "calf",
    AllOf((HURTS, In("side", ("none",)))),
    ("left_calf", "right_calf"),
    "not told",
    if_unsure=True,
)
BODY = Body("Behind", (), (), (LEFT, RIGHT, OPEN), (NUMB,), (ALWAYS, S1), "A hint.")


def found(**answers: str) -> BodyMap:
    return locate(BODY, AnswerState(dict(answers)))


def test_places_named_in_the_answers_are_shaded() -> None:
    assert found(hurts="calf", side="left").pain == (LEFT,)
    assert found(hurts="calf", side="both").pain == (LEFT, RIGHT)
    assert found(numb="sole").numb == (NUMB,)


def test_if_the_side_is_not_known_only_places_marked_if_unsure_are_shaded() -> None:
    here = found(hurts="calf", side="unsure")
    assert here.pain == (OPEN,)
    assert here.unsure
    assert not found(hurts="calf", side="left").unsure
    assert found(numb="unsure").numb == ()


def test_a_missing_answer_shades_nothing() -> None:
    assert found(hurts="calf").pain == ()
    assert not found(hurts="calf").unsure
    assert found() == BodyMap(nerves=(ALWAYS,))


def test_a_nerve_is_named_only_when_its_pattern_is_certain() -> None:
    assert found(numb="sole").nerves == (ALWAYS, S1)
    assert found(numb="unsure").nerves == (ALWAYS,)
