"""Findings, care and scope rules, and the watch list."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import (
    EMERGENCY,
    LEVELS,
    SAME_DAY,
    Rule,
    Watch,
    level_rank,
)
from .build_conditions import Entries, Names
from .yaml_source import Node

USUAL_UNSURE = {EMERGENCY: SAME_DAY, SAME_DAY: "within_days"}
DATES = tuple[str, str]


def build_findings(entries: Entries, names: Names) -> None:
    """Read the findings; each may use those before it."""
    for name, node in entries:
        if name in names.questions:
            node.fault("name_taken", f'"{name}" is already the name of a question')
        names.findings[name] = names.condition(node)


def build_rules(
    entries: Entries, names: Names, routes: tuple[str, ...], dates: DATES, scope: bool
) -> tuple[Rule, ...]:
    return tuple(_build_rule(name, node, names, routes, dates, scope) for name, node in entries)


def _build_rule(
    name: str, node: Node, names: Names, routes: tuple[str, ...], dates: DATES, scope: bool
) -> Rule:
    fields = node.fields()
    level = _level(fields.name("level"), node)
    unsure: str | None = fields.name("unsure", USUAL_UNSURE.get(level, "none"))
    unsure_because = fields.text("unsure_because", "")
    if unsure == "none":
        unsure = None
        if level in USUAL_UNSURE and not unsure_because:
            node.fault("missing_key", "`unsure: none` needs a reason in `unsure_because`")
    elif unsure not in LEVELS or level_rank(unsure) >= level_rank(level):
        node.fault("unsure_level", f"`unsure` must be a level below {level}, or none")
        unsure = None
    rule = Rule(
        id=name,
        level=level,
        when=names.when(fields),
        say=fields.text("say"),
        unsure=unsure,
        unsure_because=unsure_because,
        go=fields.name("go", ""),
        tell=fields.text("tell", ""),
        scope=scope,
        explains=fields.flag("explains"),
        sources=fields.names("sources"),
        checked=fields.word("checked", dates[0]),
        review_by=fields.word("review_by", dates[1]),
    )
    fields.done()
    if rule.go and rule.go not in routes:
        node.fault(
            "unknown_route", f'there is no route "{shown(rule.go)}"', nearest(rule.go, routes)
        )
    if level == EMERGENCY and not (rule.go and rule.tell):
        node.fault("missing_key", "an emergency needs `go` (how) and `tell` (what to say there)")
    return rule


def build_watch(entries: Entries) -> tuple[Watch, ...]:
    watch = []
    for name, node in entries:
        fields = node.fields()
        level = _level(fields.name("level"), node)
        watch.append(Watch(name, level, fields.text("say"), fields.names("sources")))
        fields.done()
    return tuple(watch)


def _level(level: str, node: Node) -> str:
    if level in LEVELS:
        return level
    node.fault("unknown_level", f'there is no level "{shown(level)}"', nearest(level, LEVELS))
    return LEVELS[0]
