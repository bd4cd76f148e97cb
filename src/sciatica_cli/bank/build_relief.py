"""Builds massage, the other options, and advice."""

from __future__ import annotations

from ..core.model import MASSAGE_VERDICTS, Advice, Caution, Massage, Treatment
from ..core.outline import Sketch
from .build_conditions import KnownNames
from .shape_judgements import MASSAGE
from .values import Values


def build_massage(massage: Values, names: KnownNames) -> Massage:
    return Massage(
        treatment=_treatment(MASSAGE, massage, names, MASSAGE_VERDICTS[0]),
        verdicts=_sentences(massage["verdicts"]),
        how=build_advice(massage["how"], names),
        choose=_sentences(massage["choose"]),
        tell=_sentences(massage["tell"]),
        stop=_sentences(massage["stop"]),
        risks=tuple(Advice(id=name, **risk) for name, risk in massage["risks"].items()),
    )


def _sentences(texts: Values) -> tuple[Advice, ...]:
    return tuple(Advice(name, text) for name, text in texts.items())


def build_options(options: Values, names: KnownNames) -> tuple[Treatment, ...]:
    return tuple(
        _treatment(name, option, names, option["verdict"], option["same_as"] == MASSAGE)
        for name, option in options.items()
    )


def _treatment(
    name: str, values: Values, names: KnownNames, verdict: str, as_massage: bool = False
) -> Treatment:
    return Treatment(
        id=name,
        title=values["title"],
        verdict=verdict,
        evidence=values["evidence"],
        size=values["size"],
        effect=values["effect"],
        article=values["article"],
        cautions=tuple(
            Caution(id=caution, **(given | {"when": names.condition(given["when"])}))
            for caution, given in values["cautions"].items()
        ),
        comfort=values["comfort"],
        as_massage=as_massage,
        sources=values["sources"],
    )


def build_advice(
    advice: Values, names: KnownNames, sketches: dict[str, Sketch] | None = None
) -> tuple[Advice, ...]:
    """Advice; it may use the drawings named in `sketches`."""
    known = sketches or {}
    built = []
    for name, given in advice.items():
        given.check("sketch", "sketch", tuple(known))
        drawn = {"sketch": known.get(given["sketch"], ())}
        when = {"when": names.optional(given["when"])}
        built.append(Advice(id=name, **(given | when | drawn)))
    return tuple(built)
