"""Builds a Questionnaire from questions.yaml and reports all its faults together."""

from __future__ import annotations

import hashlib

from ..core.faults import nearest, shown
from ..core.levels import LEVELS, Level
from ..core.model import GENERAL_REGION, LevelText, Page, Questionnaire, Region, Route, Source
from .build_body import build_body
from .build_conditions import Entries, Names
from .build_questions import build_questions, build_sections
from .build_relief import build_advice, build_massage, build_options
from .build_rules import DATES, build_findings, build_rules, build_watch
from .build_scores import build_causes, build_scores
from .yaml_source import Node, read_yaml

NUMBERS = ("emergency", "advice", "crisis", "maternity")  # phone numbers of a region


def build(data: bytes, name: str, shipped: bool = False) -> Questionnaire:
    """Read and check a questions file.

    Args:
        data: the contents of the file, in UTF-8.
        name: the file name to show in faults.
        shipped: whether this is the file that comes with the program.

    Raises:
        FaultError: lists all faults with their lines and columns.
    """
    return build_from(read_yaml(data, name), hashlib.sha256(data).hexdigest(), shipped)


def build_from(root: Node, sha256: str, shipped: bool = False) -> Questionnaire:
    """Like `build`, from a parsed file; `sha256` is the checksum of its bytes."""
    fields = root.fields()
    names = Names()
    dates = (fields.word("checked", ""), fields.word("review_by", ""))
    sections = build_sections(fields.entries("sections"))
    levels = _levels(fields.entries("levels"), root)
    routes = _routes(fields.entries("routes"))
    route_ids = tuple(route.id for route in routes)
    questions = build_questions(fields.entries("questions"), sections, names)
    build_findings(fields.entries("findings"), names)
    scores = build_scores(fields.entries("scores"), names)
    scope = build_rules(fields.entries("scope_rules"), names, route_ids, dates, scope=True)
    rules = build_rules(fields.entries("care_rules"), names, route_ids, dates, scope=False)
    causes = build_causes(fields.entries("causes"), names)
    body = build_body(fields.get("body"), names)
    names.levels_allowed = True
    massage_node = fields.need("massage")
    if not (questions and rules and massage_node):
        root.fault("missing_key", "`questions`, `care_rules` and `massage` are required")
        raise root.source.stop()
    questionnaire = Questionnaire(
        title=fields.text("title"),
        version=fields.word("version", ""),
        sha256=sha256,
        shipped=shipped,
        intro=fields.texts("intro"),
        sections=sections,
        questions=questions,
        scores=scores,
        rules=(*rules, *scope),
        causes=causes,
        massage=build_massage(massage_node, names),
        options=build_options(fields.entries("options"), names),
        what_now=build_advice(fields.entries("what_now"), names),
        watch_for=build_watch(fields.entries("watch_for")),
        levels=levels,
        routes=routes,
        regions=_regions(fields.entries("regions"), dates),
        sources=_sources(fields.entries("sources"), dates),
        page=_page(fields.need("page"), names),
        checked=dates[0],
        review_by=dates[1],
        body=body,
    )
    fields.done()
    _check_routes(root, questionnaire)
    _check_sources(root, questionnaire)
    _check_rule_names(root, questionnaire)
    if questionnaire.region(GENERAL_REGION) is None:
        root.fault("missing_key", f"`regions` needs `{GENERAL_REGION}`, for an unknown country")
    if root.source.faults:
        raise root.source.stop()
    return questionnaire


def _levels(entries: Entries, root: Node) -> tuple[LevelText, ...]:
    if tuple(name for name, _ in entries) != LEVELS:
        root.fault("bad_levels", f"`levels` must be {', '.join(LEVELS)}, in this order")
    levels = []
    for name, node in entries:
        fields = node.fields()
        title, deadline, do = fields.text("title"), fields.text("deadline"), fields.text("do")
        again = fields.text("look_again", "")
        go = fields.name("go", "")
        if name in LEVELS:
            levels.append(LevelText(Level(name), title, deadline, do, again, go))
        fields.done()
    return tuple(levels)


