"""Break questions.yaml in every small way, and print the changes that nothing notices.

    python tools/mutants.py              all of them, on all cores
    python tools/mutants.py saddle       those whose place or change contains a word

A mutant leaves out a rule, a caution, a point, a branch of a condition or a value of a list, or
changes a level, a threshold, a weight or a verdict. It is noticed if the file is refused, if a
scenario or a promise fails, or if lint (with the solver) reports more than before. Any other
mutant either gives the same result for every set of answers, which the solver proves, or
survives.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import z3

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from assessed import assess_answers  # noqa: E402
from mutations import Mutant, mutants  # noqa: E402
from scenarios import all_cases, answers_of, assess_case, differences  # noqa: E402
from sciatica_cli.bank.build import build_from  # noqa: E402
from sciatica_cli.bank.source import Source  # noqa: E402
from sciatica_cli.bank.yaml_source import Node, read_yaml  # noqa: E402
from sciatica_cli.core.faults import FaultError  # noqa: E402
from sciatica_cli.core.levels import LEVELS  # noqa: E402
from sciatica_cli.core.model import (  # noqa: E402
    FITS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    Questionnaire,
)
from sciatica_cli.lint.check_promises import check_promises  # noqa: E402
from sciatica_cli.lint.checks import issues  # noqa: E402
from sciatica_cli.lint.diagnostics import ERROR, QuestionsFile, read_questions  # noqa: E402
from sciatica_cli.lint.equivalent_choices import equivalent_choices  # noqa: E402
from sciatica_cli.lint.laws import laws  # noqa: E402
from sciatica_cli.lint.promises import read_promises  # noqa: E402
from sciatica_cli.lint.search import Search  # noqa: E402
from sciatica_cli.lint.solver import World  # noqa: E402
from sciatica_cli.lint.unreachable import unreachable  # noqa: E402

QUESTIONS = (ROOT / "questions.yaml").read_bytes()
PROMISES = (ROOT / "tests" / "safety" / "promises.yaml").read_bytes()
SOUND = read_questions(QUESTIONS, "questions.yaml")
CASES = [(name, case, answers_of(SOUND.questionnaire, case)) for name, case in all_cases()]


def judge(mutant: Mutant, root: Node) -> str:
    """Return what notices a mutant, or "same" or "survives": see COLUMNS."""
    root.source = Source("questions.yaml", QUESTIONS.decode())
    undo = mutant.make()
    try:
        questionnaire = build_from(Node(root.source, root.node), "mutant")
        more = [r for r in issues(_file(questionnaire), "2026-11-22") if r.severity == ERROR]
    except FaultError:
        return "lint"
    finally:
        undo()
    if more:
        return "lint"
    if fails_a_scenario(questionnaire, mutant.change):
        return "scenario"
    search = Search(questionnaire)
    if same_for_all_answers(search):
        return "same"
    promises = read_promises(PROMISES, "promises.yaml", questionnaire)
    if any(True for _ in check_promises(search, promises)):
        return "promise"
    return "proof" if proved(search) - base().usual else "survives"


def proved(search: Search) -> set[tuple[str, tuple[str, ...]]]:
    """Return the diagnostics about laws and unreachable content, except `unsure_silent`."""
    found = (*laws(search), *unreachable(search), *equivalent_choices(search))
    return {(r.code, r.path) for r in found if r.code != "unsure_silent"}


def _file(questionnaire: Questionnaire) -> QuestionsFile:
    return QuestionsFile("questions.yaml", questionnaire, {})


def fails_a_scenario(questionnaire: Questionnaire, change: str) -> bool:
    asking = "ask_if" in change
    names = change.split(".")
    for _, case, answers in sorted(CASES, key=lambda c: names[1] not in str(c[1])):
        try:
            found = (
                assess_case(questionnaire, case)
                if asking
                else assess_answers(questionnaire, answers)
            )
        except AssertionError:  # answers that are not asked any more
            return True
        if differences(found, case["expect"]):
            return True
    return False


def same_for_all_answers(search: Search) -> bool:
    """Whether no set of answers leads to a different result than before."""
    before, after = base().statements, statements(search.world)
    differ = [before.get(w, FALSE) != after.get(w, FALSE) for w in before.keys() | after.keys()]
    return not search.possible(z3.Or(differ))


FALSE = z3.BoolVal(False)


def statements(world: World) -> dict[str, z3.BoolRef]:
    """Map each statement that an assessment may contain to the formula for it."""
    whole, outcomes = world.questionnaire, world.outcomes
    formulas = {f"hidden {name}": formula for name, formula in world.hidden.items()}
    formulas |= {f"{v} {end}": world.level_at_least(v, end) for v in LEVELS for end in (0, 1)}
    formulas["in scope"] = world.in_scope()
    for rule in whole.rules:
        formulas |= {f"{rule.id} {v}": world.formula(outcomes.raises(rule, v)) for v in LEVELS[1:]}
    for score in whole.scores:
        formulas |= {
            f"{score.id} {b.id}": world.formula(outcomes.band(score, b.id)) for b in score.bands
        }
        for point in score.points:
            certain, possible = world.certain(point.when), world.possible(point.when)
            formulas |= {
                f"{score.id} {point.id} {point.add}": certain,
                f"maybe {point.id}": possible,
            }
    for cause in whole.causes:
        formulas |= {f"{cause.id} {fit}": world.formula(outcomes.fit(cause, fit)) for fit in FITS}
        formulas |= {f"{cause.id} {p.id}": world.certain(p.when) for p in cause.because}
    for treatment in (whole.massage.treatment, *whole.options):
        verdicts = MASSAGE_VERDICTS if treatment is whole.massage.treatment else OPTION_VERDICTS
        formulas |= {
            f"{treatment.id} {len(verdicts)} {v}": world.formula(outcomes.verdict(treatment, v))
            for v in verdicts
        }
        formulas |= {f"{treatment.id} {c.id}": world.possible(c.when) for c in treatment.cautions}
    body = whole.body
    formulas |= {
        f"now {item.id}": world.formula(outcomes.in_what_now(item)) for item in whole.what_now
    }
    for items in (whole.massage.how, body.nerves if body else ()):
        formulas |= {
            f"shown {item.id}": world.formula(outcomes.shown(items, item)) for item in items
        }
    for spot in (*body.pain, *body.numb) if body else ():
        formulas |= {f"{spot.id} {spot.name}": world.formula(outcomes.shaded(spot))}
    return formulas


class Base(NamedTuple):
    """The intact file: its tree, to which mutants are applied, and what holds without them."""

    root: Node
    mutants: list[Mutant]
    statements: dict[str, z3.BoolRef]
    usual: set[tuple[str, tuple[str, ...]]]


@cache
def base() -> Base:
    """Compute the base once, before the work is shared among processes."""
    root = read_yaml(QUESTIONS, "questions.yaml")
    search = Search(SOUND.questionnaire)
    return Base(root, list(mutants(root.node)), statements(search.world), proved(search))


def _judge(number: int) -> tuple[int, str]:
    return number, judge(base().mutants[number], base().root)


COLUMNS = ("lint", "scenario", "promise", "proof", "same", "survives")


def main(word: str = "") -> int:
    everything = base().mutants
    chosen = [number for number, mutant in enumerate(everything) if word in mutant.change]
    verdicts: Counter[tuple[str, str]] = Counter()
    unnoticed: dict[str, list[str]] = {"survives": [], "same": []}
    with multiprocessing.get_context("fork").Pool() as pool:
        for done, (number, verdict) in enumerate(pool.imap_unordered(_judge, chosen), 1):
            mutant = everything[number]
            verdicts[mutant.kind, verdict] += 1
            if verdict in unnoticed:
                unnoticed[verdict].append(f"questions.yaml:{mutant.line}: {mutant.change}")
            if done % 100 == 0:
                print(f"{done} of {len(chosen)}", file=sys.stderr, flush=True)
    for verdict, changes in unnoticed.items():
        print(f"{verdict}:", *sorted(changes), sep="\n  ")
    kinds = dict.fromkeys(mutant.kind for mutant in everything)
    print(f"\n{'':10}" + "".join(f"{column:>10}" for column in COLUMNS))
    for kind in kinds:
        print(f"{kind:10}" + "".join(f"{verdicts[kind, column]:10}" for column in COLUMNS))
    totals = [sum(verdicts[kind, column] for kind in kinds) for column in COLUMNS]
    print(f"{'all':10}" + "".join(f"{total:10}" for total in totals))
    return 1 if unnoticed["survives"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
