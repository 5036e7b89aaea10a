"""Handing futures to the kernel in pieces, on threads, with a way to stop; the pieces never change the numbers."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import local
from typing import Any, Final, cast

import numpy as np

from dugnad.engines.foresight.case import Case, Numbers
from dugnad.engines.foresight.errors import Cancelled, Refused
from dugnad.engines.foresight.kernel import (
    EXTENTS,
    GIVEN,
    HASHED,
    HISTOGRAMS,
    NOTHING,
    OUTCOMES,
    SALTELLI,
    Cones,
    Design,
    Plan,
    run,
)
from dugnad.engines.foresight.layout import LANES

PIECE: Final = 4096
MOST: Final = 20_000_000
BINS: Final = 512
BATCH: Final = 128
CONES: Final = ("cash", "revenue", "share")
NO_POINTS: Final = np.zeros((0, 1))

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Work:
    """How to run: the seed, threads (0: one a core), a month to watch, and who hears how far it has come.

    `progress(done, total)` is called after each piece of 4,096 futures; when it returns False the run ends in
    `Cancelled`.
    """

    seed: int = 1
    threads: int = 0
    watch: int = -1
    progress: Progress | None = None

    @property
    def key(self) -> np.uint64:
        """The seed as the kernel's 64-bit number."""
        return np.uint64(self.seed & 0xFFFFFFFFFFFFFFFF)


@dataclass(slots=True)
class Bins:
    """Monthly histograms of cash, revenue and share (3, months, bins), their lower ends and bins a unit (3, months)."""

    low: Numbers
    scale: Numbers
    counts: list[Any] = field(default_factory=list)
    sums: list[Numbers] = field(default_factory=list)


def bounded(futures: int) -> int:
    """The number of futures, if it can be run. Raises `Refused` (`too_few`, `too_many`)."""
    if futures < 2:
        raise Refused("too_few", f"{futures:,} futures say nothing; ask for at least 2", "futures")
    if futures > MOST:
        reason = (
            f"{futures:,} futures are more than {MOST:,}: the figures would not become better, only later"
        )
        raise Refused("too_many", reason, "futures")
    return futures


def outcomes(case: Case, futures: int, work: Work, *, first: int = 0, bins: Bins | None = None) -> Numbers:
    """The outcomes (6, futures) in the order of `kernel.OUTCOMES`; fills `bins` where given."""
    return _spread(case, bounded(futures), work, HASHED, NO_POINTS, first, bins)


def designed(case: Case, points: Numbers, work: Work) -> Numbers:
    """The outcomes (6, runs) of given uniform points (runs, inputs); run n has the months' noise of future n."""
    given = np.ascontiguousarray(points.T) if points.size else np.zeros((0, len(points)))
    return _spread(case, bounded(len(points)), work, GIVEN, given, 0, None)


def saltelli(case: Case, points: Numbers, work: Work) -> Numbers:
    """The outcomes (6, rows (factors + 2)) of a Saltelli design of points (2 inputs, rows): A, B, then A with B's i."""
    return _spread(case, bounded(points.shape[1] * (case.factors + 2)), work, SALTELLI, points, 0, None)


def extents(case: Case, work: Work, futures: int = 4096) -> tuple[Numbers, Numbers]:
    """The least and most (3, months) of the first futures' cash, revenue and share."""
    starts = range(0, futures, futures // 4)
    least, most = np.full((4, 3, case.months), np.inf), np.full((4, 3, case.months), -np.inf)
    none, out, design = _no_cones(case), np.empty((len(OUTCOMES), futures)), _design(case, work)

    def piece(start: int) -> int:
        n = start // starts.step
        cones = Cones(np.int64(EXTENTS), none.counts, none.sums, least[n], most[n], none.slots)
        _run(case, work, design, cones, start, out, slice(start, min(start + starts.step, futures)))
        return n

    list(_on_threads(piece, starts, work.threads))
    return least.min(axis=0), most.max(axis=0)


def _spread(
    case: Case, total: int, work: Work, mode: int, points: Numbers, first: int, bins: Bins | None
) -> Numbers:
    out = np.empty((len(OUTCOMES), total))
    design, mine, done = _design(case, work, mode, points), local(), 0

    def piece(start: int) -> int:
        stop = min(start + PIECE, total)
        _run(case, work, design, _cones(case, bins, mine, start), first + start, out, slice(start, stop))
        return stop - start

    if bins is not None:
        bins.sums = [np.zeros((3, case.months)) for _ in range(0, total, PIECE)]
    for count in _on_threads(piece, range(0, total, PIECE), work.threads):
        done += count
        if work.progress and work.progress(done, total) is False:
            raise Cancelled(f"stopped after {done:,} of {total:,}")
    return out


def _on_threads(piece: Callable[[int], int], starts: range, threads: int) -> Iterator[int]:
    threads = min(threads or os.cpu_count() or 1, len(starts))
    if threads == 1:
        yield from map(piece, starts)
        return
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for start in starts:
                waiting.append(pool.submit(piece, start))
                # Few at a time, so that a stop has little to wait for.
                if len(waiting) > 2 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()


def _cones(case: Case, bins: Bins | None, mine: Any, start: int) -> Cones:
    if bins is None:
        return _no_cones(case)
    if not hasattr(mine, "counts"):
        mine.counts = np.zeros((3, case.months, BINS), np.uint32)
        mine.slots = np.empty((3, case.months, BATCH), np.uint16)
        bins.counts.append(mine.counts)
    return Cones(
        np.int64(HISTOGRAMS), mine.counts, bins.sums[start // PIECE], bins.low, bins.scale, mine.slots
    )


def _no_cones(case: Case) -> Cones:
    ends = np.zeros((3, case.months))
    return Cones(
        np.int64(NOTHING),
        np.zeros((3, case.months, 1), np.uint32),
        ends,
        ends,
        ends,
        np.empty((3, 1, 32), np.uint16),
    )


def _design(case: Case, work: Work, mode: int = HASHED, points: Numbers = NO_POINTS) -> Design:
    ranges = (case.where, case.kind, case.low, case.high, case.mode)
    return Design(np.int64(mode), work.key, np.uint64(case.factors), points, *ranges)


def _run(case: Case, work: Work, design: Design, cones: Cones, first: int, out: Numbers, part: slice) -> None:
    sizes = (np.uint64(part.start), np.uint64(part.stop - part.start))
    cast(Any, run)(
        np.uint64(LANES), np.uint64(first), case.base, design, _plan(case, work), cones, out, *sizes
    )


def _plan(case: Case, work: Work) -> Plan:
    watch = np.uint64(work.watch if work.watch >= 0 else case.months)
    sizes = (np.uint64(case.months), np.uint64(len(case.streams)), np.int64(case.going), watch)
    return Plan(*sizes, case.season, case.calendar, case.timed, case.exposure, case.flags)
