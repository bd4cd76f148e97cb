"""Write the files that describe the program: `python tools/manual.py`.

docs/sciatica.1 and completions/ are generated from the command line; docs/questions.schema.json
is the output of `sciatica questions --file-schema`, and docs/authoring.md lists the same keys.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typer

from file_tables import file_tables
from sciatica_cli import exits
from sciatica_cli.cli import app
from sciatica_cli.commands.person import HELP
from sciatica_cli.lint.file_schema import file_schema
from sciatica_cli.version import __version__

ROOT = Path(__file__).parent.parent

STATUSES = {
    exits.OK: "Assessed, whatever the result. It does not mean that all is well.",
    exits.INTERNAL: "The program itself failed.",
    exits.USAGE: "A wrong option or command, or no answers and no terminal.",
    exits.BAD_ANSWERS: "Answers are wrong or missing, or the input is empty.",
    exits.NO_INPUT: "The input cannot be read.",
    exits.CANNOT_WRITE: "The output cannot be written.",
    exits.BAD_QUESTIONS: "The questions file has faults.",
    exits.INTERRUPTED: "Stopped with Ctrl-C.",
    exits.CLOSED_PIPE: "The reader closed the pipe.",
}
ENVIRONMENT = {
    "SCIATICA_REGION": "The country whose phone numbers are printed, as with --region.",
    "ACCESSIBLE": "If set, the same as --plain.",
    "NO_COLOR": "If set, no colour is used.",
    "FORCE_COLOR": "If set, colour is used in a pipe too, unless NO_COLOR is set.",
    "COLUMNS": "The width of a page that does not go to a terminal; the default is 80.",
}
KEYS = {
    "arrows, digits": "Move to a line or choose it. Danger signs are confirmed with Enter.",
    "Space": "Tick a line of a list.",
    "Shift+Tab": "Go back to the previous question; with --plain, type b.",
    "?": "Show why a question is asked, and which sources that comes from.",
    "Ctrl-R": "Show all your answers, and change them; with --plain, type a.",
    "Ctrl-C, Ctrl-D": "Leave at once; with --plain, type q.",
}
SYNOPSIS = (
    "[options]",
    "[options] < answers.json",
    "check [options] [FILE|-]",
    "again [options] [FILE]",
    "history [options] [N]",
    "batch [options] [FILE|-]",
    "questions [options]",
    "lint [options] [FILE]",
)


def roff(text: str) -> str:
    """Escape text for roff, so that no character in it is a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(['.])", r"\\&\1", text, flags=re.MULTILINE)


def entry(label: str, text: str) -> str:
    return f".TP\n.B {roff(label)}\n{roff(text)}"


def options(command: Any) -> list[str]:
    entries = []
    for param in command.params:
        if param.param_type_name == "option":
            names = ", ".join(param.opts)
            value = "" if param.is_flag else f" {param.metavar or choices(param)}"
            entries.append(entry(f"{names}{value}", param.help))
    return entries


def choices(param: Any) -> str:
    return "|".join(param.type.choices)


def man_page() -> str:
    """Return the manual page as man(7) source."""
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
    """The guide for authors, with a fresh list of keys."""
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(KEYS_START)
    _, _, after = rest.partition(KEYS_END)
    return f"{before}{KEYS_START}\n{file_tables()}\n\n{KEYS_END}{after}"


def files() -> dict[str, str]:
    """Map the path of each generated file, relative to the root, to its content."""
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
