"""Frozen and interned values: equality, what they refuse, and how they travel."""

from __future__ import annotations

import copy
import pickle
import sys

import pytest

from sciatica_cli.core.frozen import Frozen, Interned


class Pair(Frozen):
    left: int
    right: int = 2


class Other(Frozen):
    left: int
    right: int = 2


class Leaf(Interned):
    name: str
    count: int = 1


def test_frozen_values_are_equal_by_type_and_fields() -> None:
    assert Pair(1) == Pair(left=1, right=2) == Pair.restore([1, 2])
    assert hash(Pair(1)) == hash(Pair(1))
    assert hash(Pair(1)) != hash(Pair(2))
    assert Pair(1) != (1, 2)
    assert Pair(1) != Other(1)


def test_frozen_values_cannot_be_changed() -> None:
    pair = Pair(1)
    with pytest.raises(AttributeError, match=r"^Pair cannot be changed$"):
        pair.left = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"^Pair cannot be changed$"):
        del pair.left
    assert pair == Pair(1)


def test_frozen_values_reach_another_process() -> None:
    pair = Pair(1)
    assert pickle.loads(pickle.dumps(pair)) == copy.copy(pair) == pair


@pytest.mark.parametrize("values", [[1], [1, 2, 3]])
def test_a_compiled_copy_restores_exactly_as_many_fields_as_there_are(values: list[int]) -> None:
    with pytest.raises(ValueError, match=r"zip\(\)"):
        Pair.restore(values)


def test_frozen_fields_come_after_those_of_the_base_and_keep_their_defaults() -> None:
    class Triple(Pair):
        last: int = 3

    assert Triple.fields == ("left", "right", "last")
    assert Triple(1) == Triple(1, 2, 3)
    assert not hasattr(Triple(1), "__dict__")


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"left": 1}), ((1,), {"up": 1})]
)
def test_frozen_values_need_exactly_their_fields(
    args: tuple[int, ...], named: dict[str, int]
) -> None:
    with pytest.raises(TypeError, match=r"^Pair(: too many values| takes left, right)$"):
        Pair(*args, **named)


def test_a_value_never_shows_its_fields() -> None:
    assert repr(Pair(1)) == "<Pair>"
    assert repr(Leaf("recent")) == "<Leaf>"


# ------------------------------------------------ interned


def fresh() -> type[Interned]:
    """A class of its own for a test: interned values live as long as the process."""

    class Fresh(Interned):
        name: str
        count: int = 1

    return Fresh


def test_an_interned_value_has_the_fields_it_was_made_with() -> None:
    kind = fresh()
    made = kind("a", count=2)
    assert (made.name, made.count) == ("a", 2)
    assert kind("b").count == 1


def test_equal_interned_values_are_one_object() -> None:
    kind = fresh()
    made = kind("a", 2)
    assert kind(count=2, name="a") is kind.restore(["a", 2]) is kind.restore(iter(("a", 2))) is made
    assert hash(kind("a", 2)) == hash(made)
    assert kind("a", 3) != made
    assert kind("b", 2) != made


def test_interned_values_of_two_classes_are_never_equal() -> None:
    assert fresh()("a") != fresh()("a")


def test_interned_values_stay_one_object_when_they_come_back_from_another_process() -> None:
    leaf = Leaf("a", 2)
    assert pickle.loads(pickle.dumps(leaf)) is copy.deepcopy(leaf) is leaf


def test_a_value_is_rebuilt_by_a_function_that_every_pickler_finds_by_name() -> None:
    """Some picklers, such as that of Dask, would copy the code of a method without its globals."""
    function, _ = Leaf("a").__reduce__()
    module = sys.modules[function.__module__]
    assert getattr(module, function.__qualname__) is function


@pytest.mark.parametrize("values", [["a"], ["a", 1, 2]])
def test_an_interned_value_needs_exactly_its_fields_and_a_failed_one_is_not_kept(
    values: list[object],
) -> None:
    kind = fresh()
    for _ in range(2):
        with pytest.raises(ValueError, match=r"zip\(\)"):
            kind.restore(values)
    with pytest.raises(TypeError, match=r"^Fresh takes name, count$"):
        kind()


def test_interned_values_cannot_be_changed() -> None:
    leaf = fresh()("a")
    with pytest.raises(AttributeError, match=r"^Fresh cannot be changed$"):
        leaf.name = "b"
