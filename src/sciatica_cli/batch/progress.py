"""A bar on standard error while a run goes on: bytes, records a second, time left, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDE = 72  # columns; in fewer there is no room for a bar
Show = Callable[[int, int, int], None]


@contextmanager
def progress(size: int | None, enabled: bool, colour: bool = True) -> Iterator[Show]:
    """Show how far a run is; gives a function to be called after each block.

    It takes the bytes of the input read so far, the records assessed, and those refused.

    Args:
        size: the bytes of the whole input; if that is not known (None), no bar is drawn.
        enabled: if false, nothing is drawn at all.
        colour: whether colours may be used.
    """
    if not enabled:
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, no_color=not colour)
    columns: list[ProgressColumn]
    if size is None:
        columns = [TimeElapsedColumn()]
    elif console.width < WIDE:
        columns = [TextColumn("{task.percentage:.0f} %"), TimeRemainingColumn(compact=True)]
    else:
        columns = [BarColumn(), DownloadColumn(), TimeRemainingColumn(compact=True)]
    with Progress(*columns, TextColumn("{task.fields[status]}"), console=console) as bar:
        task = bar.add_task("", total=size, status="")

        def show(read: int, records: int, bad: int) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = records / seconds if seconds else 0
            status = f"{rate:,.0f} records/s, {bad:,} refused"
            bar.update(task, completed=read, status=status)

        yield show
