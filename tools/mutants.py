"""Breaks questions.yaml in every small way and prints what nobody notices.

    python tools/mutants.py              all of them, on all cores
    python tools/mutants.py saddle       those whose place or change contains a word

A mutant leaves out a rule, a caution, a point, a branch of a condition or a value of a list, or
shifts a level, a threshold, a weight or a verdict. It is noticed when the file is refused, a
scenario or a promise fails, or lint (with the solver) finds more than before. What remains is
either the same for every set of answers, which the solver proves, or it survives.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import yaml
import z3

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from scenarios import all_cases, answers_of, assess_case, differences  # noqa: E402
from sciatica_cli.bank.build import build_from  # noqa: E402
from sciatica_cli.bank.findings import ERROR, QuestionsFile, read_questions  # noqa: E402
from sciatica_cli.bank.lint import remarks  # noqa: E402
from sciatica_cli.bank.promises import FITS, read_promises  # noqa: E402
from sciatica_cli.bank.yaml_source import Node, Source, read_yaml  # noqa: E402
from sciatica_cli.compile.solver import World  # noqa: E402
from sciatica_cli.core.assess import assess  # noqa: E402
from sciatica_cli.core.faults import FaultError  # noqa: E402
from sciatica_cli.core.model import (  # noqa: E402
    LEVELS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    Questionnaire,
)
from sciatica_cli.proof.alike import alike  # noqa: E402
from sciatica_cli.proof.dead import dead  # noqa: E402
from sciatica_cli.proof.keep import keep  # noqa: E402
from sciatica_cli.proof.laws import laws  # noqa: E402
from sciatica_cli.proof.search import Search  # noqa: E402

QUESTIONS = (ROOT / "questions.yaml").read_bytes()
PROMISES = (ROOT / "tests" / "safety" / "promises.yaml").read_bytes()
SOUND = read_questions(QUESTIONS, "questions.yaml")
CASES = [(name, case, answers_of(SOUND.questionnaire, case)) for name, case in all_cases()]

Undo = Callable[[], None]
Mutant = tuple[str, str, int, Callable[[], Undo]]  # kind, place and change, line, how to make it


# ------------------------------------------------ making mutants


CONDITIONS = ("when", "ask_if", "strong", "some")
ENTRIES = ("care_rules", "scope_rules", "cautions", "points", "caps")


def mutants(root: yaml.MappingNode) -> Iterator[Mutant]:
    """Every mutant of a file; each is made in the tree of nodes, and undone there."""
    for part, node in root.value:
        if part.value == "findings":
            for name, finding in node.value:
                yield from _in_condition(("findings", name.value), finding)
        elif part.value in PARTS:
            yield from _in_part((part.value,), node)


PARTS = (
    "questions", "scope_rules", "care_rules", "scores", "causes", "body", "massage", "options",
    "what_now",
)  # fmt: skip


def _in_part(path: tuple[str, ...], node: yaml.MappingNode) -> Iterator[Mutant]:
    rule = path[0] in ("care_rules", "scope_rules") and len(path) == 2
    for place, (key, value) in enumerate(node.value):
        here = (*path, key.value)
        if path[-1] in ENTRIES:
            yield _without("rule", here, node.value, place)
        if key.value in CONDITIONS and isinstance(value, yaml.MappingNode):
            yield from _in_condition(here, value)
        elif isinstance(value, yaml.MappingNode):
            yield from _in_part(here, value)
        elif rule and key.value == "level":
            yield from _swaps("level", here, value, _neighbours(LEVELS, value.value))
        elif rule and key.value == "unsure":
            yield from _swaps("level", here, value, ("within_days", "same_day"))
        elif key.value == "verdict":
            order = MASSAGE_VERDICTS if path[0] == "massage" else OPTION_VERDICTS
            yield from _swaps("verdict", here, value, order)
        elif key.value in ("add", "from"):
            number = int(value.value)
            yield from _swaps("weight", here, value, [str(number - 1), str(number + 1)])
        elif key.value == "if_unsure":
            yield _without("branch", here, node.value, place)
    if rule and "unsure" not in [key.value for key, _ in node.value]:
        yield _added("level", path, node, {"unsure": "none", "unsure_because": "No."})


def _in_condition(path: tuple[str, ...], node: yaml.Node) -> Iterator[Mutant]:
    for place, (key, value) in enumerate(node.value):
        word = key.value
        here = (*path, word)
        if len(node.value) > 1:
            yield _without("branch", here, node.value, place)
        if word in ("any", "all"):
            yield from _in_list(here, value)
        elif word == "not":
            yield from _in_condition(here, value)
        elif word == "some":
            some = {k.value: v for k, v in value.value}
            count = int(some["at_least"].value)
            yield from _swaps("threshold", here, some["at_least"], [str(count - 1), str(count + 1)])
            yield from _in_list(here, some["of"])
        elif word == "level":
            level = value.value[0][1]
            yield from _swaps("threshold", here, level, _neighbours(LEVELS, level.value))
        elif word == "score":
            for name, bands in value.value:
                yield from _in_values((*here, name.value), bands)
        elif isinstance(value, yaml.MappingNode):
            for at, (end, bound) in enumerate(value.value):
                number = int(bound.value)
                shifts = [str(number - 1), str(number + 1)]
                yield from _swaps("threshold", (*here, end.value), bound, shifts)
                if len(value.value) > 1:
                    yield _without("branch", (*here, end.value), value.value, at)
        else:
            yield from _in_values(here, value)


def _in_list(path: tuple[str, ...], node: yaml.Node) -> Iterator[Mutant]:
    for place, item in enumerate(node.value):
        here = (*path, str(place + 1))
        if len(node.value) > 1:
            yield _without("branch", here, node.value, place)
        yield from _in_condition(here, item)


def _in_values(path: tuple[str, ...], node: yaml.Node) -> Iterator[Mutant]:
    if isinstance(node, yaml.SequenceNode) and len(node.value) > 1:
        for place, item in enumerate(node.value):
            yield _without("branch", (*path, item.value), node.value, place)


def _neighbours(order: tuple[str, ...], name: str) -> list[str]:
    place = order.index(name)
    return [*order[max(0, place - 1) : place], *order[place + 1 : place + 2]]


def _without(kind: str, path: tuple[str, ...], items: list[object], place: int) -> Mutant:
    item = items[place]
    node = item[0] if isinstance(item, tuple) else item

    def make() -> Undo:
        items.pop(place)
        return lambda: items.insert(place, item)

    return kind, f"{'.'.join(path)} left out", node.start_mark.line + 1, make  # type: ignore


def _swaps(
    kind: str, path: tuple[str, ...], node: yaml.Node, values: Iterable[str]
) -> Iterator[Mutant]:
    for value in values:
        if value == node.value:
            continue

        def make(value: str = value, old: str = node.value) -> Undo:
            node.value = value
            return lambda: setattr(node, "value", old)

        change = f"{'.'.join(path)}: {value}, not {node.value}"
        yield kind, change, node.start_mark.line + 1, make


def _added(kind: str, path: tuple[str, ...], node: yaml.Node, more: dict[str, str]) -> Mutant:
    def make() -> Undo:
        mark = node.start_mark
        new = [
            (yaml.ScalarNode("", key, mark, mark), yaml.ScalarNode("", text, mark, mark, style='"'))
            for key, text in more.items()
        ]
        node.value.extend(new)
        return lambda: node.value.__delitem__(slice(-len(new), None))

    change = f"{'.'.join(path)}: {', '.join(f'{k}: {v}' for k, v in more.items())}"
    return kind, change, node.start_mark.line + 1, make


# ------------------------------------------------ who notices


def judge(mutant: Mutant, root: Node) -> str:
    """Who notices a mutant: lint, scenario, law or promise; nobody: the same, or survives."""
    _, change, _, make = mutant
    root.source = Source("questions.yaml", QUESTIONS.decode())
    undo = make()
    try:
        questionnaire = build_from(Node(root.source, root.node), "mutant")
        more = [r for r in remarks(_file(questionnaire), "2026-11-22") if r.severity == ERROR]
    except FaultError:
        return "lint"
    finally:
        undo()
    if more:
        return "lint"
    if fails_a_scenario(questionnaire, change):
        return "scenario"
    search = Search(questionnaire)
    if same_for_all_answers(search):
        return "same"
    promises = read_promises(PROMISES, "promises.yaml", questionnaire)
    if any(True for _ in keep(search, promises)):
        return "promise"
    found = (*laws(search), *dead(search), *alike(search))
    if {(r.code, r.path) for r in found} - USUAL:
        return "proof"
    return "survives"


def _file(questionnaire: Questionnaire) -> QuestionsFile:
    return QuestionsFile("questions.yaml", questionnaire, {})


def fails_a_scenario(questionnaire: Questionnaire, change: str) -> bool:
    asking = "ask_if" in change
    names = change.split(".")
    for _, case, answers in sorted(CASES, key=lambda c: names[1] not in str(c[1])):
        try:
            found = assess_case(questionnaire, case) if asking else assess(questionnaire, answers)
        except AssertionError:  # answers that are not asked any more
            return True
        if differences(found, case["expect"]):
            return True
    return False


def same_for_all_answers(search: Search) -> bool:
    """No set of answers gives another result than before."""
    before, after = BEFORE, statements(search.world)
    differ = [before.get(w, FALSE) != after.get(w, FALSE) for w in before.keys() | after.keys()]
    return not search.possible(z3.Or(differ))


FALSE = z3.BoolVal(False)


def statements(world: World) -> dict[str, z3.BoolRef]:
    """Everything that a questionnaire may tell."""
    whole = world.questionnaire
    told = {f"hidden {name}": formula for name, formula in world.hidden.items()}
    told |= {f"{v} {end}": world.level_at_least(v, end) for v in LEVELS for end in (0, 1)}
    told["in scope"] = world.in_scope()
    for rule in whole.rules:
        told |= {f"{rule.id} {v}": world.gives(rule, v) for v in LEVELS[1:]}
    for score in whole.scores:
        told |= {f"{score.id} {b.id}": world.band(score, b.id) for b in score.bands}
        for point in score.points:
            certain, possible = world.certain(point.when), world.possible(point.when)
            told |= {f"{score.id} {point.id} {point.add}": certain, f"maybe {point.id}": possible}
    for cause in whole.causes:
        told |= {f"{cause.id} {fit}": world.fit(cause, fit) for fit in FITS}
        told |= {f"{cause.id} {p.id}": world.certain(p.when) for p in cause.because}
    for treatment in (whole.massage.treatment, *whole.options):
        verdicts = MASSAGE_VERDICTS if treatment is whole.massage.treatment else OPTION_VERDICTS
        told |= {
            f"{treatment.id} {len(verdicts)} {v}": world.verdict(treatment, v) for v in verdicts
        }
        told |= {f"{treatment.id} {c.id}": world.possible(c.when) for c in treatment.cautions}
    body = whole.body
    lists = {"how": whole.massage.how, "now": whole.what_now, "nerve": body.nerves if body else ()}
    for name, items in lists.items():
        told |= {f"{name} {item.id}": world.shown(items, item) for item in items}
    for spot in (*body.pain, *body.numb) if body else ():
        told |= {f"{spot.id} {spot.name} {spot.when}": world.possible(spot.when)}
    return told


USUAL: set[tuple[str, tuple[str, ...]]] = set()


def _start() -> None:
    search = Search(SOUND.questionnaire)
    USUAL.update((r.code, r.path) for r in (*laws(search), *dead(search), *alike(search)))
    BEFORE.update(statements(World(SOUND.questionnaire)))
    ROOTS.append(read_yaml(QUESTIONS, "questions.yaml"))
    ALL.extend(mutants(ROOTS[0].node))


BEFORE: dict[str, z3.BoolRef] = {}
ROOTS: list[Node] = []
ALL: list[Mutant] = []


def _judge(number: int) -> tuple[int, str]:
    return number, judge(ALL[number], ROOTS[0])


def main(word: str = "") -> int:
    _start()
    chosen = [number for number, mutant in enumerate(ALL) if word in mutant[1]]
    verdicts: Counter[tuple[str, str]] = Counter()
    survivors = []
    with multiprocessing.get_context("fork").Pool() as pool:
        for done, (number, verdict) in enumerate(pool.imap_unordered(_judge, chosen), 1):
            kind, change, line, _ = ALL[number]
            verdicts[kind, verdict] += 1
            if verdict == "survives":
                survivors.append(f"questions.yaml:{line}: {change}")
                print(survivors[-1], flush=True)
            if done % 100 == 0:
                print(f"{done} of {len(chosen)}", file=sys.stderr, flush=True)
    columns = ("lint", "scenario", "promise", "proof", "same", "survives")
    print(f"\n{'':10}" + "".join(f"{column:>10}" for column in columns))
    for kind in dict.fromkeys(mutant[0] for mutant in ALL):
        print(f"{kind:10}" + "".join(f"{verdicts[kind, column]:10}" for column in columns))
    print(
        f"{'all':10}"
        + "".join(f"{sum(verdicts[k, c] for k, x in verdicts if x == c):10}" for c in columns)
    )
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
