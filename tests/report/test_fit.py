"""Fitting a page into lines: what matters least goes first, and what matters stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reading import count_lines
from sciatica_cli.report.blocks import Block, Bullet, Paragraph, Section, walk
from sciatica_cli.report.fit import KEEP, Part, Parts, SectionPart, blocks_of, fit
from tiny import examples

LOW, HIGH = 1, 2


def text(name: str, rank: int = KEEP) -> Part:
    return Part(Paragraph(name), rank)


def names(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in walk(blocks):
        found.append(block.heading if isinstance(block, Section) else getattr(block, "text", ""))
    return found


def fitted(parts: Parts, lines: int) -> list[str]:
    return names(fit(parts, lines, count_lines))


def test_what_fits_stays_as_it_is() -> None:
    parts = (text("a", LOW), SectionPart("B", (text("c", HIGH),), LOW), text("d"))
    assert fit(parts, 5, count_lines) == blocks_of(parts)


def test_empty_lines_go_before_any_words() -> None:
    parts = (text("a", LOW), SectionPart("B", (text("c"),)))
    assert count_lines(blocks_of(parts)) == 4
    assert fitted(parts, 3) == ["a", "B", "c"]
    assert count_lines(fit(parts, 3, count_lines)) == 3


def test_the_lowest_rank_goes_first_wherever_it_is() -> None:
    parts = (text("a", HIGH), SectionPart("B", (text("c", LOW), text("d"))), text("e", HIGH))
    assert fitted(parts, 4) == ["a", "B", "d", "e"]


def test_of_one_rank_the_last_goes_first() -> None:
    parts = (text("a", LOW), text("b", LOW), text("c"), text("d", LOW))
    assert fitted(parts, 3) == ["a", "b", "c"]
    assert fitted(parts, 2) == ["a", "c"]
    inside = (SectionPart("A", (text("b", LOW), text("c", LOW), text("d"))),)
    assert fitted(inside, 3) == ["A", "b", "d"]


def test_a_section_goes_with_its_last_part() -> None:
    parts = (text("a"), SectionPart("B", (text("c", LOW),)))
    assert fitted(parts, 2) == ["a"]


def test_a_section_with_a_rank_goes_as_a_whole() -> None:
    parts = (text("a"), SectionPart("B", (text("c"), text("d")), LOW), text("e"))
    assert fitted(parts, 4) == ["a", "e"]


def test_what_must_stay_does_so_even_if_it_is_too_long() -> None:
    parts = (text("a"), text("b"), SectionPart("C", (text("d"), text("e", HIGH))))
    assert fitted(parts, 1) == ["a", "b", "C", "d"]


def test_lines_are_counted_as_they_will_be_written() -> None:
    parts = (text("a", LOW), text("b"))
    assert names(fit(parts, 20, lambda blocks: 10 * len(blocks))) == ["a", "b"]
    assert names(fit(parts, 10, lambda blocks: 10 * len(blocks))) == ["b"]


def test_a_shorter_block_takes_the_place_of_one_that_goes() -> None:
    parts = (text("a"), Part(Paragraph("long " * 40), LOW, instead=Part(Paragraph("short"))))
    assert fitted(parts, 4)[1].startswith("long")
    assert fitted(parts, 2) == ["a", "short"]
    assert fitted(parts, 1) == ["a", "short"], "the shorter one stays"


def test_parts_go_from_a_section_inside_a_section() -> None:
    inner = SectionPart("B", (text("c", LOW), text("d")))
    parts = (SectionPart("A", (inner, SectionPart("E", (text("f", LOW),)))),)
    assert fitted(parts, 9) == ["A", "B", "c", "d", "E", "f"]
    assert fitted(parts, 4) == ["A", "B", "c", "d"]
    assert fitted(parts, 3) == ["A", "B", "d"]
    assert count_lines(blocks_of(parts)) == 6, "no empty lines inside"


def test_empty_lines_go_after_the_parts_up_to_a_rank() -> None:
    parts = (text("a", LOW), SectionPart("B", (text("c"), text("d", HIGH))))
    spaced = fit(parts, 3, count_lines, space_rank=LOW)
    assert names(spaced) == ["B", "c", "d"]
    both = (text("a"), SectionPart("B", (text("c"), text("d", LOW), text("e", HIGH))))
    assert names(fit(both, 5, count_lines, space_rank=LOW)) == ["a", "B", "c", "e"]
    assert names(fit(both, 5, count_lines)) == ["a", "B", "c", "d", "e"]
    assert names(fit(both, 4, count_lines, space_rank=LOW)) == ["a", "B", "c", "e"]
    assert names(fit(both, 3, count_lines, space_rank=LOW)) == ["a", "B", "c"]


ranks = st.sampled_from([KEEP, KEEP, 1, 2, 3])


@st.composite
def some_parts(draw: st.DrawFn) -> Parts:
    """Some parts whose texts are all different."""
    numbers = iter(range(1000))

    def part() -> Part:
        kind = draw(st.sampled_from([Paragraph, Bullet]))
        return Part(kind(f"t{next(numbers)} " + "long " * draw(st.integers(0, 40))), draw(ranks))

    found: list[Part | SectionPart] = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            inside = tuple(part() for _ in range(draw(st.integers(1, 4))))
            found.append(SectionPart(f"s{next(numbers)}", inside, draw(ranks)))
        else:
            found.append(part())
    return tuple(found)


def kept(parts: Parts) -> list[str]:
    """The texts that may never go: without a rank, in a section without a rank."""
    found = []
    for part in parts:
        if part.rank != KEEP:
            continue
        if isinstance(part, Part):
            found += names((part.block,))
        elif inside := [p.block for p in part.parts if p.rank == KEEP]:
            found += [part.heading, *names(tuple(inside))]
    return found


@given(parts=some_parts(), lines=st.integers(0, 30))
@examples(300)
def test_laws_of_fitting(parts: Parts, lines: int) -> None:
    before, after = names(blocks_of(parts)), names(fit(parts, lines, count_lines))
    rest = iter(before)
    assert all(name in rest for name in after), "the order is kept, and nothing is added"
    always = kept(parts)
    assert [name for name in after if name in always] == always, "nothing that is kept has gone"
    fits = count_lines(fit(parts, lines, count_lines)) <= max(lines, 1)
    assert fits or after == always, "it fits, or nothing else is left to leave out"
    if count_lines(blocks_of(parts)) <= lines:
        assert fit(parts, lines, count_lines) == blocks_of(parts), "what fits is not changed"
