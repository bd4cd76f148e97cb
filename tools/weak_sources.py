"""Rewrites the table of weak sources in docs/safety.md: `python tools/weak_sources.py`."""

from __future__ import annotations

import re
from pathlib import Path

from sciatica_cli import load
from sciatica_cli.core.model import LEVELS, Questionnaire

SAFETY = Path(__file__).parent.parent / "docs" / "safety.md"
START, END = "<!-- made by tools/weak_sources.py -->", "<!-- end -->"
GRADES = ("low", "moderate", "high")


def main() -> None:
    text = SAFETY.read_text(encoding="utf-8")
    pattern = re.compile(f"{START}.*{END}", re.DOTALL)
    table = f"{START}\n{weak_rules(load())}\n{END}"
    SAFETY.write_text(pattern.sub(lambda _: table, text), encoding="utf-8")


def weak_rules(questionnaire: Questionnaire) -> str:
    """A table of the rules whose weakest source is of low or moderate certainty, worst first."""
    certainty = {source.id: source.certainty for source in questionnaire.sources}
    rows = []
    for rule in questionnaire.rules:
        weakest = min((certainty[name] for name in rule.sources), key=GRADES.index)
        weak = [name for name in rule.sources if certainty[name] == weakest]
        rest = [name for name in rule.sources if certainty[name] != weakest]
        if weakest != "high":
            order = (-LEVELS.index(rule.level), GRADES.index(weakest))
            cells = (rule.level, rule.id, weakest, named(weak), named(rest))
            rows.append((order, "| `{}` | `{}` | {} | {} | {} |".format(*cells)))
    bare = sum(all(certainty[n] == "low" for n in rule.sources) for rule in questionnaire.rules)
    total = len(questionnaire.rules)
    counted = f"Of {total} care and scope rules, {len(rows)} have a source below high among theirs"
    head = [
        f"{counted}, and {bare} have nothing but `unchecked`.",
        "",
        "| level | rule | weakest | that source | other sources |",
        "|---|---|---|---|---|",
    ]
    return "\n".join(head + [row for _, row in sorted(rows, key=lambda row: row[0])])


def named(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


if __name__ == "__main__":
    main()
