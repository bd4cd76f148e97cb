"""Blocks assessed in their order, by this process or by several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from multiprocessing import parent_process
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

from ..core.faults import Fault, InternalError
from .plan import BlockResult, Plan, Worker
from .source import Block

if TYPE_CHECKING:
    from concurrent.futures import Future

AHEAD = 2  # blocks that wait for each process, so that none waits for a block


def assessed(
    blocks: Iterable[Block], plan: Plan, worker: Worker, jobs: int
) -> Iterator[BlockResult]:
    """The result of each block, in the order of the blocks."""
    if jobs == 1:
        return (worker.assess(block) for block in blocks)
    return _by_several(blocks, plan, jobs)


def _by_several(blocks: Iterable[Block], plan: Plan, jobs: int) -> Iterator[BlockResult]:
    """A thread reads on while results are awaited: a pause of the input holds back none of them."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: Queue[Future[BlockResult] | BaseException | None] = Queue(jobs * AHEAD)
    spawn = get_context("spawn")  # a fork would copy the reading thread's locks
    pool = ProcessPoolExecutor(jobs, spawn, initializer=_start, initargs=(plan,))

    def read() -> None:
        if hasattr(signal, "pthread_sigmask"):  # the processes start here, and inherit this
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for block in blocks:
                waiting.put(pool.submit(_assess, block))
            waiting.put(None)
        except BaseException as error:  # raised where the results are awaited
            waiting.put(error)

    Thread(target=read, daemon=True).start()
    try:
        while (result := waiting.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result.result()
    except BrokenProcessPool:
        message = "one of the processes ended, perhaps for lack of memory"
        fault = Fault("process_lost", "", message, "use fewer --jobs")
        raise InternalError((fault,)) from None
    finally:
        pool.shutdown(cancel_futures=True)


_own: list[Worker] = []  # that of this process, once it has started


def _start(plan: Plan) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    Thread(target=_end_with_parent, daemon=True).start()
    _own.append(Worker(plan))


def _end_with_parent() -> None:
    """A process that was killed stops nobody: its workers must see that it is gone."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _assess(block: Block) -> BlockResult:
    return _own[0].assess(block)
