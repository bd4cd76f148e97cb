"""Findings, care and scope rules, and the watch list."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import EMERGENCY, NONE, SAME_DAY, Rule, Watch, level_rank
from .build_conditions import Names
from .shape import Values

USUAL_UNSURE = {EMERGENCY: SAME_DAY, SAME_DAY: "within_days"}


def build_findings(findings: Values, names: Names) -> None:
    """Read the findings; each may use those before it."""
    for name, node in findings.items():
        if name in names.questions:
            node.fault("name_taken", f'"{name}" is already the name of a question')
        names.findings[name] = names.condition(node)


def build_rules(
    rules: Values, names: Names, routes: tuple[str, ...], file: Values, scope: bool
) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=name,
            level=rule["level"],
            when=names.condition(rule["when"]),
            say=rule["say"],
            unsure=_unsure(rule),
            unsure_because=rule["unsure_because"],
            go=_route(rule, routes),
            tell=rule["tell"],
            scope=scope,
            explains=rule["explains"],
            sources=rule["sources"],
            checked=rule["checked"] or file["checked"],
            review_by=rule["review_by"] or file["review_by"],
        )
        for name, rule in rules.items()
    )


def _unsure(rule: Values) -> str | None:
    level: str = rule["level"]
    unsure: str = rule["unsure"] or USUAL_UNSURE.get(level, NONE)
    if unsure == NONE:
        if level in USUAL_UNSURE and not rule["unsure_because"]:
            rule.fault("missing_key", "`unsure: none` needs a reason in `unsure_because`")
        return None
    if level_rank(unsure) >= level_rank(level):
        rule.fault("unsure_level", f"`unsure` must be a level below {level}, or none")
    return unsure


def _route(rule: Values, routes: tuple[str, ...]) -> str:
    go: str = rule["go"]
    if go and go not in routes:
        rule.fault("unknown_route", f'there is no route "{shown(go)}"', nearest(go, routes))
    if rule["level"] == EMERGENCY and not (go and rule["tell"]):
        rule.fault("missing_key", "an emergency needs `go` (how) and `tell` (what to say there)")
    return go


def build_watch(signs: Values) -> tuple[Watch, ...]:
    return tuple(Watch(id=name, **sign) for name, sign in signs.items())
