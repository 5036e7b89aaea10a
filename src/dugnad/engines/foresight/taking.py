"""The part of today's volume that something else has taken, by four laws, in NumPy: the judge of `kernel.laws`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Parameters = dict[str, Any]


@dataclass(slots=True)
class Taking:
    """Asked for each month in turn, from 0. `law`: 0 none, 1 Fisher-Pry, 2 Bass, 3 Norton-Bass, 4 Lotka-Volterra."""

    law: int
    p: Parameters
    rivals: Any = None

    def gone(self, t: int) -> Any:
        """The part that is gone in month `t`, of each future."""
        one = (lambda _: 0.0, self._logistic, self._adoption, self._generations, self._rivalry)[self.law]
        return one(t)

    def _logistic(self, t: int) -> Any:
        return self.p["substitution_cap"] * logistic(self.p, "substitution", t)

    def _adoption(self, t: int) -> Any:
        p, then, now = self.p, self._odds("adoption", 0), self._odds("adoption", t)
        return p["adoption_cap"] * (now - then) / (1 + now)

    def _generations(self, t: int) -> Any:
        return self.p["generations_cap"] * (1 - self._sold(t) / self._sold(0))

    def _sold(self, t: int) -> Any:
        """Norton and Bass' S of the own generation, and of the next one the part that the firm sells."""
        p, new = self.p, self._odds("generations", t)
        own = 1 / (1 + 1 / odds(p["generations_p"], p["generations_q"], p["generations_age"] + t))
        return (own + p["generations_capture"] * (p["generations_expansion"] + own) * new) / (1 + new)

    def _odds(self, name: str, t: int) -> Any:
        return odds(self.p[f"{name}_p"], self.p[f"{name}_q"], t - self.p[f"{name}_start"])

    def _rivalry(self, t: int) -> Any:
        if self.rivals is None:
            self.rivals = np.array([np.ones_like(self.p["rivalry_seed"]), self.p["rivalry_seed"]])
        now, h = self.rivals, np.clip(t + 1 - self.p["rivalry_start"], 0, 1)
        one = self._slope(now)
        two = self._slope(now + h / 2 * one)
        three = self._slope(now + h / 2 * two)
        self.rivals = now + h / 6 * (one + 2 * two + 2 * three + self._slope(now + h * three))
        return self.p["rivalry_cap"] * (1 - now[0])

    def _slope(self, n: Any) -> Any:
        """As `diffusion.competition.Rivals`, one a future."""
        p, share = self.p, n / n.sum(axis=0)
        growth = np.array([p["rivalry_own"], p["rivalry_their"]])
        reach = np.array([np.ones_like(p["rivalry_reach"]), p["rivalry_reach"]]) / (1 + p["rivalry_network"])
        pressure = np.array([p["rivalry_pressed"] * (1 - p["rivalry_switching"]), p["rivalry_pressing"]])
        answer = 1 + np.array([p["rivalry_response"], p["rivalry_counter"]]) * share[::-1]
        pressed = n + pressure * n[::-1] / answer
        return n * np.maximum(growth * (1 - pressed / (reach * (1 + p["rivalry_network"] * share))), -1)


def odds(p: Any, q: Any, times: Any) -> Any:
    """F/(1 - F) of Bass' F, so many months after the start; nobody is left after e^41."""
    grown = np.exp(np.minimum((p + q) * np.maximum(times, 0.0), 41.0))
    return p / (p + q) * (grown - 1)


def logistic(p: Parameters, name: str, t: int) -> Any:
    """Fisher and Pry's share of the new, 0 where it stands today and 1 when it has taken all."""
    rate = np.log(81) / p[f"{name}_takeover"]
    first, odds = np.exp(-rate * p[f"{name}_t50"]), np.minimum(np.exp(rate * (t - p[f"{name}_t50"])), 1e12)
    return (odds - first) / (1 + odds)
