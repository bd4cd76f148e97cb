"""Keeps what the terminal says apart from what the person types.

A terminal answers questions of programs (its colours, its kind, where the cursor is) on the same
line as the keyboard. Such a reply may come late, long after the program that asked has ended, and
prompt_toolkit would read it as Escape and digits. Everything here works on text; nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator

ESC, CTRL_C, ENTER, BACK_TAB = "\x1b", "\x03", "\r", "\x1b[Z"
STATUS_REPLY = "\x1b[0n"  # the terminal has worked through everything written before the request
PASTE, PASTE_END = "\x1b[200~", "\x1b[201~"

_KEYS = frozenset(f"\x1b[{key}" for key in (*"ABCDFHZ", *(f"{n}~" for n in range(1, 9))))
_KEYPAD = {"M": ENTER} | {chr(ord("p") + digit): str(digit) for digit in range(10)}
_STRINGS = "]P_^X"  # a reply that ends in BEL or ESC \: OSC, DCS, APC, PM, SOS
_ENDS_STRING = "\x07\x18\x1a\x9c\r\n"  # Enter, too: a lost end must not swallow every key to come
_LOCKS = 64 + 128  # caps lock and num lock, in the modifiers of a key
_SHIFT, _CTRL = 1, 4
_PRESSED = ("", "1", "2")  # not 3, which is a key let go
_LONGEST = 64  # characters of a sequence of which we want to know more than its end
_KITTY_DIGITS, _KITTY_ENTER = range(57399, 57409), 57414  # of the keypad


class KeyFilter:
    """Passes keys on and swallows everything else, up to the end of each sequence.

    Ctrl-C is passed on at any moment, whatever has begun before.
    """

    def __init__(self) -> None:
        self.held = ""  # a sequence that has begun
        self.stale = False  # the Escape held is older than the question on the screen

    def feed(self, text: str) -> Iterator[str]:
        """The keys in a piece of input, each as the text that prompt_toolkit knows it by.

        A paste is one key. STATUS_REPLY is passed on, too.
        """
        for char in text:
            key = self._next(char)
            if key:
                yield key

    def flush(self) -> str:
        """The Escape key, if it came alone; to be called after half a second of silence."""
        alone, self.held = (ESC, "") if self.held == ESC else ("", self.held)
        return "" if self.stale else alone

    def _next(self, char: str) -> str:
        if "\x80" <= char < "\xa0" and char != "\x9c":  # the same in one character
            self.held, char = ESC, chr(ord(char) - 0x40)
        if char == CTRL_C:
            self.held = ""
            return char
        if self.held.startswith(PASTE):
            self.held += char
            return self._taken() if self.held.endswith(PASTE_END) else ""
        if self.held[:1] == ESC and self.held[1:2] and self.held[1] in _STRINGS:
            return self._in_string(char)
        if char == ESC:
            self.held, self.stale = ESC, False
            return ""
        if not self.held:
            return ENTER if char == "\n" else char  # a terminal may be left in either mode
        return self._in_sequence(char)

    def _in_string(self, char: str) -> str:
        ended = self.held[-1] == ESC and len(self.held) > 1
        if ended and char != "\\":
            self.held = ESC  # a new sequence has cut this one short
            return self._next(char)
        if ended or char in _ENDS_STRING:
            self.held = ""
        elif char == ESC:
            self.held = self.held[:2] + ESC
        return ""

    def _in_sequence(self, char: str) -> str:
        held = self.held
        if char < " ":  # no sequence contains control characters
            self.held = ""
        elif held == ESC:
            more = char in "[O" or char in _STRINGS or char == "N" or " " <= char <= "/"
            self.held = held + char if more else ""  # else it was Alt and a key
        elif held == "\x1bO":
            if not (char.isdigit() or char == ";"):
                self.held = ""
                return _KEYPAD.get(char, f"\x1b[{char}" if f"\x1b[{char}" in _KEYS else "")
        elif held[1] != "[":
            self.held = held + char if " " <= char <= "/" else ""
        elif held == "\x1b[" and char in "[M":  # a function key of Linux, a click of a mouse
            self.held = held + char
        elif held[:3] == "\x1b[M":
            self.held = held + char if len(held) < 5 else ""
        elif held == "\x1b[[" or not " " <= char <= "?":
            self.held += char
            return self._of_sequence(self._taken())
        elif len(held) < _LONGEST:
            self.held = held + char
        return ""

    def _taken(self) -> str:
        taken, self.held = self.held, ""
        return taken

    def _of_sequence(self, sequence: str) -> str:
        """The key that a whole sequence stands for, or nothing."""
        if sequence == PASTE:
            self.held = PASTE
            return ""
        if sequence in _KEYS or sequence == STATUS_REPLY:
            return sequence
        if sequence[2] in "<=>?[":  # a reply, a mouse, a function key of Linux
            return ""
        final, fields = sequence[-1], sequence[2:-1].split(";")
        if final == "~" and len(fields) == 3 and fields[0] == "27":
            return _typed(_number(fields[2]), _number(fields[1]))
        modifiers, _, event = (fields[1] if len(fields) > 1 else "1").partition(":")
        if event not in _PRESSED:
            return ""
        if final == "u":
            code, *others = fields[0].split(":")
            shifted = _number(fields[2]) if len(fields) > 2 else _number((others or [""])[0])
            return _typed(_number(code), _number(modifiers), shifted)
        plain = f"\x1b[{final}" if final != "~" else f"\x1b[{fields[0]}~"
        return plain if plain in _KEYS and not _pressed_with(_number(modifiers)) else ""


def _typed(code: int, modifiers: int, shifted: int = 0) -> str:
    """The key of a code point with modifiers, in the protocols of xterm and kitty."""
    held = _pressed_with(modifiers)
    if code in _KITTY_DIGITS:
        code = ord("0") + _KITTY_DIGITS.index(code)
    if code == _KITTY_ENTER:
        code = ord(ENTER)
    if held == _SHIFT and code == ord("\t"):
        return BACK_TAB
    if held == _CTRL and "a" <= chr(code).lower() <= "z":
        return chr(code & 0x1F)
    if held not in (0, _SHIFT):
        return ""
    code = shifted if held == _SHIFT and shifted else code
    return chr(code) if " " <= chr(code) <= "\x7f" or code in map(ord, (ENTER, ESC, "\t")) else ""


def _pressed_with(modifiers: int) -> int:
    return max(modifiers - 1, 0) & ~_LOCKS


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    return number if number < 0x110000 else 0
