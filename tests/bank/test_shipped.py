"""Requirements on the questions that are shipped with the program."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sciatica_cli.bank.build import build
from sciatica_cli.core.conditions import UNSURE
from sciatica_cli.core.levels import EMERGENCY, LEVELS, SAME_DAY
from sciatica_cli.core.model import Caution, Questionnaire, Treatment
from sciatica_cli.core.questions import NONE

MAX_LINES = 12  # of a list of ticks


@pytest.fixture(scope="module")
def bank() -> Questionnaire:
    """Build the file itself, ignoring its compiled copy."""
    data = (Path(__file__).parents[2] / "questions.yaml").read_bytes()
    return build(data, "questions.yaml", shipped=True)


def treatments(bank: Questionnaire) -> tuple[Treatment, ...]:
    return (bank.massage.treatment, *bank.options)


def cautions(bank: Questionnaire) -> Iterator[tuple[str, Caution]]:
    for treatment in treatments(bank):
        yield from ((f"{treatment.id}/{caution.id}", caution) for caution in treatment.cautions)


# ------------------------------------------------ questions


def test_every_label_fits_on_a_line_of_a_list(bank: Questionnaire) -> None:
    """Lint warns of those of 60 characters or more that name no time."""
    labels = [q.label(value) for q in bank.questions for value in q.values]
    assert [label for label in labels if len(label) > 74] == []


def test_every_list_of_ticks_fits_on_a_screen_and_offers_none_of_these(
    bank: Questionnaire,
) -> None:
    for question in bank.questions:
        if question.kind == "many":
            assert len(question.choices) + bool(question.unsure) <= MAX_LINES, question.id
            assert NONE in [choice.id for choice in question.choices], question.id


def test_every_danger_question_says_which_answers_are_harmless(bank: Questionnaire) -> None:
    silent = [q.id for q in bank.questions if q.danger and q.kind != "many" and not q.harmless]
    assert silent == []


def test_the_first_answer_to_a_danger_question_is_harmless(bank: Questionnaire) -> None:
    for question in bank.questions:
        if question.danger and question.kind != "many":
            assert question.choices[0].id in question.harmless, question.id


def test_people_who_are_not_sure_of_a_danger_sign_get_a_check_to_try(bank: Questionnaire) -> None:
    danger = [question for question in bank.questions if question.danger]
    assert [q.id for q in danger if q.unsure.startswith("Not sure") and not q.check] == []


def test_a_danger_question_without_not_sure_says_what_to_choose_in_doubt(
    bank: Questionnaire,
) -> None:
    """A line covers it ("or I cannot say when"), or the help says which line to choose."""
    doubt = re.compile(r"I cannot (say|tell)|(not sure|lines fit), choose the lower")
    for question in bank.questions:
        if question.danger and question.kind == "choice" and UNSURE not in question.values:
            labels = map(question.label, question.values)
            assert doubt.search(" ".join((question.why, *labels))), question.id


def test_every_question_says_why_it_is_asked(bank: Questionnaire) -> None:
    assert [question.id for question in bank.questions if not question.why] == []


def test_danger_signs_are_asked_first(bank: Questionnaire) -> None:
    first = bank.sections[0].id
    danger = [q.danger for q in bank.questions if q.section == first]
    assert danger[0]
    assert sum(danger) > len(danger) / 2


# ------------------------------------------------ sources and dates


def test_every_judgement_cites_a_source(bank: Questionnaire) -> None:
    advice = (*bank.massage.how, *bank.massage.risks, *bank.what_now, *bank.watch_for)
    citing = [
        *((question.id, question.sources) for question in bank.questions),
        *((rule.id, rule.sources) for rule in bank.rules),
        *((score.id, score.sources) for score in bank.scores),
        *((measure.id, measure.sources) for measure in bank.measures),
        *((cause.id, cause.sources) for cause in bank.causes),
        *((treatment.id, treatment.sources) for treatment in treatments(bank)),
        *((name, caution.sources) for name, caution in cautions(bank)),
        *((item.id, item.sources) for item in advice),
        ("body", bank.body.sources if bank.body else ()),
    ]
    assert [name for name, sources in citing if not sources] == []
    known = {source.id for source in bank.sources}
    assert {name for _, sources in citing for name in sources} == known


def test_everything_with_a_check_date_has_a_review_date(bank: Questionnaire) -> None:
    for dated in (bank, *bank.rules, *bank.regions, *bank.sources):
        checked = datetime.date.fromisoformat(dated.checked)
        assert checked <= datetime.date.fromisoformat(dated.review_by)


# ------------------------------------------------ levels, routes, numbers


def test_every_emergency_says_where_to_go_and_what_to_say(bank: Questionnaire) -> None:
    emergencies = [rule for rule in bank.rules if rule.level == EMERGENCY]
    assert emergencies
    assert [rule.id for rule in emergencies if not (rule.go and rule.tell)] == []


def test_every_same_day_rule_has_a_route_and_a_sentence(bank: Questionnaire) -> None:
    today = [rule for rule in bank.rules if rule.level == SAME_DAY]
    assert [rule.id for rule in today if not rule.tell] == []
    assert bank.level(SAME_DAY).go


def test_every_level_has_a_deadline(bank: Questionnaire) -> None:
    assert tuple(level.id for level in bank.levels) == LEVELS
    deadlines = [level.deadline for level in bank.levels]
    assert all(deadlines)
    assert len(set(deadlines)) == len(LEVELS)


def test_every_route_leads_to_a_number(bank: Questionnaire) -> None:
    general = bank.region("other")
    assert general is not None
    for route in bank.routes:
        assert getattr(general, route.number) or route.number == "advice", route.id


def test_every_region_has_an_emergency_number(bank: Questionnaire) -> None:
    assert [region.id for region in bank.regions if not region.emergency] == []
    other = [region for region in bank.regions if region.id != "other"]
    assert [region.id for region in other if not any(map(str.isdigit, region.emergency))] == []


def test_numbers_marked_as_uncertain_exist(bank: Questionnaire) -> None:
    for region in bank.regions:
        assert [cell for cell in region.uncertain if not getattr(region, cell)] == [], region.id


def test_regions_are_found_by_code_and_alias(bank: Questionnaire) -> None:
    gb = bank.region("gb")
    assert gb is not None
    assert gb == bank.region("GB") == bank.region("uk") == bank.region("UK")
    assert bank.region("ng") is None


def test_no_region_code_stands_for_two_countries(bank: Questionnaire) -> None:
    codes = [code for region in bank.regions for code in (region.id, *region.also)]
    assert len(codes) == len(set(codes))


# ------------------------------------------------ the page


def test_the_leading_scores_of_the_page_exist(bank: Questionnaire) -> None:
    scores = {score.id for score in bank.scores}
    assert {bank.page.headline_score, bank.page.impact_score} <= scores


def test_no_probability_is_given_in_percent(bank: Questionnaire) -> None:
    said = [
        *(text for score in bank.scores for text in (score.title, score.about)),
        *(text for score in bank.scores for band in score.bands for text in (band.label, band.say)),
        *(text for cause in bank.causes for text in (cause.title, cause.say)),
    ]
    assert [text for text in said if "%" in text] == []


def test_the_program_knows_no_question_by_name(bank: Questionnaire, root: Path) -> None:
    names = {question.id for question in bank.questions}
    spoken = {
        (path.name, node.value)
        for path in (root / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert spoken == set()
