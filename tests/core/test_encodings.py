"""Bytes that are not UTF-8 are called by their name, and read all the same."""

from __future__ import annotations

import pytest

from sciatica_cli.core.encodings import decode_leniently, name_of_encoding, what_is_not_utf8

TEXT = '{"now": ["chest"]}'
HINT = "save it as UTF-8; in PowerShell: Set-Content -Encoding utf8"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("name", ["UTF-16", "UTF-32"])
def test_text_in_a_wider_encoding_is_named_and_read(name: str, order: str, mark: str) -> None:
    for text in (TEXT, "X" * 9):
        data = f"{mark}{text}".encode(f"{name}-{order}")
        assert name_of_encoding(data) == name
        assert decode_leniently(data).lstrip("\ufeff") == text
        assert what_is_not_utf8(data, 0) == (f"this is {name}, not UTF-8", HINT)


def test_what_is_damaged_in_a_wider_encoding_is_replaced_and_the_rest_is_read() -> None:
    half_of_a_pair = b"\x00\xd8"
    assert decode_leniently("ab".encode("utf-16-le") + half_of_a_pair) == "ab\ufffd"


@pytest.mark.parametrize("text", [TEXT, "", "{", f"\0\0{TEXT}", "é", "\0"])
def test_plain_text_has_no_other_name(text: str) -> None:
    data = text.encode()
    assert name_of_encoding(data) == ""
    assert decode_leniently(data) == text


def test_what_cannot_be_named_is_given_with_its_place() -> None:
    message, hint = what_is_not_utf8(b"caf\xe9", 3)
    assert (message, hint) == ("this is not UTF-8 text, from byte 3 on", "save it as UTF-8")
    assert decode_leniently(b"caf\xe9") == "caf\ufffd"
    assert what_is_not_utf8(b"\x1f\x8b\x08", 1) == (
        "this is packed with gzip",
        "unpack it first: gunzip -c FILE",
    )
