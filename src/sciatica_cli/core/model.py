"""A questionnaire: the content of `questions.yaml`, checked and frozen.

No question is known here by name. Texts are plain text, never markup.
"""

from __future__ import annotations

from .conditions import Condition
from .frozen import Frozen
from .levels import Level
from .measures import Measure
from .outline import Shape, Sketch, View
from .questions import Question
from .routes import LevelText, Region, Route
from .sheet import SheetLine

# Verdicts, least careful first; a later one always wins.
OPTION_VERDICTS = ("try", "discuss", "ask_first", "not_now")
MASSAGE_VERDICTS = ("yes", "caution", "no")
MASSAGE_AS_OPTION = {"yes": "try", "caution": "ask_first", "no": "not_now"}
WHOM_TO_ASK = ("nobody", "pharmacist", "doctor", "midwife", "cancer_team")  # later ones win
NOBODY = WHOM_TO_ASK[0]
UNKNOWN_OUTCOME = "unknown"  # a verdict, or the fit of a cause, that missing answers decide
RESEMBLES, PARTLY, LESS_LIKE = "resembles", "partly", "less_like"
FITS = (RESEMBLES, PARTLY, LESS_LIKE, UNKNOWN_OUTCOME)  # of a cause


class Section(Frozen):
    id: str
    title: str
    intro: str = ""


class Rule(Frozen):
    """A care rule: raises `level` when its condition is true, `unsure` (if any) when unknown.

    `call_today`: whom to call about a sign that must be seen today, instead of the usual line.
    """

    id: str
    level: Level
    when: Condition
    say: str
    unsure: Level | None = None
    unsure_because: str = ""  # why `unsure` is not the usual level
    go: str = ""
    tell: str = ""
    call_today: str = ""
    scope: bool = False
    explains: bool = False
    sources: tuple[str, ...] = ()
    checked: str = ""
    review_by: str = ""


class Point(Frozen):
    id: str
    when: Condition
    add: int
    because: str


class Band(Frozen):
    """A band of a score. `at_least` holds when the score is in this band or a higher one."""

    id: str
    label: str
    at_least: Condition
    say: str = ""


class Score(Frozen):
    id: str
    title: str
    points: tuple[Point, ...]
    bands: tuple[Band, ...]
    caps: tuple[Point, ...] = ()
    maximum: int = 0
    about: str = ""
    sources: tuple[str, ...] = ()


class Cause(Frozen):
    """A pattern the pain may resemble; a `pointer` is shown only when it does."""

    id: str
    title: str
    strong: Condition
    some: Condition | None
    say: str
    pointer: bool = False
    because: tuple[Point, ...] = ()
    sources: tuple[str, ...] = ()


class Caution(Frozen):
    """Makes a verdict more careful when its condition holds. `ask` is one of WHOM_TO_ASK."""

    id: str
    verdict: str
    when: Condition
    say: str
    sources: tuple[str, ...] = ()
    ask: str = NOBODY


class Advice(Frozen):
    """A sentence shown when its condition holds, or always; of one `slot` only the first is shown.

    `if_unsure`: also shown when "not sure" leaves the condition open. `urgent`: shown on the page
    even when help is needed the same day. `first`: one of the things to do on the first screen.
    `expect`: something to know, not to do. `diary`: a form to note it in is below. `sketch`:
    a drawing of what to do, which the sentence describes.
    """

    id: str
    say: str
    slot: str = ""
    when: Condition | None = None
    sources: tuple[str, ...] = ()
    if_unsure: bool = False
    urgent: bool = False
    first: bool = False
    expect: bool = False
    diary: bool = False
    sketch: Sketch = ()


class Watch(Frozen):
    """A sign to watch for, and how fast to act on it."""

    id: str
    level: Level
    say: str
    sources: tuple[str, ...] = ()


class Treatment(Frozen):
    """Something that may relieve the pain, and its verdict when no caution holds."""

    id: str
    title: str
    verdict: str
    evidence: str = ""
    size: str = ""
    effect: str = ""
    article: str = ""
    cautions: tuple[Caution, ...] = ()
    comfort: bool = False
    as_massage: bool = False
    sources: tuple[str, ...] = ()


class Massage(Frozen):
    treatment: Treatment
    verdicts: tuple[Advice, ...]  # one sentence for each verdict, `id` = verdict
    how: tuple[Advice, ...]
    choose: tuple[Advice, ...]
    tell: tuple[Advice, ...]
    stop: tuple[Advice, ...]
    risks: tuple[Advice, ...]


class Source(Frozen):
    id: str
    cite: str
    year: str
    link: str
    certainty: str
    checked: str = ""
    review_by: str = ""


class Page(Frozen):
    """Which score has which role on the page, and the sentences the page needs."""

    headline_score: str
    impact_score: str
    until_seen: str
    no_danger: str
    tell_unsure: str


class Spot(Frozen):
    """A place on the body: when it holds, its `zones` are shaded, such as "left_calf".

    A place that cannot be drawn has no zones, only a name. `side` is for places that come in
    pairs. `if_unsure`: also shaded when "not sure" leaves the condition open.
    """

    id: str
    name: str
    when: Condition
    zones: tuple[str, ...] = ()
    side: str = ""
    if_unsure: bool = False


class Body(Frozen):
    """The body as it is drawn. The `nerves` of a pattern are never shown without the `caveat`."""

    title: str
    outline: Shape
    views: tuple[View, ...]
    pain: tuple[Spot, ...]
    numb: tuple[Spot, ...]
    nerves: tuple[Advice, ...]
    caveat: str
    sources: tuple[str, ...] = ()


class Questionnaire(Frozen):
    title: str
    version: str
    sha256: str
    shipped: bool
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    scores: tuple[Score, ...]
    rules: tuple[Rule, ...]
    causes: tuple[Cause, ...]
    massage: Massage
    options: tuple[Treatment, ...]
    what_now: tuple[Advice, ...]
    watch_for: tuple[Watch, ...]
    levels: tuple[LevelText, ...]
    routes: tuple[Route, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    page: Page
    checked: str
    review_by: str
    body: Body | None = None
    sheet: tuple[SheetLine, ...] = ()  # lines of the hand-over sheet
    measures: tuple[Measure, ...] = ()  # what a later check compares with an earlier one

    def question(self, name: str) -> Question:
        """The question of that name; raises KeyError."""
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)

    def score(self, name: str) -> Score:
        """The score of that name; raises KeyError."""
        return {score.id: score for score in self.scores}[name]

    def level(self, level: Level) -> LevelText:
        """The texts for a care level."""
        return self.levels[level.rank]

    def route(self, name: str) -> Route:
        """The route of that name; raises KeyError."""
        return {route.id: route for route in self.routes}[name]

    def route_rank(self, name: str) -> int:
        """0 for the fastest route; no route ("") comes last."""
        return [*(route.id for route in self.routes), ""].index(name)

    def region(self, name: str) -> Region | None:
        """The region with that code or name, however it is written; None when there is none."""
        exact = [region for region in self.regions if region.id == name]
        if exact:
            return exact[0]
        from .countries import region_named  # slow, and few runs need it

        return region_named(self.regions, name)
