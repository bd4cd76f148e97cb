"""Builds the findings, the care and scope rules, and the watch list."""

from __future__ import annotations

from ..core.levels import EMERGENCY, SAME_DAY, Level
from ..core.model import Rule, Watch
from ..core.questions import NONE
from .build_conditions import KnownNames
from .values import Values

DEFAULT_UNSURE = {EMERGENCY: SAME_DAY, SAME_DAY: Level.WITHIN_DAYS}


def build_findings(findings: Values, names: KnownNames) -> None:
    """Add the findings to `names`; each can use the ones above it."""
    for name, node in findings.items():
        if name in names.questions:
            node.fault("name_taken", f'"{name}" is already the name of a question')
        names.findings[name] = names.condition(node)


def build_rules(rules: Values, names: KnownNames, file: Values, scope: bool) -> tuple[Rule, ...]:
    for rule in rules.values():
        _check_route(rule, file["routes"])
    return tuple(
        Rule(
            id=name,
            scope=scope,
            **(
                rule
                | dates_of(rule, file)
                | {"when": names.condition(rule["when"]), "unsure": _unsure(rule)}
            ),
        )
        for name, rule in rules.items()
    )


def dates_of(values: Values, file: Values) -> dict[str, str]:
    """When something was checked and must be again: by default, the dates of the file."""
    return {key: values[key] or file[key] for key in ("checked", "review_by")}


def _unsure(rule: Values) -> Level | None:
    level: Level = rule["level"]
    unsure = rule["unsure"] or DEFAULT_UNSURE.get(level, NONE)
    if unsure == NONE:
        if level in DEFAULT_UNSURE and not rule["unsure_because"]:
            rule.fault("missing_key", "`unsure: none` needs a reason in `unsure_because`")
        return None
    if unsure >= level:
        message = f"`unsure` must be a level below {level}, or none"
        rule.fault("unsure_level", message, key="unsure")
    return Level(unsure)


def _check_route(rule: Values, routes: Values) -> None:
    rule.check("go", "route", routes)
    if rule["level"] == EMERGENCY and not (rule["go"] and rule["tell"]):
        rule.fault("missing_key", "an emergency needs `go` (how) and `tell` (what to say there)")


def build_watch(signs: Values) -> tuple[Watch, ...]:
    return tuple(Watch(id=name, **sign) for name, sign in signs.items())
