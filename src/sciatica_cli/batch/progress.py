"""A bar on standard error while a run goes on: bytes, records a second, time left, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[int, int, int], None]


@contextmanager
def progress(size: int | None, wanted: bool) -> Iterator[Show]:
    """Gives what is to be called after each block.

    It takes the bytes of the input read so far, the records judged, and those refused.

    Args:
        size: bytes of the whole input; None where that is not known, then no bar is drawn.
        wanted: without it nothing is drawn at all.
    """
    if not wanted:
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    known = [BarColumn(), DownloadColumn(), TimeRemainingColumn(compact=True)]
    unknown = [TextColumn("{task.completed:,} bytes"), TimeElapsedColumn()]
    told = TextColumn("{task.fields[told]}")
    console = Console(stderr=True)
    with Progress(*(unknown if size is None else known), told, console=console) as bar:
        task = bar.add_task("", total=size, told="")

        def show(read: int, records: int, bad: int) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = f"{records / seconds:,.0f} records/s" if seconds else ""
            bar.update(task, completed=read, told=f"{rate}, {bad:,} refused")

        yield show
