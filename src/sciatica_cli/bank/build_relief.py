"""Builds massage, the other options, and advice."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, Advice, Caution, Massage, Treatment
from .build_conditions import Entries, Names
from .yaml_source import Fields, Node

MASSAGE = "massage"
GRADES = ("high", "moderate", "low", "very_low")


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
        same_as = fields.name("same_as", "")
        if same_as not in ("", MASSAGE):
            message = f'`same_as` knows {MASSAGE}, not "{shown(same_as)}"'
            node.fault("unknown_option", message)
        as_massage = same_as == MASSAGE
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
        stricter = inner.name("verdict")
        if stricter not in verdicts:
            node.fault(
                "unknown_verdict",
                f'there is no verdict "{shown(stricter)}"',
                nearest(stricter, verdicts),
            )
        when, say = names.when(inner), inner.text("say")
        cautions.append(Caution(caution, stricter, when, say, inner.names("sources")))
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