def _routes(entries: Entries) -> tuple[Route, ...]:
    routes = []
    for name, node in entries:
        fields = node.fields()
        do, avoid = fields.texts("do"), fields.texts("avoid")
        route = Route(
            id=name,
            title=fields.text("title"),
            do=do,
            avoid=avoid,
            number=fields.name("number"),
            also=fields.name("also", ""),
            look_again=fields.text("look_again", ""),
            own_page=fields.flag("own_page"),
        )
        routes.append(route)
        fields.done()
    return tuple(routes)


def _regions(entries: Entries, dates: DATES) -> tuple[Region, ...]:
    regions = []
    for name, node in entries:
        fields = node.fields()
        region = Region(
            id=name,
            name=fields.text("name"),
            emergency=fields.text("emergency"),
            advice=fields.text("advice", ""),
            crisis=fields.text("crisis", ""),
            maternity=fields.text("maternity", ""),
            also=fields.names("also"),
            uncertain=fields.names("uncertain"),
            seen=fields.text("from"),
            certainty=fields.name("certainty"),
            checked=fields.word("checked", dates[0]),
            review_by=fields.word("review_by", dates[1]),
        )
        fields.done()
        for number in region.uncertain:
            if number not in NUMBERS:
                message = f'uncertain: a region has no "{shown(number)}"'
                node.fault("unknown_number", message, nearest(number, NUMBERS))
        regions.append(region)
    return tuple(regions)


def _sources(entries: Entries, dates: DATES) -> tuple[Source, ...]:
    sources = []
    for name, node in entries:
        fields = node.fields()
        source = Source(
            id=name,
            cite=fields.text("cite"),
            year=fields.word("year", ""),
            link=fields.text("link"),
            certainty=fields.name("certainty"),
            checked=fields.word("checked", dates[0]),
            review_by=fields.word("review_by", dates[1]),
        )
        fields.done()
        sources.append(source)
    return tuple(sources)


def _page(node: Node | None, names: Names) -> Page:
    if node is None:
        return Page("", "", "", "", "")
    fields = node.fields()
    page = Page(
        headline_score=fields.name("headline_score"),
        impact_score=fields.name("impact_score"),
        until_seen=fields.text("until_seen"),
        no_danger=fields.text("no_danger"),
        tell_unsure=fields.text("tell_unsure"),
    )
    fields.done()
    for role in (page.headline_score, page.impact_score):
        if role not in names.scores:
            node.fault(
                "unknown_score",
                f'there is no score "{shown(role)}"',
                nearest(role, tuple(names.scores)),
            )
    return page


def _check_routes(root: Node, questionnaire: Questionnaire) -> None:
    """Check that levels name existing routes, and routes existing phone numbers."""
    ids = tuple(route.id for route in questionnaire.routes)
    for level in questionnaire.levels:
        if level.go and level.go not in ids:
            root.fault(
                "unknown_route", f'levels: there is no route "{level.go}"', nearest(level.go, ids)
            )
    for route in questionnaire.routes:
        for number in (route.number, route.also):
            if number and number not in NUMBERS:
                hint = nearest(number, NUMBERS)
                root.fault("unknown_number", f'routes: regions have no "{shown(number)}"', hint)


def _check_sources(root: Node, questionnaire: Questionnaire) -> None:
    """Check that every cited source is listed, outside the list of sources itself."""
    known = tuple(source.id for source in questionnaire.sources)
    for key, value in root.pairs():
        if key.word() != "sources":
            _check_cited(value, known)


def _check_cited(node: Node, known: tuple[str, ...]) -> None:
    if node.is_sequence():
        for item in node.items():
            _check_cited(item, known)
    if not node.is_mapping():
        return
    for key, value in node.pairs():
        if key.word() == "sources":
            for item in value.items():
                name = item.word()
                if name not in known:
                    item.fault(
                        "unknown_source",
                        f'there is no source "{shown(name)}"',
                        nearest(name, known),
                    )
        else:
            _check_cited(value, known)


def _check_rule_names(root: Node, questionnaire: Questionnaire) -> None:
    seen: set[str] = set()
    for rule in questionnaire.rules:
        if rule.id in seen:
            root.fault("name_taken", f'two rules are called "{rule.id}"')
        seen.add(rule.id)
