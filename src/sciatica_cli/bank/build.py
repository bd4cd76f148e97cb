"""Builds a Questionnaire from questions.yaml and reports all its faults together."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from ..core.levels import LEVELS, Level
from ..core.model import Page, Questionnaire, Section, Source
from ..core.routes import LevelText, Region, Route
from .build_body import build_body, build_sketches
from .build_conditions import KnownNames
from .build_measures import build_measures
from .build_questions import build_questions
from .build_relief import build_advice, build_massage, build_options
from .build_rules import build_findings, build_rules, build_watch, dates_of
from .build_scores import build_causes, build_scores
from .build_sheet import build_sheet
from .shape_file import FILE
from .values import Values
from .yaml_source import Node, read_yaml


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
    file = FILE.read(root)
    names = KnownNames()
    questions = build_questions(file["questions"], tuple(file["sections"]), names)
    build_findings(file["findings"], names)
    scores = build_scores(file["scores"], names)
    measures = build_measures(file["measures"], names)
    scope = build_rules(file["scope_rules"], names, file, scope=True)
    rules = build_rules(file["care_rules"], names, file, scope=False)
    causes = build_causes(file["causes"], names)
    body = build_body(file["body"], names)
    names.levels_allowed = True
    questionnaire = Questionnaire(
        title=file["title"],
        version=file["version"],
        sha256=sha256,
        shipped=shipped,
        intro=tuple(file["intro"].values()),
        sections=tuple(Section(id=name, **section) for name, section in file["sections"].items()),
        questions=questions,
        scores=scores,
        rules=(*rules, *scope),
        causes=causes,
        massage=build_massage(file["massage"], names),
        options=build_options(file["options"], names),
        what_now=build_advice(file["what_now"], names, build_sketches(file["sketches"])),
        watch_for=build_watch(file["watch_for"]),
        levels=_levels(file["levels"], tuple(file["routes"])),
        routes=_routes(file["routes"]),
        regions=_regions(file),
        sources=_sources(file),
        page=_page(file["page"], names),
        checked=file["checked"],
        review_by=file["review_by"],
        body=body,
        sheet=build_sheet(file["sheet"], names),
        measures=measures,
    )
    _check_sources(root, questionnaire)
    _check_rule_names(file)
    if root.source.faults:
        raise root.source.error()
    return questionnaire


def _levels(levels: Values, routes: tuple[str, ...]) -> tuple[LevelText, ...]:
    if tuple(levels) != LEVELS:
        levels.fault("bad_levels", f"`levels` must be {', '.join(LEVELS)}, in this order")
    for level in levels.values():
        level.check("go", "route", routes)
    return tuple(
        LevelText(id=Level(name), **(level | {"act": tuple(level["act"].values())}))
        for name, level in levels.items()
        if name in LEVELS
    )


def _routes(routes: Values) -> tuple[Route, ...]:
    sentences = ("do", "avoid")
    for route in routes.values():
        route.check("replaces", "route", tuple(routes))
    return tuple(
        Route(id=name, **(route | {key: tuple(route[key].values()) for key in sentences}))
        for name, route in routes.items()
    )


def _regions(file: Values) -> tuple[Region, ...]:
    return tuple(
        Region(id=name, numbers_from=region.pop("from"), **(region | dates_of(region, file)))
        for name, region in file["regions"].items()
    )


def _sources(file: Values) -> tuple[Source, ...]:
    return tuple(
        Source(id=name, **(source | dates_of(source, file)))
        for name, source in file["sources"].items()
    )


def _page(page: Values, names: KnownNames) -> Page:
    for role in ("headline_score", "impact_score"):
        page.check(role, "score", names.scores)
    return Page(**page)


def _check_sources(root: Node, questionnaire: Questionnaire) -> None:
    """Check that every cited source is listed, outside the list of sources itself."""
    known = {source.id: source for source in questionnaire.sources}
    for key, value in root.pairs():
        if key.word() != "sources":
            _check_cited(value, known)


def _check_cited(node: Node, known: Collection[str]) -> None:
    if node.is_sequence():
        for item in node.items():
            _check_cited(item, known)
    if not node.is_mapping():
        return
    for key, value in node.pairs():
        if key.word() == "sources":
            for item in value.items():
                item.check_known("source", item.word(), known)
        else:
            _check_cited(value, known)


def _check_rule_names(file: Values) -> None:
    for name in file["scope_rules"].keys() & file["care_rules"].keys():
        file["care_rules"].fault("name_taken", f'two rules are called "{name}"', key=name)
