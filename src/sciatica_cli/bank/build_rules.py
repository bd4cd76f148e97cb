"""Builds the findings, the care and scope rules, and the watch list."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.levels import EMERGENCY, LEVELS, LOWEST, SAME_DAY, Level
from ..core.model import Rule, Watch
from ..core.questions import NONE
from .build_conditions import Entries, Names
from .yaml_source import Node

DEFAULT_UNSURE = {EMERGENCY: SAME_DAY, SAME_DAY: Level.WITHIN_DAYS}
DATES = tuple[str, str]


def build_findings(entries: Entries, names: Names) -> None:
    """Add the findings to `names`; each can use the ones above it."""
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
    unsure: Level | None = None
    given = fields.name("unsure", DEFAULT_UNSURE.get(level, NONE))
    unsure_because = fields.text("unsure_because", "")
    if given == NONE:
        if level in DEFAULT_UNSURE and not unsure_because:
            node.fault("missing_key", "`unsure: none` needs a reason in `unsure_because`")
    elif given in LEVELS[: level.rank]:
        unsure = Level(given)
    else:
        node.fault("unsure_level", f"`unsure` must be a level below {level}, or none")
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


def _level(level: str, node: Node) -> Level:
    if level in LEVELS:
        return Level(level)
    node.fault("unknown_level", f'there is no level "{shown(level)}"', nearest(level, LEVELS))
    return LOWEST
