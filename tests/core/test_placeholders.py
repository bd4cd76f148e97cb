"""Names in braces, which the page fills in."""

from __future__ import annotations

import pytest

from sciatica_cli.core.placeholders import unknown_placeholders


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Call {advice} by {next_weekday}, or go to {department}.", []),
        ("Look again on {in_14_days}, at the latest on {in_100_days}.", []),
        ("Ask the {doktor} in {in_1000_days} or {in_days}, {emergency}.",
         ["doktor", "in_1000_days", "in_days"]),
        ("Nothing in {} or {{doctor}}.", []),
    ],
)  # fmt: skip
def test_other_names_than_the_known_ones_are_found_in_their_order(
    text: str, unknown: list[str]
) -> None:
    assert list(unknown_placeholders(text)) == unknown
