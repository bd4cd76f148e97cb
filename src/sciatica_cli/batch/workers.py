"""Blocks assessed in their order, by this process or by several.

The others are plain processes that read blocks from their standard input and write results to their
standard output. Pipes need no shared memory or locks, and one that is closed is noticed at once: no
process can wait for another that is gone.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain
from queue import Queue, SimpleQueue
from threading import Lock, Thread
from typing import Any, Protocol

from ..core.faults import Fault, FaultError, InternalError
from ..core.result_columns import ResultTable
from .block_result import BlockResult
from .column_source import RowRange
from .line_worker import LineWorker
from .plan import Plan
from .source import Block, FileRange

Work = Block | FileRange | RowRange
AHEAD = 2  # blocks that wait for each process, so that none waits for a block
# What another process runs; it imports only what this one would import.
START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from sciatica_cli.batch.workers import serve; serve()"
)


class Worker(Protocol):
    """Assesses lines, or rows of files of columns.

    `table` has the columns of its results; `header` is written before all rows.
    """

    table: ResultTable
    header: bytes

    def results(self, work: Any, /) -> Iterator[BlockResult]:
        """The results of some work, in order."""


def worker_of(plan: Plan) -> Worker:
    """The worker for a plan."""
    if not plan.columnar:
        return LineWorker(plan)
    from .column_worker import ColumnWorker

    return ColumnWorker(plan)


def assessed(
    work: Iterable[Work], worker: Worker, plan: Plan, *, jobs: int, shared: int | None
) -> Iterator[BlockResult]:
    """The results of all the work, in its order.

    Args:
        worker: does the work if there is only one job.
        plan: what other processes make their workers from, if there are several jobs.
        shared: a descriptor that these processes read from.
    """
    if jobs == 1:
        return chain.from_iterable(map(worker.results, work))
    processes = [Process(plan, shared) for _ in range(jobs)]
    return chain.from_iterable(_by_several(work, processes))


class Process:
    """Another process, which is started when it is first needed.

    Raises:
        FaultError: from `assess`: whatever the process raised, or that it has ended or cannot be
            started.
    """

    def __init__(self, plan: Plan, file: int | None = None) -> None:
        self._plan = plan
        self._files = () if file is None else (file,)
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._starting = Lock()  # or a process that starts while the run ends would stay behind

    def assess(self, block: Work) -> list[BlockResult]:
        try:
            if self._process is None:
                self._start()
            self._send(block)
            assert self._process is not None
            assert self._process.stdout is not None
            results, error = pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, MemoryError, pickle.UnpicklingError):
            raise _lost() from None
        if error is not None:
            kind, faults = error
            raise kind(faults)
        return list(results)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with self._starting:
            self._over = True
        if self._process is not None:
            with suppress(OSError), self._process:  # what it has not read is lost with it
                self._process.kill()

    def _start(self) -> None:
        with self._starting:
            if self._over:
                raise EOFError
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # only the first process writes messages
                pass_fds=self._files,
                start_new_session=True,  # Ctrl-C is for the first process
            )
        self._send(sys.path)
        self._send(self._plan)

    def _send(self, value: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        pickle.dump(value, self._process.stdin)
        self._process.stdin.flush()


def _by_several(
    blocks: Iterable[Work], processes: Sequence[Process]
) -> Iterator[list[BlockResult]]:
    """Read on in a thread while waiting for results, so that a pause of the input delays none."""
    jobs = len(processes)
    waiting: Queue[Future[list[BlockResult]] | BaseException | None] = Queue(jobs * AHEAD)
    idle: SimpleQueue[Process] = SimpleQueue()
    for process in processes:
        idle.put(process)
    pool = ThreadPoolExecutor(jobs)  # a thread for each process, to wait for it

    def assess(block: Work) -> list[BlockResult]:
        process = idle.get()
        try:
            return process.assess(block)
        finally:
            idle.put(process)

    def read() -> None:
        try:
            for block in blocks:
                with _threads_needed():
                    future = pool.submit(assess, block)
                waiting.put(future)
            waiting.put(None)
        except BaseException as error:  # raised where the results are awaited
            waiting.put(error)

    try:
        with _threads_needed():
            Thread(target=read, daemon=True).start()
        while (result := waiting.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.end()


@contextmanager
def _threads_needed() -> Iterator[None]:
    try:
        yield
    except RuntimeError:  # no more threads, for lack of memory
        raise _lost() from None


def _lost() -> InternalError:
    message = "one of the processes ended, perhaps for lack of memory"
    return InternalError((Fault("process_lost", "", message, "use fewer --jobs"),))


def serve() -> None:
    """Assess what arrives on standard input, in another process, until that input ends."""
    given, results = sys.stdin.buffer, sys.stdout.buffer
    worker = worker_of(pickle.load(given))
    while True:
        try:
            block = pickle.load(given)
        except EOFError:
            return
        try:
            answer: object = list(worker.results(block)), None
        except FaultError as error:
            answer = None, (type(error), error.faults)
        pickle.dump(answer, results)
        results.flush()
