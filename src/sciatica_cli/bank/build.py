"""questions.yaml -> Questionnaire, with every fault in it found at once."""

from __future__ import annotations

import hashlib

from ..core.faults import nearest, shown
from ..core.model import (
    LEVELS,
    LevelText,
    Page,
    Questionnaire,
    Region,
    Route,
    Section,
    Source,
)
from .build_body import build_body
from .build_conditions import Names
from .build_questions import build_questions
from .build_relief import build_advice, build_massage, build_options
from .build_rules import build_findings, build_rules, build_watch
from .build_scores import build_causes, build_scores
from .shape import Values
from .shape_file import FILE
from .yaml_source import Node, read_yaml


def build(data: bytes, name: str, shipped: bool = False) -> Questionnaire:
    """Read and check a questions file.

    Args:
        data: the file, UTF-8.
        name: what faults call it.
        shipped: whether these are the questions that come with the program.

    Raises:
        FaultError: with every fault found, each at its line and column.
    """
    return build_from(read_yaml(data, name), hashlib.sha256(data).hexdigest(), shipped)


def build_from(root: Node, sha256: str, shipped: bool = False) -> Questionnaire:
    """The same from a file that has been parsed."""
    file = FILE.read(root)
    names = Names()
    sections = tuple(Section(id=name, **section) for name, section in file["sections"].items())
    levels = _levels(file["levels"], root)
    routes = _routes(file["routes"])
    ways = tuple(route.id for route in routes)
    _check_ways(file["levels"], ways)
    questions = build_questions(file["questions"], tuple(file["sections"]), names)
    build_findings(file["findings"], names)
    scores = build_scores(file["scores"], names)
    scope = build_rules(file["scope_rules"], names, ways, file, scope=True)
    rules = build_rules(file["care_rules"], names, ways, file, scope=False)
    causes = build_causes(file["causes"], names)
    body = build_body(file["body"], names)
    names.levels_allowed = True
    questionnaire = Questionnaire(
        title=file["title"],
        version=file["version"],
        sha256=sha256,
        shipped=shipped,
        intro=tuple(file["intro"].values()),
        sections=sections,
        questions=questions,
        scores=scores,
        rules=(*rules, *scope),
        causes=causes,
        massage=build_massage(file["massage"], names),
        options=build_options(file["options"], names),
        what_now=build_advice(file["what_now"], names),
        watch_for=build_watch(file["watch_for"]),
        levels=levels,
        routes=routes,
        regions=_regions(file),
        sources=_sources(file),
        page=_page(file["page"], names),
        checked=file["checked"],
        review_by=file["review_by"],
        body=body,
    )
    _check_sources(root, questionnaire)
    _check_rule_names(root, questionnaire)
    if root.source.faults:
        raise root.source.stop()
    return questionnaire


def _levels(levels: Values, root: Node) -> tuple[LevelText, ...]:
    if tuple(levels) != LEVELS:
        root.fault("bad_levels", f"`levels` must be {', '.join(LEVELS)}, in this order")
    return tuple(LevelText(id=name, **level) for name, level in levels.items())


def _routes(routes: Values) -> tuple[Route, ...]:
    return tuple(
        Route(
            id=name,
            **(
                route | {"do": tuple(route["do"].values()), "avoid": tuple(route["avoid"].values())}
            ),
        )
        for name, route in routes.items()
    )


def _regions(file: Values) -> tuple[Region, ...]:
    return tuple(
        Region(id=name, seen=region.pop("from"), **(region | _dates(region, file)))
        for name, region in file["regions"].items()
    )


def _sources(file: Values) -> tuple[Source, ...]:
    return tuple(
        Source(id=name, **(source | _dates(source, file)))
        for name, source in file["sources"].items()
    )


def _dates(read: Values, file: Values) -> dict[str, str]:
    """The dates of the file count for everything that has none of its own."""
    return {key: read[key] or file[key] for key in ("checked", "review_by")}


def _page(read: Values, names: Names) -> Page:
    known = tuple(names.scores)
    for role in (read["headline_score"], read["impact_score"]):
        if role and role not in known:
            message = f'there is no score "{shown(role)}"'
            read.fault("unknown_score", message, nearest(role, known))
    return Page(**read)


def _check_ways(levels: Values, routes: tuple[str, ...]) -> None:
    for level in levels.values():
        go = level["go"]
        if go and go not in routes:
            level.fault("unknown_route", f'there is no route "{shown(go)}"', nearest(go, routes))


def _check_sources(root: Node, questionnaire: Questionnaire) -> None:
    """Every source that is named must be listed; faults stand at the name."""
    known = tuple(source.id for source in questionnaire.sources)
    for key, value in root.pairs():
        if key.word() != "sources":
            _check_named_sources(value, known)


def _check_named_sources(node: Node, known: tuple[str, ...]) -> None:
    if node.is_sequence():
        for item in node.items():
            _check_named_sources(item, known)
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
            _check_named_sources(value, known)


def _check_rule_names(root: Node, questionnaire: Questionnaire) -> None:
    seen: set[str] = set()
    for rule in questionnaire.rules:
        if rule.id in seen:
            root.fault("name_taken", f'two rules are called "{rule.id}"')
        seen.add(rule.id)
