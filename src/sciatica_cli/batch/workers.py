"""Blocks judged in their order, by this process or by several."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

from .plan import Done, Plan, Work
from .source import Block

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 2  # blocks that wait for each process, so that none waits for a block


def judged(blocks: Iterable[Block], plan: Plan, work: Work, jobs: int) -> Iterator[Done]:
    """What each block comes to, in the order of the blocks."""
    if jobs == 1:
        return (work.do(block) for block in blocks)
    return _by_several(blocks, plan, jobs)


def _by_several(blocks: Iterable[Block], plan: Plan, jobs: int) -> Iterator[Done]:
    """A thread reads on while results are awaited: a pause of the input holds back none of them."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: Queue[Future[Done] | BaseException | None] = Queue(jobs * AHEAD)
    spawn = get_context("spawn")  # a fork would copy the reading thread's locks
    pool = ProcessPoolExecutor(jobs, spawn, initializer=_start, initargs=(plan,))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for this process alone
    pool.submit(int)  # starts the others, which inherit that
    signal.signal(signal.SIGINT, before)

    def read() -> None:
        try:
            for block in blocks:
                waiting.put(pool.submit(_work, block))
            waiting.put(None)
        except BaseException as error:  # told where the results are awaited
            waiting.put(error)

    Thread(target=read, daemon=True).start()
    try:
        while (result := waiting.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result.result()
    finally:
        pool.shutdown(cancel_futures=True)


_own: list[Work] = []  # what a process does, once it has started


def _start(plan: Plan) -> None:
    _own.append(Work(plan))


def _work(block: Block) -> Done:
    return _own[0].do(block)
