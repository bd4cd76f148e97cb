"""Look-ups in a questionnaire: parts by name, and the labels of answers."""

from __future__ import annotations

import pytest

from sciatica_cli.bank.loader import load
from sciatica_cli.core import body, model
from sciatica_cli.core.countries import OTHER_NAMES, plain
from sciatica_cli.core.frozen import FrozenMeta
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import NOBODY
from sciatica_cli.core.questions import Question
from sciatica_cli.core.routes import GENERAL_REGION, LevelText, Region, Route
from tiny import choice, number, tiny

ROUTES = Route("ambulance", "", (), (), "emergency"), Route("line", "", (), (), "advice")
REGIONS = Region("us", "United States", "911"), Region("gb", "Great Britain", "999", also=("uk",))
AGE = number("age", unit="years")
BANK = tiny((choice("a", "no", "yes"), AGE), (), routes=ROUTES, regions=REGIONS)


KINDS_OF_VALUES = [
    value for value in (*vars(model).values(), body.BodyMap) if isinstance(value, FrozenMeta)
]
EMPTY = {"str": "", "bool": False, "int": 0, "tuple": (), "Sketch": (), "None": None}


@pytest.mark.parametrize("kind", KINDS_OF_VALUES, ids=lambda kind: kind.__name__)
def test_every_default_is_empty(kind: FrozenMeta) -> None:
    """Nothing is said, flagged or limited that questions.yaml does not say."""
    wanted = {
        field: EMPTY["None" if "| None" in of else of.split("[")[0]]
        for field, of in kind.__annotations__.items()
        if field in kind.defaults
    }
    found = {field: kind.defaults[field] for field in wanted}
    found |= {field: "" for field, value in found.items() if value == NOBODY}  # says nothing
    assert repr(found) == repr(wanted)  # as text, where False is not 0


def test_levels_rank_from_the_least_severe_and_no_level_is_below_all() -> None:
    ranks = [level.rank for level in LEVELS]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_levels_compare_by_urgency_also_with_their_names() -> None:
    low, high = Level.ROUTINE, Level.WITHIN_DAYS  # the other way round in the alphabet
    for later in (high, "within_days"):
        assert low < later
        assert low <= later
        assert not low > later
        assert not low >= later
    for same in (low, "routine"):
        assert low <= same
        assert low >= same
        assert not low < same
        assert not low > same
    assert high > low
    assert not high <= low


def test_a_part_is_found_by_its_name_and_an_unknown_name_is_named() -> None:
    assert BANK.question("age") is AGE
    assert BANK.route("line") is ROUTES[1]
    with pytest.raises(KeyError, match="zebra"):
        BANK.question("zebra")
    with pytest.raises(KeyError, match="zebra"):
        BANK.route("zebra")


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_its_words(level: str) -> None:
    words: LevelText = BANK.level(level)
    assert words.title == level


@pytest.mark.parametrize("code", ["gb", "GB", "uk", "Uk", "great britain", "Great Britain"])
def test_a_region_is_found_by_code_alias_or_name_in_any_case(code: str) -> None:
    assert BANK.region(code) is REGIONS[1]


@pytest.mark.parametrize("code", ["fr", "", "  ", ".", "the"])
def test_an_unknown_region_is_none(code: str) -> None:
    assert BANK.region(code) is None


WRITTEN = {
    "gb": ["GB\r", " gb ", "Gb\n", "G.B.", "\uff27\uff22", "UK", "u.k.", "the UK", "England"],
    "us": ["U.S.A.", "usa", "America", "the United States", "United  States of America"],
    "de": ["Deutschland", "DEU", "germany\t", "\N{NO-BREAK SPACE}de"],
    "at": ["\xd6sterreich", "O\u0308STERREICH", "oesterreich"],
    "tr": ["T\xfcrkiye", "Turkey", "turkiye"],
    "nl": ["Holland", "The Netherlands"],
    "cn": ["China", "China (mainland)", "\u4e2d\u56fd"],
    "kr": ["Korea", "\ub300\ud55c\ubbfc\uad6d"],
    "no": ["NO", "norge"],
}


@pytest.mark.parametrize(
    ("code", "written"), [(code, name) for code, names in WRITTEN.items() for name in names]
)
def test_a_country_is_known_however_it_is_written(code: str, written: str) -> None:
    region = load().region(written)
    assert region is not None
    assert region.id == code


def test_no_name_stands_for_two_countries() -> None:
    regions = load().regions
    names = [(plain(name), r.id) for r in regions for name in (r.id, r.name, *r.also)]
    names += [(plain(n), code) for code, text in OTHER_NAMES.items() for n in text.split(";")]
    codes: dict[str, set[str]] = {}
    for name, code in names:
        codes.setdefault(name, set()).add(code)
    assert {name: found for name, found in codes.items() if len(found) > 1} == {}
    assert {code for _, code in names} == {region.id for region in regions}


def test_the_name_of_the_general_advice_is_a_promise_to_authors() -> None:
    assert GENERAL_REGION == "other"  # every questions file must have this region
    assert [region.id for region in load().regions if region.is_general] == [GENERAL_REGION]


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (BANK.questions[0], "yes", "YES"),
        (BANK.questions[0], "unsure", "Not sure"),
        (AGE, 42, "42 years"),
        (number("pain"), 7, "7"),
    ],
)
def test_an_answer_is_shown_with_the_labels_that_were_read(
    question: Question, value: object, words: str
) -> None:
    assert question.label(value) == words


def test_a_value_that_cannot_be_chosen_has_no_label() -> None:
    with pytest.raises(KeyError, match="maybe"):
        BANK.questions[0].label("maybe")
