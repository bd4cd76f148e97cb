"""How the style is chosen: by flags, then the environment, then the stream."""

from __future__ import annotations

import pytest

from sciatica_cli.report.blocks import Block, Paragraph
from sciatica_cli.report.style import COLOUR, MONO, PLAIN, choose_style, is_utf8
from sciatica_cli.report.write import choose_look, draw

TERMINAL, FILE = True, False


def drawn(blocks: tuple[Block, ...], is_terminal: bool, **options: bool) -> str:
    return draw(blocks, choose_look(is_terminal, **options))


@pytest.mark.parametrize(
    ("stream", "environ", "flags", "style"),
    [
        (TERMINAL, {}, {}, COLOUR),
        (TERMINAL, {"TERM": "xterm-256color"}, {}, COLOUR),
        (TERMINAL, {"NO_COLOR": "1"}, {}, MONO),
        (TERMINAL, {"NO_COLOR": "0"}, {}, MONO),
        (TERMINAL, {"NO_COLOR": ""}, {}, COLOUR),
        (TERMINAL, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}, MONO),
        (TERMINAL, {"FORCE_COLOR": "1"}, {}, COLOUR),
        (TERMINAL, {"TERM": "dumb"}, {}, PLAIN),
        (TERMINAL, {"TERM": "dumb", "FORCE_COLOR": "1"}, {}, PLAIN),
        (TERMINAL, {"ACCESSIBLE": "1"}, {}, PLAIN),
        (TERMINAL, {"ACCESSIBLE": "1", "FORCE_COLOR": "1"}, {}, PLAIN),
        (TERMINAL, {}, {"plain": True}, PLAIN),
        (TERMINAL, {"FORCE_COLOR": "1"}, {"plain": True}, PLAIN),
        (TERMINAL, {}, {"no_color": True}, MONO),
        (TERMINAL, {"FORCE_COLOR": "1"}, {"no_color": True}, MONO),
        (TERMINAL, {}, {"plain": True, "no_color": True}, PLAIN),
        (FILE, {}, {}, PLAIN),
        (FILE, {"FORCE_COLOR": "1"}, {}, COLOUR),
        (FILE, {"FORCE_COLOR": ""}, {}, PLAIN),
        (FILE, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, {}, PLAIN),
        (FILE, {"FORCE_COLOR": "1"}, {"no_color": True}, PLAIN),
        (FILE, {"FORCE_COLOR": "1"}, {"plain": True}, PLAIN),
        (FILE, {"FORCE_COLOR": "1", "ACCESSIBLE": "1"}, {}, PLAIN),
        (FILE, {"FORCE_COLOR": "1", "TERM": "dumb"}, {}, COLOUR),
    ],
)
def test_flags_environment_and_stream_decide_the_style(
    stream: bool, environ: dict[str, str], flags: dict[str, bool], style: str
) -> None:
    assert choose_style(stream, environ, **flags) == style


@pytest.mark.parametrize(
    ("name", "value", "in_terminal", "in_file"),
    [
        # no-color.org: any value but an empty one switches colour off.
        *(("NO_COLOR", value, MONO, PLAIN) for value in ("1", "0", "false", "no", " ", "x")),
        ("NO_COLOR", "", COLOUR, PLAIN),
        # force-color.org: any value but an empty one forces it; in Node.js 0 and false forbid it.
        *(("FORCE_COLOR", value, COLOUR, COLOUR) for value in ("1", "2", "3", "true", "yes", "x")),
        *(("FORCE_COLOR", value, MONO, PLAIN) for value in ("0", "false", "False", "no", "off")),
        ("FORCE_COLOR", "", COLOUR, PLAIN),
        # ACCESSIBLE (huh, gum): a truth value.
        *(("ACCESSIBLE", value, PLAIN, PLAIN) for value in ("1", "t", "true", "TRUE", "yes", "x")),
        *(
            ("ACCESSIBLE", value, COLOUR, PLAIN)
            for value in ("", " ", "0", "f", "F", "false", "FALSE", "no", "off", "0\r")
        ),
        # Terminals that know no control sequences; what goes into a file is not for them.
        *(("TERM", value, PLAIN, PLAIN) for value in ("dumb", "unknown")),
        *(("TERM", value, COLOUR, PLAIN) for value in ("xterm", "vt100", "")),
        # These are not among our conventions.
        *(("CLICOLOR", value, COLOUR, PLAIN) for value in ("0", "1")),
        ("CLICOLOR_FORCE", "1", COLOUR, PLAIN),
    ],
)
def test_each_variable_has_the_values_of_its_convention(
    name: str, value: str, in_terminal: str, in_file: str
) -> None:
    assert choose_style(TERMINAL, {name: value}) == in_terminal
    assert choose_style(FILE, {name: value}) == in_file


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", "UTF8"])
def test_utf8_is_recognised_by_any_of_its_names(name: str) -> None:
    assert is_utf8(name)


@pytest.mark.parametrize("name", ["ascii", "latin-1", "cp1252", "", None])
def test_other_encodings_are_not_utf8(name: str | None) -> None:
    assert not is_utf8(name)


@pytest.mark.parametrize(
    ("columns", "longest"), [("40", 40), ("120", 88), ("", 80), ("0", 80), ("wide", 80), ("-5", 80)]
)
def test_a_file_is_as_wide_as_the_columns_variable_says(
    monkeypatch: pytest.MonkeyPatch, columns: str, longest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = drawn((Paragraph("word " * 100),), is_terminal=FILE)
    assert longest - 5 < max(map(len, text.splitlines())) <= longest


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_a_page_is_as_wide_as_the_terminal_up_to_88_columns(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    text = drawn((Paragraph("word " * 100),), is_terminal=TERMINAL)
    longest = min(columns, 88)
    assert longest - 5 < max(len(line.rstrip()) for line in text.splitlines()) <= longest


def test_piped_output_has_no_control_sequences(blocks: tuple[Block, ...]) -> None:
    assert "\x1b" not in drawn(blocks, is_terminal=FILE)
    assert "\x1b" not in drawn(blocks, is_terminal=TERMINAL, plain=True)


def test_force_color_colours_a_pipe_unless_no_color_is_given(
    monkeypatch: pytest.MonkeyPatch, blocks: tuple[Block, ...]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in drawn(blocks, is_terminal=FILE)
    assert "\x1b" not in drawn(blocks, is_terminal=FILE, no_color=True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_without_utf8_gets_only_ascii_from_us(
    monkeypatch: pytest.MonkeyPatch, blocks: tuple[Block, ...], encoding: str
) -> None:
    class StandardOutput:
        def __init__(self) -> None:
            self.encoding = encoding

    assert "─" in drawn(blocks, is_terminal=TERMINAL)
    with monkeypatch.context() as patch:
        patch.setattr("sciatica_cli.report.write.sys.stdout", StandardOutput())
        drawing = drawn(blocks, is_terminal=TERMINAL)
    assert {sign for sign in drawing if not sign.isascii()} == {"°"}
