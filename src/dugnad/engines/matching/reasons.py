"""Why each request of a round got what it got."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.requests import Bar, Reason, Round, Why

Array = NDArray[Any]


class Reasons:
    """The reasons of one round, once the sessions of each pair are known."""

    def __init__(self, round_: Round, sessions: Array) -> None:
        self._round = round_
        pairs, requests = round_.pairs, len(round_.requests)
        open_ = pairs.bar == Bar.NONE
        self._free = np.array([each.sessions for each in round_.experts], np.int64)
        self._got = _sums(pairs.request, sessions, requests)
        self._experts = _sums(pairs.request, open_, requests)
        self._barred = {bar: _sums(pairs.request, pairs.bar == bar, requests) for bar in Bar if bar}
        self._hours = _sums(pairs.request, np.where(open_, self._free[pairs.expert], 0), requests)
        self._value = _sums(pairs.request, sessions * pairs.score, requests, float)
        self._best = np.zeros(requests)
        np.maximum.at(self._best, pairs.request[open_], pairs.score[open_])
        self._used = self._company_totals()
        self._lowest = self._lowest_urgency(sessions)
        self._rival = self._least_urgent_rival(open_)

    def all(self) -> list[Why]:
        """The reason of every request, in their order."""
        return [self._why(at) for at in range(len(self._round.requests))]

    def _why(self, at: int) -> Why:
        asked, got = self._round.requests[at].sessions, int(self._got[at])
        values: dict[str, float] = {"asked": asked, "given": got}
        if got:
            values |= {"score": float(self._value[at] / got), "best": float(self._best[at])}
        if got >= asked:
            return Why(Reason.SERVED, values)
        reason, more = self._lacking(at)
        return Why(Reason.PARTLY if got else reason, values | more)

    def _lacking(self, at: int) -> tuple[Reason, dict[str, float]]:
        request, experts = self._round.requests[at], int(self._experts[at])
        if not experts:
            barred = {bar.name.lower(): int(many[at]) for bar, many in self._barred.items() if many[at]}
            return (Reason.BARRED, dict(barred)) if barred else (Reason.NOBODY, {})
        values: dict[str, float] = {
            "experts": experts,
            "hours": int(self._hours[at]),
            "best": float(self._best[at]),
        }
        cap = self._round.policy.cap
        if cap is not None and self._used[request.company] >= cap:
            return Reason.CAP, values | {"cap": cap}
        if not self._hours[at]:
            return Reason.NO_HOURS, values
        outranked = self._rival[at] <= request.urgency
        return (Reason.OUTRANKED if outranked else Reason.URGENCY), values | {"urgency": request.urgency}

    def _company_totals(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for request, got in zip(self._round.requests, self._got.tolist(), strict=True):
            totals[request.company] = totals.get(request.company, 0) + got
        return totals

    def _lowest_urgency(self, sessions: Array) -> Array:
        """The lowest urgency that each expert's sessions went to."""
        taken = np.flatnonzero(sessions)
        urgency = np.array([each.urgency for each in self._round.requests], float)
        lowest = np.full(len(self._round.experts), np.inf)
        np.minimum.at(lowest, self._round.pairs.expert[taken], urgency[self._round.pairs.request[taken]])
        return lowest

    def _least_urgent_rival(self, open_: Array) -> Array:
        """The lowest urgency that was served by an expert who could have taken the request."""
        pairs = self._round.pairs
        rival = np.full(len(self._round.requests), np.inf)
        np.minimum.at(rival, pairs.request[open_], self._lowest[pairs.expert[open_]])
        return rival


def _sums(places: Array, values: Array, many: int, kind: type = int) -> Array:
    return np.bincount(places, values, many).astype(kind)
