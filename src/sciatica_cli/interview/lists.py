"""A list: which of its lines is seen, pointed at, chosen or ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import questionary
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Window
from prompt_toolkit.utils import get_cwidth
from questionary.prompts.common import InquirerControl

from ..core.questions import NONE
from ..report.text import readable_width
from . import strings
from .frame import POINTER, Frame, View, bind, size
from .pane import Line, shifted, wrap
from .picture import GAP, HEIGHT, Picture, beside
from .prompter import BACK

LABEL_AT = 10  # columns before a label with a box and a key
NOWHERE = -1  # where the pointer is before the person moves it


class Lines(InquirerControl):
    """The list of questionary: its lines, which are ticked, and where the pointer is.

    It has the keys of its view and shows what the view draws.
    """

    several = False
    drawn: Callable[[], StyleAndTextTuples] = staticmethod(list)

    def _get_choice_tokens(self) -> StyleAndTextTuples:
        return self.drawn()

    def label(self, index: int, width: int) -> list[str]:
        """The lines of a label, with its pointer, box or circle, and key."""
        line, here = self.choices[index], index == self.pointed_at
        if isinstance(line, questionary.Separator):
            return wrap(str(line.title), width)
        if self.several:
            mark = "[x] " if line.value in self.selected_options else "[ ] "
        else:
            mark = "● " if here else "○ "
        key = f"{line.shortcut_key}) " if line.shortcut_key else ""
        start = f" {'»' if here else ' '} {mark}{key}"
        return wrap(f"{start}{line.title}", width, " " * len(start))

    def step(self, step: Callable[[], None]) -> None:
        step()
        while not self.is_selection_valid():
            step()

    def up(self) -> None:
        self.pointed_at = max(self.pointed_at, 0)
        self.select_previous()


class ListView(View):
    """A list from which one line is chosen, or several are ticked; Enter confirms.

    Args:
        default: the line at which the pointer starts; without it the pointer is nowhere, so that
            Enter alone gives no answer.
        ticked: the values ticked at first, if several may be.
        aliases: further keys of lines.
        back: the result of going back; None if there is nothing before.
    """

    def __init__(
        self,
        frame: Frame,
        choices: Sequence[questionary.Choice],
        default: object = None,
        ticked: Sequence[str] | None = None,
        aliases: dict[str, str] | None = None,
        navigation: bool = True,
        picture: Picture | None = None,
        back: object = BACK,
    ) -> None:
        super().__init__(frame)
        self.picture = picture
        self.lines = Lines(list(choices))
        self.lines.drawn = self.text
        self.lines.several = ticked is not None
        self.lines.selected_options = list(ticked or ())
        values = [line.value for line in self.lines.choices]
        self.lines.pointed_at = values.index(default) if default in values else NOWHERE
        keys = self.bindings(navigation, back)
        for key in (Keys.Down, Keys.ControlN):
            bind(keys, key, lambda: self._step(1))
        for key in (Keys.Up, Keys.ControlP):
            bind(keys, key, lambda: self._step(-1))
        bind(keys, Keys.PageDown, lambda: self._page(1))
        bind(keys, Keys.PageUp, lambda: self._page(-1))
        bind(keys, Keys.ControlM, self._confirm)
        if self.lines.several:
            bind(keys, " ", self._space)
        own = {str(c.shortcut_key): c.value for c in self.lines.choices if c.shortcut_key}
        for name, value in (own | (aliases or {})).items():
            place = values.index(value)
            bind(keys, name, lambda place=place: self._press(place))
        self.lines.key_bindings = keys
        self.lines.focusable = Condition(lambda: True)
        self.lay_out(Window(self.lines, dont_extend_height=True))

    def show_again(self, new: View) -> None:
        super().show_again(new)
        if isinstance(new, ListView):
            self.picture = new.picture  # of the answers as they are now

    # ------------------------------------------------ drawing

    def body(self, width: int) -> tuple[list[Line], range]:
        lines: list[Line] = []
        places = []  # of each line of the list
        for index in range(len(self.lines.choices)):
            label = self.lines.label(index, width - 1)
            style = "class:highlighted" if index == self.lines.pointed_at else ""
            if isinstance(self.lines.choices[index], questionary.Separator):
                style = "class:separator"
            places.append(range(len(lines), len(lines) + len(label)))
            lines += [[(style, line)] for line in label]
        self.places = places
        here = self.lines.pointed_at
        if here == NOWHERE:
            return lines, range(0)
        lines[places[here].start].insert(0, ("[SetCursorPosition]", ""))
        above = self.lines.choices[here - 1] if here else None
        heading = isinstance(above, questionary.Separator)  # it is read together with the line
        return lines, range(places[here - heading].start, places[here].stop)

    def width(self) -> int:
        return self._text_width(self._picture_width())

    def drawn(self) -> list[Line]:
        lines = super().drawn()
        picture_width = self._picture_width()
        if not picture_width:
            return lines
        assert self.picture is not None
        rows = self.picture.rows(tuple(self.lines.selected_options), picture_width)
        return beside(lines, rows, self._text_width(picture_width) + GAP)

    def _text_width(self, picture_width: int) -> int:
        return readable_width(size().columns - bool(picture_width) * (picture_width + GAP))

    def _picture_width(self) -> int:
        """The width of the picture: of the widest for which there is room, or 0."""
        if self.picture is None or self._rows() < HEIGHT:
            return 0
        longest = max(get_cwidth(str(line.title)) for line in self.lines.choices)
        for width in self.picture.widths:
            left = self._text_width(width)
            if left > LABEL_AT + longest and not self.pane(left).overflows:
                return width
        return 0

    # ------------------------------------------------ keys

    def _step(self, by: int) -> None:
        """Move the pointer; what is out of sight between here and there is shown first."""
        pane = self.pane()
        if self.focus != POINTER or self.lines.pointed_at == NOWHERE:
            start = len(pane.lines) - self.places[-1].stop  # the list comes last
            first = shifted(self.places[max(self.lines.pointed_at, 0)], start)
            if by > 0 and first.stop > self.top + pane.rows:
                self.top = min(self.top + pane.page, first.stop - pane.rows)
                self.focus = ""
                return
            if by < 0 and self.top > 0:
                self.scroll(-1)
                return
        self.lines.step(self.lines.select_next if by > 0 else self.lines.up)
        self._follow()

    def _page(self, by: int) -> None:
        """Move the pointer by a page, or only the text if the pointer is not in sight."""
        if self.focus != POINTER or self.lines.pointed_at == NOWHERE:
            self.scroll(by)
            return
        pane = self.pane()
        start = self.places[self.lines.pointed_at].start
        goal = start + by * pane.page
        lines = [i for i, line in enumerate(self.lines.choices) if not line.disabled]
        beyond = [i for i in lines if (self.places[i].start - start) * by > 0]
        if beyond:
            near = [i for i in beyond if (goal - self.places[i].start) * by >= 0]
            ends = near or beyond[::by][:1]
            self.lines.pointed_at = ends[-1] if by > 0 else ends[0]
        self._follow()

    def _follow(self) -> None:
        """Keep the pointer in sight, and above the first line as much as there is room for."""
        self.focus = POINTER
        if self.lines.pointed_at == 0:
            self.top = 0

    def _press(self, index: int) -> None:
        """The key of a line: it chooses or ticks, and means the same when it is pressed again.

        A key that bounces or is held must not untick a sign.
        """
        self._point(index)
        if self.lines.several and not self._tick(index):
            self.frame.message = strings.TICKED_ALREADY  # the line stays in sight

    def _space(self) -> None:
        """Tick the line at the pointer, or untick it."""
        index = self.lines.pointed_at
        if index == NOWHERE:
            self.say(strings.POINT_FIRST)
            return
        self._point(index)
        if not self._tick(index):
            self.lines.selected_options.remove(self.lines.choices[index].value)

    def _point(self, index: int) -> None:
        self.lines.pointed_at = index
        self.frame.message = ""
        self._follow()

    def _tick(self, index: int) -> bool:
        """Tick a line; False if it is ticked already."""
        value, ticked = str(self.lines.choices[index].value), self.lines.selected_options
        if value in ticked:
            return False
        # Ticking a sign unticks "none", but "none" never unticks a sign.
        self.lines.selected_options = [v for v in ticked if v != NONE] + [value]
        return True

    def _confirm(self) -> None:
        if self.lines.several:
            chosen = self.lines.selected_options
            values = [line.value for line in self.lines.choices if line.value in chosen]
            if values:
                self.finish(values)
            else:
                self.say(strings.NOTHING_TICKED)
        elif self.lines.pointed_at == NOWHERE:
            self.say(strings.CHOOSE_A_LINE)
        else:
            self.finish(self.lines.choices[self.lines.pointed_at].value)
