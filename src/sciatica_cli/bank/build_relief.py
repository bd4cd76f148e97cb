"""Massage, the other options, and advice: verdicts, cautions, sentences."""

from __future__ import annotations

from ..core.model import Advice, Caution, Massage, Treatment
from .build_conditions import Names
from .shape import Values
from .shape_judgements import MASSAGE


def build_massage(massage: Values, names: Names) -> Massage:
    return Massage(
        treatment=_treatment(MASSAGE, massage, names, "yes"),
        verdicts=_sentences(massage["verdicts"]),
        how=build_advice(massage["how"], names),
        choose=_sentences(massage["choose"]),
        tell=_sentences(massage["tell"]),
        stop=_sentences(massage["stop"]),
        risks=tuple(Advice(id=name, **risk) for name, risk in massage["risks"].items()),
    )


def _sentences(texts: Values) -> tuple[Advice, ...]:
    return tuple(Advice(name, text) for name, text in texts.items())


def build_options(options: Values, names: Names) -> tuple[Treatment, ...]:
    return tuple(
        _treatment(name, option, names, option["verdict"], option["same_as"] == MASSAGE)
        for name, option in options.items()
    )


def _treatment(
    name: str, read: Values, names: Names, verdict: str, as_massage: bool = False
) -> Treatment:
    return Treatment(
        id=name,
        title=read["title"],
        verdict=verdict,
        evidence=read["evidence"],
        size=read["size"],
        effect=read["effect"],
        article=read["article"],
        cautions=tuple(
            Caution(
                id=caution,
                verdict=value["verdict"],
                when=names.condition(value["when"]),
                say=value["say"],
                sources=value["sources"],
            )
            for caution, value in read["cautions"].items()
        ),
        comfort=read["comfort"],
        as_massage=as_massage,
        sources=read["sources"],
    )


def build_advice(advice: Values, names: Names) -> tuple[Advice, ...]:
    return tuple(
        Advice(id=name, **(sentence | {"when": names.optional(sentence["when"])}))
        for name, sentence in advice.items()
    )
