"""Writes what the program says of itself: `python tools/manual.py`.

docs/sciatica.1 and completions/ come from the command line, docs/questions.schema.json is what
`sciatica questions --file-schema` prints, and the list of keys in docs/authoring.md says the same.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typer

from sciatica_cli.bank.file_schema import file_schema
from sciatica_cli.bank.file_tables import file_tables
from sciatica_cli.cli import HELP, app
from sciatica_cli.core import exits
from sciatica_cli.version import __version__

ROOT = Path(__file__).parent.parent

STATUSES = {
    exits.OK: "Assessed, whatever the result. It does not mean that all is well.",
    exits.INTERNAL: "An internal error.",
    exits.USAGE: "Wrong usage, or no answers came in and there is no terminal.",
    exits.BAD_ANSWERS: "Bad or missing answers, or empty input.",
    exits.NO_INPUT: "The input cannot be read.",
    exits.CANNOT_WRITE: "The output cannot be written.",
    exits.BAD_QUESTIONS: "The questions file has faults.",
    exits.INTERRUPTED: "Stopped with Ctrl-C.",
    exits.CLOSED_PIPE: "The reader closed the pipe.",
}
ENVIRONMENT = {
    "SCIATICA_REGION": "The country whose phone numbers are printed, as with --region.",
    "ACCESSIBLE": "When set, the same as --plain.",
    "NO_COLOR": "When set, no colour.",
    "FORCE_COLOR": "When set, colour in a pipe too; NO_COLOR wins.",
    "COLUMNS": "Columns of a page that does not go to a terminal; 80 without it.",
}
KEYS = {
    "arrows, digits": "Move, or choose a line. Danger signs are confirmed with Enter.",
    "Space": "Ticks a line of a list.",
    "Shift+Tab": "Goes back to the question before; typed b with --plain.",
    "?": "Says why a question is asked, and where that comes from.",
    "Ctrl-R": "Shows all your answers and lets you change them; typed a with --plain.",
    "Ctrl-C, Ctrl-D": "Leave at once; typed q with --plain.",
}


SYNOPSIS = (
    "[options]",
    "[options] < answers.json",
    "check [options] [FILE|-]",
    "questions [options]",
    "lint [options] [FILE]",
)


def roff(text: str) -> str:
    """Text as roff: no sign of it is a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(['.])", r"\\&\1", text, flags=re.MULTILINE)


def entry(label: str, text: str) -> str:
    return f".TP\n.B {roff(label)}\n{roff(text)}"


def options(command: Any) -> list[str]:
    found = []
    for param in command.params:
        if param.param_type_name == "option":
            names = ", ".join(param.opts)
            value = "" if param.is_flag else f" {param.metavar or choices(param)}"
            found.append(entry(f"{names}{value}", param.help))
    return found


def choices(param: Any) -> str:
    return "|".join(param.type.choices)


def man_page() -> str:
    """The manual page, in the language of man(7)."""
    command: Any = typer.main.get_command(app)
    about, examples, *closing = HELP.replace("Examples:\n\n", "").split("\n\n")
    lines = [
        f'.TH SCIATICA 1 "" "sciatica {__version__}" "User Commands"',
        ".SH NAME",
        "sciatica \\- a self\\-check for back and leg pain",
        ".SH SYNOPSIS",
        *(f".B sciatica\n{roff(rest)}\n.br" for rest in SYNOPSIS),
        ".SH DESCRIPTION",
        roff(about),
        *(f".PP\n{roff(text)}" for text in closing),
        ".SH EXAMPLES\n.nf",
        roff(examples.removeprefix("\b\n")),
        ".fi",
        ".SH KEYS",
        *(entry(*pair) for pair in KEYS.items()),
        ".SH OPTIONS",
        *options(command),
    ]
    for name, sub in command.commands.items():
        lines += [f".SH SCIATICA {name.upper()}", roff(sub.help), *options(sub)]
    lines += [
        ".SH EXIT STATUS",
        *(entry(str(status), text) for status, text in STATUSES.items()),
        entry("10, 20, 30", "With --exit-level: within_days, same_day, emergency_now."),
        ".SH ENVIRONMENT",
        *(entry(*pair) for pair in ENVIRONMENT.items()),
    ]
    return "\n".join(lines) + "\n"


BASH = """\
_sciatica() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _SCIATICA_COMPLETE=complete_bash "$1" ) )
}
complete -o default -F _sciatica sciatica
"""
ZSH = """\
#compdef sciatica
eval "$(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _SCIATICA_COMPLETE=complete_zsh sciatica)"
"""
ASK_FISH = (
    "env _SCIATICA_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION={action} "
    "_TYPER_COMPLETE_ARGS=(commandline -cp) sciatica"
)
FISH = (
    "complete --command sciatica --no-files "
    f'--arguments "({ASK_FISH.format(action="get-args")})" '
    f'--condition "{ASK_FISH.format(action="is-args")}"\n'
)


KEYS_START, KEYS_END = "<!-- keys: tools/manual.py -->\n", "<!-- end of keys -->"


def authoring() -> str:
    """The guide for authors, with its list of keys made anew."""
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(KEYS_START)
    _, _, after = rest.partition(KEYS_END)
    return f"{before}{KEYS_START}\n{file_tables()}\n\n{KEYS_END}{after}"


def files() -> dict[str, str]:
    """Path below the root, and what stands there."""
    return {
        "docs/sciatica.1": man_page(),
        "docs/questions.schema.json": json.dumps(file_schema(), indent=2, ensure_ascii=False)
        + "\n",
        "docs/authoring.md": authoring(),
        "completions/sciatica.bash": BASH,
        "completions/_sciatica": ZSH,
        "completions/sciatica.fish": FISH,
    }


def main() -> None:
    for name, text in files().items():
        path = ROOT / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
