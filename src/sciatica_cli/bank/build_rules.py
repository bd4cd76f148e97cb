"""Everything that follows from answers: findings, scores, rules, causes, verdicts, advice."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import (
    EMERGENCY,
    LEVELS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    SAME_DAY,
    Advice,
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Cause,
    Caution,
    Condition,
    Massage,
    Not,
    Point,
    Rule,
    Score,
    Treatment,
    Watch,
    level_rank,
)
from .build_conditions import NEVER, Names
from .reach import greatest_sum
from .yaml_source import Fields, Node

Entries = list[tuple[str, Node]]
USUAL_UNSURE = {EMERGENCY: SAME_DAY, SAME_DAY: "within_days"}
GRADES = ("high", "moderate", "low", "very_low")
DATES = tuple[str, str]


def build_findings(entries: Entries, names: Names) -> None:
    """Read the findings; each may use those before it."""
    for name, node in entries:
        if name in names.questions:
            node.fault("name_taken", f'"{name}" is already the name of a question')
        names.findings[name] = names.condition(node)


def build_scores(entries: Entries, names: Names) -> tuple[Score, ...]:
    for name, node in entries:
        if name in names.questions or name in names.findings:
            node.fault("name_taken", f'"{name}" is already the name of a question or finding')
        names.scores[name] = _build_score(name, node, names)
    return tuple(names.scores.values())


def _build_score(name: str, node: Node, names: Names) -> Score:
    fields = node.fields()
    points = _points(fields.entries("points"), names)
    caps_node = fields.entries("caps")
    caps = []
    for cap, value in caps_node:
        inner = value.fields()
        caps.append((Point(cap, _when(inner, names), 0, inner.text("because")), inner.name("band")))
        inner.done()
    score = Score(
        id=name,
        title=fields.text("title"),
        points=points,
        bands=_bands(fields.entries("bands"), points, caps, node, names),
        caps=tuple(cap for cap, _ in caps),
        maximum=greatest_sum(points, names.questions),
        about=fields.text("about", ""),
        sources=fields.names("sources"),
    )
    fields.done()
    return score


def _points(entries: Entries, names: Names) -> tuple[Point, ...]:
    points = []
    for name, node in entries:
        fields = node.fields()
        add = fields.integer("add", 0)
        points.append(Point(name, _when(fields, names), add, fields.text("because")))
        fields.done()
    return tuple(points)


def _bands(
    entries: Entries,
    points: tuple[Point, ...],
    caps: list[tuple[Point, str]],
    node: Node,
    names: Names,
) -> tuple[Band, ...]:
    """Bands from lowest to highest; reaching one includes reaching a higher one, caps apart."""
    reached: list[tuple[str, str, str, Condition]] = []
    for name, value in entries:
        fields = value.fields()
        when, start = fields.get("when"), fields.get("from")
        if when is not None:
            condition = names.condition(when)
        elif start is not None:
            condition = _sum_at_least(points, start)
        else:
            condition = NEVER
            if reached:
                value.fault("missing_key", "every band but the first needs `when` or `from`")
        reached.append((name, fields.text("label"), fields.text("say", ""), condition))
        fields.done()
    if not reached:
        node.fault("missing_key", "`bands` is missing")
        return (Band("", "", NEVER),)
    ids = [name for name, _, _, _ in reached]
    for cap, band in caps:
        if band not in ids:
            node.fault("unknown_band", f'cap "{cap.id}": there is no band "{shown(band)}"')
    bands = []
    for place, (name, label, say, _) in enumerate(reached):
        at_least: Condition = AnyOf(tuple(condition for _, _, _, condition in reached[place:]))
        stops = [cap.when for cap, band in caps if band in ids and ids.index(band) < place]
        if stops:
            at_least = AllOf((at_least, *(Not(stop) for stop in stops)))
        bands.append(Band(name, label, at_least, say))
    return tuple(bands)


def _sum_at_least(points: tuple[Point, ...], start: Node) -> Condition:
    """The sum of the points reaches a number, as a count: a point weighs by standing in it often.

    A point taken away counts when it does not hold, with the bound raised by as much.
    """
    parts: list[Condition] = []
    bound = start.integer()
    for point in points:
        parts += [point.when if point.add > 0 else Not(point.when)] * abs(point.add)
        bound += max(0, -point.add)
    if not 1 <= bound <= len(parts):
        start.fault("out_of_reach", "this sum is always or never reached")
        return NEVER
    return AtLeast(bound, tuple(parts))


def _when(fields: Fields, names: Names) -> Condition:
    node = fields.need("when")
    return names.condition(node) if node else NEVER


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
        when=_when(fields, names),
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


def build_causes(entries: Entries, names: Names) -> tuple[Cause, ...]:
    causes = []
    for name, node in entries:
        fields = node.fields()
        strong = fields.need("strong")
        cause = Cause(
            id=name,
            title=fields.text("title"),
            strong=names.condition(strong) if strong else NEVER,
            some=names.optional(fields.get("some")),
            say=fields.text("say"),
            pointer=fields.flag("pointer"),
            because=_points(fields.entries("because"), names),
            sources=fields.names("sources"),
        )
        fields.done()
        causes.append(cause)
    return tuple(causes)


def build_massage(node: Node, names: Names) -> Massage:
    fields = node.fields()
    treatment = _treatment("massage", fields, names, MASSAGE_VERDICTS, "yes")
    massage = Massage(
        treatment=treatment,
        verdicts=tuple(Advice(name, text.text()) for name, text in fields.entries("verdicts")),
        how=build_advice(fields.entries("how"), names),
        choose=_sentences(fields, "choose"),
        tell=_sentences(fields, "tell"),
        stop=_sentences(fields, "stop"),
        risks=_risks(fields.entries("risks")),
    )
    fields.done()
    return massage


def _sentences(fields: Fields, key: str) -> tuple[Advice, ...]:
    return tuple(Advice(name, text.text()) for name, text in fields.entries(key))


def _risks(entries: Entries) -> tuple[Advice, ...]:
    risks = []
    for name, node in entries:
        fields = node.fields()
        risks.append(Advice(name, fields.text("say"), sources=fields.names("sources")))
        fields.done()
    return tuple(risks)


def build_options(entries: Entries, names: Names) -> tuple[Treatment, ...]:
    options = []
    for name, node in entries:
        fields = node.fields()
        verdict = fields.name("verdict")
        if verdict not in OPTION_VERDICTS:
            node.fault(
                "unknown_verdict",
                f'there is no verdict "{shown(verdict)}"',
                nearest(verdict, OPTION_VERDICTS),
            )
        as_massage = fields.name("same_as", "") == "massage"
        options.append(_treatment(name, fields, names, OPTION_VERDICTS, verdict, as_massage))
        fields.done()
    return tuple(options)


def _treatment(
    name: str,
    fields: Fields,
    names: Names,
    verdicts: tuple[str, ...],
    verdict: str,
    as_massage: bool = False,
) -> Treatment:
    cautions = []
    for caution, node in fields.entries("cautions"):
        inner = node.fields()
        given = inner.name("verdict")
        if given not in verdicts:
            node.fault(
                "unknown_verdict", f'there is no verdict "{shown(given)}"', nearest(given, verdicts)
            )
        when, say = _when(inner, names), inner.text("say")
        cautions.append(Caution(caution, given, when, say, inner.names("sources")))
        inner.done()
    return Treatment(
        id=name,
        title=fields.text("title"),
        verdict=verdict,
        evidence=_grade(fields),
        size=fields.text("size"),
        effect=fields.text("effect"),
        article=fields.text("article", ""),
        cautions=tuple(cautions),
        comfort=fields.flag("comfort"),
        as_massage=as_massage,
        sources=fields.names("sources"),
    )


def _grade(fields: Fields) -> str:
    grade = fields.name("evidence")
    if grade not in GRADES:
        fields.node.fault("unknown_grade", f"evidence is one of {', '.join(GRADES)}")
    return grade


def build_advice(entries: Entries, names: Names) -> tuple[Advice, ...]:
    advice = []
    for name, node in entries:
        fields = node.fields()
        when = names.optional(fields.get("when"))
        slot = fields.name("slot", "")
        advice.append(
            Advice(
                name,
                fields.text("say"),
                slot,
                when,
                fields.names("sources"),
                fields.flag("if_unsure"),
                fields.flag("urgent"),
            )
        )
        fields.done()
    return tuple(advice)


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
