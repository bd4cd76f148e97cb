"""Rewrite the list of weak sources in docs/safety.md: `python tools/weak_sources.py`."""

from __future__ import annotations

import re
from pathlib import Path

from sciatica_cli import load
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.model import Questionnaire

SAFETY = Path(__file__).parent.parent / "docs" / "safety.md"
START, END = "<!-- made by tools/weak_sources.py -->", "<!-- end -->"
GRADES = ("low", "moderate", "high")


def main() -> None:
    text = SAFETY.read_text(encoding="utf-8")
    pattern = re.compile(f"{START}.*{END}", re.DOTALL)
    table = f"{START}\n{weak_claims(load())}\n{END}"
    SAFETY.write_text(pattern.sub(lambda _: table, text), encoding="utf-8")


def weak_claims(questionnaire: Questionnaire) -> str:
    """Describe everything that rests on sources of low or moderate certainty, rules first."""
    rest = weak_statements(questionnaire)
    title = "The rest of the content, by the lowest certainty of its sources:"
    return f"{weak_rules(questionnaire)}\n\n{title}\n\n{rest}"


def weak_statements(questionnaire: Questionnaire) -> str:
    """List cautions, options, scores, measures, causes, advice and questions, the weakest first."""
    certainty = {source.id: source.certainty for source in questionnaire.sources}
    massage = questionnaire.massage
    options = [option for option in questionnaire.options if not option.as_massage]
    treatments = (massage.treatment, *options)
    parts = {
        "Cautions": {t.id: [*t.cautions] for t in treatments},
        "Options (effect and size)": {"": options},
        "Scores": {"": [*questionnaire.scores]},
        "Measures": {"": [*questionnaire.measures]},
        "Causes": {"": [*questionnaire.causes]},
        "Advice": {
            "how": [*massage.how],
            "risks": [*massage.risks],
            "what_now": [*questionnaire.what_now],
            "watch_for": [*questionnaire.watch_for],
        },
        "Questions": {"": [*questionnaire.questions]},
    }
    lines = []
    for grade in GRADES[:2]:
        for part, groups in parts.items():
            entries = []
            for group, items in groups.items():
                weak = [i.id for i in items if grade == weakest_of(i.sources, certainty)]
                if weak:
                    names = ", ".join(weak) if group else named(weak)
                    entries.append(f"`{group}` ({names})" if group else names)
            if entries:
                lines.append(f"- {part}, {grade}: {'; '.join(entries)}.")
    return "\n".join(lines)


def weakest_of(sources: tuple[str, ...], certainty: dict[str, str]) -> str:
    return min((certainty[name] for name in sources), key=GRADES.index, default="high")


def weak_rules(questionnaire: Questionnaire) -> str:
    """Return a table of the rules whose weakest source is below high, the worst first."""
    certainty = {source.id: source.certainty for source in questionnaire.sources}
    rows = []
    for rule in questionnaire.rules:
        weakest = weakest_of(rule.sources, certainty)
        weak = [name for name in rule.sources if certainty[name] == weakest]
        rest = [name for name in rule.sources if certainty[name] != weakest]
        if weakest != "high":
            order = (-LEVELS.index(rule.level), GRADES.index(weakest))
            cells = (rule.level, rule.id, weakest, named(weak), named(rest))
            rows.append((order, "| `{}` | `{}` | {} | {} | {} |".format(*cells)))
    bare = sum(all(certainty[n] == "low" for n in rule.sources) for rule in questionnaire.rules)
    total = len(questionnaire.rules)
    counted = f"Of {total} care and scope rules, {len(rows)} have at least one source whose"
    head = [
        f"{counted} certainty is below high, and {bare} rest on nothing but `unchecked`.",
        "",
        "| level | rule | lowest certainty | sources with it | other sources |",
        "|---|---|---|---|---|",
    ]
    return "\n".join(head + [row for _, row in sorted(rows, key=lambda row: row[0])])


def named(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


if __name__ == "__main__":
    main()
