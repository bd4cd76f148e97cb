"""The YAML subset: plain words stay words, and surprising syntax is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from sciatica_cli.bank import yaml_source
from sciatica_cli.bank.shape import Block
from sciatica_cli.bank.shape_texts import Text
from sciatica_cli.bank.source import MAX_BYTES
from sciatica_cli.bank.yaml_scan import MAX_DEPTH, MAX_ENTRIES, MAX_NODES
from sciatica_cli.bank.yaml_source import Node, read_yaml
from sciatica_cli.core.faults import FaultError
from sciatica_cli.exits import BAD_QUESTIONS, status_of

Found = list[tuple[str, str]]


def read(text: str | bytes, name: str = "q.yaml") -> Node:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), name)


def refused(text: str | bytes) -> Found:
    """Return codes and positions of the faults that stop the reading."""
    with pytest.raises(FaultError) as caught:
        read(text)
    assert status_of(caught.value) == BAD_QUESTIONS
    return [(fault.code, fault.path) for fault in caught.value.faults]


def found_in(text: str, ask: Callable[[Node], object]) -> Found:
    """Return codes and positions of the faults found when using a file that can be read."""
    root = read(text)
    ask(root)
    return [(fault.code, fault.path) for fault in root.source.error().faults]


def value(text: str) -> Node:
    """Return the value of the only key of a file."""
    ((_, node),) = read(text).pairs()
    return node


# ------------------------------------------------ YAML 1.2


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "No", "1:30", "010", "0x1F", "1_000", "1e3", "2026-01-01", "="],
)
def test_a_word_is_read_as_written(word: str) -> None:
    assert read(f"key: {word}").plain() == {"key": word}
    assert value(f"key: {word}").word() == word


def test_whole_numbers_booleans_and_null_are_recognised() -> None:
    text = "{a: 12, b: -3, c: true, d: false, e: null, f: , g: '12', h: \"true\", i: [0]}"
    plain = [12, -3, True, False, None, None, "12", "true", [0]]
    assert read(text).plain() == dict(zip("abcdefghi", plain, strict=True))


@pytest.mark.parametrize("quoted", ["'no'", '"no"'])
def test_a_key_may_be_quoted(quoted: str) -> None:
    assert [name for name, _ in read(f"{quoted}: 1").named()] == ["no"]


def test_a_single_value_counts_as_a_list_of_one() -> None:
    assert value("key: word").names() == value("key: [word]").names() == ("word",)


def test_a_sentence_over_several_lines_becomes_one() -> None:
    assert value("say: >-\n  Call # now,\n  at   once: really.\n").text() == (
        "Call # now, at once: really."
    )
    assert value("say: Call\n  at once.").text() == "Call at once."


# ------------------------------------------------ what stops the reading


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param(b" " * (MAX_BYTES + 1), "too_large", ":1:1", id="more than 1 MiB"),
        pytest.param(b"key: \xff", "not_utf8", ":1:6", id="not UTF-8"),
        pytest.param("key: ä".encode("latin-1"), "not_utf8", ":1:6", id="Latin-1"),
        pytest.param("key: a".encode("utf-16"), "not_utf8", ":1:1", id="UTF-16"),
        pytest.param("# ä\r\n\nä: ".encode() + b"\xfc", "not_utf8", ":3:4", id="in line 3"),
        pytest.param("", "empty", ":1:1", id="empty"),
        pytest.param("\n# only a comment\n", "empty", ":1:1", id="only a comment"),
        pytest.param("# ä\nkey: ä\0b", "bad_sign", ":2:7", id="a NUL"),
        pytest.param("a: b\n%YAML 1.2\n---\n", "directive", ":2:1", id="a directive"),
        pytest.param("a: b\n\tc: d", "not_yaml", ":2:1", id="a Tab"),
        pytest.param("a: [b", "not_yaml", ":2:1", id="an unclosed bracket"),
        pytest.param("say: Call: now", "not_yaml", ":1:10", id="a colon in a sentence"),
        pytest.param('a: b\nc: "d', "not_yaml", ":2:6", id="an unclosed quote"),
        pytest.param("a: b\n---\nc: d\n", "several_documents", ":2:1", id="two documents"),
        pytest.param("a: &x b", "anchor", ":1:4", id="an anchor"),
        pytest.param("a: *x", "alias", ":1:4", id="an alias"),
        pytest.param("a: !!str b", "tag", ":1:4", id="a tag"),
        pytest.param("a: !python/object:os.system b", "tag", ":1:4", id="a tag of Python"),
        pytest.param("!!map {a: b}", "tag", ":1:1", id="a tag on the whole file"),
    ],
)
def test_surprising_syntax_is_refused(text: str | bytes, code: str, place: str) -> None:
    assert refused(text) == [(code, f"q.yaml{place}")]


def test_every_anchor_alias_and_tag_is_reported() -> None:
    text = "a: &x b\nc: *x\nd: !!int 4\ne: &y !!str f\n"
    places = [("anchor", 1), ("alias", 2), ("tag", 3), ("anchor", 4), ("tag", 4)]
    assert refused(text) == [(code, f"q.yaml:{line}:4") for code, line in places]


LOADERS = [pytest.param(yaml.SafeLoader, id="Python")]
if yaml.__with_libyaml__:
    LOADERS.append(pytest.param(yaml.CSafeLoader, id="C"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("count", [MAX_DEPTH + 1, 1_000, 1_001, 100_000])
@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "- ", "? ", "[[", "[ä, ["])
def test_endless_nesting_is_refused_at_the_first_bracket_that_is_too_deep(
    monkeypatch: pytest.MonkeyPatch, loader: type, opening: str, count: int
) -> None:
    """The limit is our own: parsers have theirs, and read ahead (libyaml 0.2.6)."""
    monkeypatch.setattr(yaml_source, "_Loader", loader)
    column = [at for at, sign in enumerate(opening * 33) if sign in "[{-?"][MAX_DEPTH] + 1
    assert refused(opening * count) == [("too_deep", f"q.yaml:1:{column}")]
    assert refused("# ä\n\n" + opening * count) == [("too_deep", f"q.yaml:3:{column}")]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("count", [MAX_DEPTH, MAX_DEPTH + 1, 1_001, 1_400])
def test_nested_blocks_are_refused_at_the_first_that_is_too_deep(
    monkeypatch: pytest.MonkeyPatch, loader: type, count: int
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", loader)
    text = "".join(f"{' ' * depth}a:\n" for depth in range(count))
    if count > MAX_DEPTH:
        assert refused(text) == [("too_deep", f"q.yaml:{MAX_DEPTH + 1}:{MAX_DEPTH + 1}")]
    else:
        assert read(text).is_mapping()


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("[" * 40 + "@", [("too_deep", "1:33")], id="before another error"),
        pytest.param("[" * 32 + "@", [("not_yaml", "1:33")], id="at another error"),
        pytest.param("[@" + "[" * 40, [("not_yaml", "1:2")], id="after another error"),
        pytest.param(
            "a: &x b\nc: " + "[" * 2_000, [("anchor", "1:4"), ("too_deep", "2:35")], id="two faults"
        ),
        pytest.param("[ä, &x b, @", [("anchor", "1:5"), ("not_yaml", "1:11")], id="read ahead"),
    ],
)
def test_faults_before_a_parser_error_are_reported(
    monkeypatch: pytest.MonkeyPatch, loader: type, text: str, found: Found
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", loader)
    assert refused(text) == [(code, f"q.yaml:{place}") for code, place in found]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_endless_key_is_not_yaml_however_deep(
    monkeypatch: pytest.MonkeyPatch, loader: type
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", loader)
    assert [code for code, _ in refused("a: b\n" + "[" * 2_000)] == ["not_yaml"]


def test_the_deepest_and_the_longest_allowed_file_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).is_sequence()
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("too_deep", "q.yaml:1:33")]
    assert len(read("- a\n" * MAX_ENTRIES).items()) == MAX_ENTRIES
    assert refused("- a\n" * (MAX_ENTRIES + 1)) == [("too_large", f"q.yaml:{MAX_ENTRIES + 1}:3")]
    line = f"- [{'a,' * 499}]\n"  # 500 values
    lines = MAX_NODES // 500
    assert len(read(line * (lines - 1)).items()) == lines - 1
    assert refused(line * lines) == [("too_large", f"q.yaml:{lines}:1000")]


def test_aliases_cannot_expand_the_file() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    assert {code for code, _ in refused("\n".join(lines))} == {"anchor", "alias"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [b", "not_yaml"),
        ("a: b\n\tc: d", "not_yaml"),
        ("a: b\n---\nc: d\n", "several_documents"),
        ("a: &x b", "anchor"),
        ("a: *x", "alias"),
        ("a: !!str b", "tag"),
    ],
)
@pytest.mark.timeout(60)
def test_without_the_c_library_the_same_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)
    assert [found for found, _ in refused(text)] == [code]


def test_without_the_c_library_the_same_is_read(
    monkeypatch: pytest.MonkeyPatch, small: str
) -> None:
    expected = read(small).plain()
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)
    assert read(small).plain() == expected


# ------------------------------------------------ types of values


@pytest.mark.parametrize(
    ("text", "ask", "code"),
    [
        ("a: [b]", Node.word, "wrong_type"),
        ("a: ''", Node.word, "wrong_type"),
        ("a: Big", Node.name, "bad_name"),
        ("a: 2nd", Node.name, "bad_name"),
        ("a: two words", Node.name, "bad_name"),
        ("a: naïve", Node.name, "bad_name"),
        ("a: [b]", Node.text, "wrong_type"),
        ("a: {b: c}", Node.text, "wrong_type"),
        ("a: ''", Node.text, "empty_text"),
        ('a: " "', Node.text, "empty_text"),
        ("a: Call now # really", Node.text, "lost_text"),
        ("a: Call\n  now # really", Node.text, "lost_text"),
        ("a: Fällt # weg", Node.text, "lost_text"),
        ("a: 010", Node.integer, "wrong_type"),
        ("a: '10'", Node.integer, "wrong_type"),
        ("a: 1.0", Node.integer, "wrong_type"),
        ("a: +1", Node.integer, "wrong_type"),
        ("a: ten", Node.integer, "wrong_type"),
        ("a: [1]", Node.integer, "wrong_type"),
        ("a: yes", Node.boolean, "wrong_type"),
        ("a: True", Node.boolean, "wrong_type"),
        ("a: [true]", Node.boolean, "wrong_type"),
        ("a: word", lambda node: list(node.pairs()), "wrong_type"),
        ("a: [b]", Block("A block.", {}).read, "wrong_type"),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_with_its_position(
    text: str, ask: Callable[[Node], object], code: str
) -> None:
    assert found_in(text, lambda root: [ask(node) for _, node in root.pairs()]) == [
        (code, "q.yaml:1:4")
    ]


@pytest.mark.parametrize(
    "text",
    ['a: "Call now" # a remark', "a: Call now\n# a remark", "a: Call#1 now", "a: >- # why\n  Call"],
)
def test_a_comment_that_removes_nothing_from_a_text_is_allowed(text: str) -> None:
    assert found_in(text, lambda root: [node.text() for _, node in root.pairs()]) == []


@pytest.mark.parametrize("text", ["{a: Call}", "{a: 'Call, now'}", "a: [Call, now]"])
def test_a_text_in_braces_is_refused_because_a_comma_would_cut_it_off(text: str) -> None:
    def ask(root: Node) -> None:
        for _, node in root.pairs():
            for item in node.items():
                item.text()

    assert {code for code, _ in found_in(text, ask)} == {"text_in_braces"}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", ":3:1"),
        ("no: 1\n'no': 2\n", "duplicate_key", ":2:1"),
        ("{a: 1, a: 1}", "duplicate_key", ":1:8"),
        ("a: 1\n<<: {b: 2}\n", "merge_key", ":2:1"),
        ("? [a]\n: b\n", "wrong_type", ":1:3"),
    ],
)
def test_a_key_is_unique_and_a_word(text: str, code: str, place: str) -> None:
    assert found_in(text, lambda root: list(root.pairs())) == [(code, f"q.yaml{place}")]


def test_missing_and_unknown_keys_are_reported_with_the_most_similar_key() -> None:
    root = read("titel: Small\nyear: 3\n")
    Block("A file.", {"title": Text("A title.")}).read(root)
    faults = [(fault.code, fault.path, fault.hint) for fault in root.source.error().faults]
    assert faults == [
        ("missing_key", "q.yaml:1:1", ""),
        ("unknown_key", "q.yaml:1:1", "did you mean title?"),
        ("unknown_key", "q.yaml:2:1", ""),
    ]


def test_all_faults_are_reported_at_once_in_the_order_of_the_file_without_duplicates() -> None:
    def ask(root: Node) -> None:
        Block("A file.", {key: Text("A text.") for key in ("c", "b", "a")}).read(root)
        list(root.pairs())

    text = "a: ''\n" + "x: 1\n" * 2 + "b: [1]\n" + "\n" * 6 + "c: Call # now\n"
    assert found_in(text, ask) == [
        ("empty_text", "q.yaml:1:4"),
        ("unknown_key", "q.yaml:2:1"),
        ("duplicate_key", "q.yaml:3:1"),
        ("wrong_type", "q.yaml:4:4"),
        ("lost_text", "q.yaml:11:4"),
    ]


def test_a_bad_value_is_shown_truncated_and_without_control_characters() -> None:
    root = read('a: "\\t\u00ad\n' + "x" * 99 + '"')
    next(iter(root.pairs()))[1].name()
    (fault,) = root.source.error().faults
    assert fault.message == f'"  {"x" * 37}…" cannot be a name'


@pytest.mark.parametrize("digits", [19, 5_000])
def test_a_number_of_very_many_digits_is_refused(digits: int) -> None:
    text = f"a: -{'9' * digits}"
    for ask in (Node.integer, Node.plain):
        found = found_in(text, lambda root, ask=ask: [ask(node) for _, node in root.pairs()])
        assert found == [("out_of_range", "q.yaml:1:4")]
    assert value(f"a: {'9' * 17}").integer() == int("9" * 17)


def test_what_python_cannot_read_is_refused_without_the_c_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)
    assert refused('a: "\\U00110000"') == [("not_yaml", "q.yaml:1:1")]
    assert refused('a: "\\ud800"') == [("bad_sign", "q.yaml:1:4")]
