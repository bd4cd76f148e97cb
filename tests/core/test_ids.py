"""The id of a record."""

from __future__ import annotations

import pytest

from sciatica_cli.core.ids import HIGHEST, LENGTH, LOWEST, id_fault, id_of


def test_a_record_has_the_id_that_it_was_given() -> None:
    assert id_of({"id": "p-1", "age": 5}) == "p-1"
    assert id_of({"id": 7}) == 7
    assert id_of({"id": 7.0}) == 7
    assert id_of({"age": 5}) is None


@pytest.mark.parametrize(
    "ident", [None, "p-1", "é" * LENGTH, 0, -7, int(HIGHEST) - 1, int(LOWEST) + 1]
)
def test_one_line_of_text_and_any_whole_number_of_up_to_200_signs_is_an_id(ident: object) -> None:
    assert id_fault(ident) is None


@pytest.mark.parametrize(
    "ident", [True, 1.5, [], "a\nb", "x" * (LENGTH + 1), int(HIGHEST), int(LOWEST)]
)
def test_anything_else_is_refused(ident: object) -> None:
    fault = id_fault(ident)
    assert fault is not None
    assert (fault.code, fault.path) == ("bad_id", "id")
