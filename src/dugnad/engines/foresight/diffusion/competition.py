"""Lotka-Volterra: two businesses that live off the same customers, and how each answers the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dugnad.engines.foresight.diffusion.fitting import Numbers
from dugnad.engines.foresight.errors import Refused

Slope = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Index 0 is the incumbent, 1 the entrant. Times in any unit, customers in any unit.

    dN_i/dt = r_i N_i (1 - (N_i + a_i N_j e_i / (1 + b_i s_j)) / (K_i (1 + w s_i)))
    s_i: the share of all customers that i has. `network` w raises what a rival can reach with its own share;
    `switching` (0-1) weakens how much a rival presses: e = 1 - switching for the entrant's pressure on the
    incumbent, else 1. `response` b_i: how it answers the other's share (price cuts, campaigns), which is then
    pressing less.
    (Modis 1997; Lotka 1925; Volterra 1926.)
    """

    growth: tuple[float, float]
    reach: tuple[float, float]
    pressure: tuple[float, float]
    switching: float = 0.0
    network: float = 0.0
    response: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not all(np.isfinite(one) and one > 0 for one in (*self.growth, *self.reach)):
            raise Refused("not_positive", "growth and reach must be above zero", "rivals")
        if min(*self.pressure, self.switching, self.network, *self.response) < 0 or self.switching > 1:
            raise Refused(
                "out_of_bounds",
                "pressure, switching, network and response are 0 or more, switching at most 1",
                "rivals",
            )

    def slope(self, customers: Numbers) -> Numbers:
        """Customers won less lost per unit of time (2,)."""
        share = customers / max(float(customers.sum()), 1e-300)
        ease = np.array([1 - self.switching, 1.0])
        ease /= 1 + np.array(self.response) * share[::-1]
        pressed = customers + np.array(self.pressure) * ease * customers[::-1]
        room = np.array(self.reach) * (1 + self.network * share)
        return np.asarray(np.array(self.growth) * customers * (1 - pressed / room))

    def equilibrium(self) -> tuple[float, float] | None:
        """Where both live on side by side, without network effect and response; None when one drives the other out."""
        a, b = self.pressure[0] * (1 - self.switching), self.pressure[1]
        if abs(1 - a * b) < 1e-12:
            return None
        first = (self.reach[0] - a * self.reach[1]) / (1 - a * b)
        second = (self.reach[1] - b * self.reach[0]) / (1 - a * b)
        return (first, second) if first > 0 and second > 0 else None


def solve(slope: Slope, start: Any, span: float, steps: int) -> Numbers:
    """The path (steps + 1, n) from `start` over `span` by the classical Runge-Kutta method of order four."""
    if steps < 1 or not np.isfinite(span) or span <= 0:
        raise Refused("out_of_bounds", "the time must be above zero and have at least one step", "steps")
    path, h = [np.asarray(start, float)], span / steps
    for _ in range(steps):
        path.append(_step(slope, path[-1], h))
    return np.array(path)


def _step(slope: Slope, y: Numbers, h: float) -> Numbers:
    one = slope(y)
    two = slope(y + h / 2 * one)
    three = slope(y + h / 2 * two)
    four = slope(y + h * three)
    return np.asarray(y + h / 6 * (one + 2 * two + 2 * three + four))


def compete(rivals: Rivals, start: tuple[float, float], span: float, steps: int = 400) -> Numbers:
    """Customers of incumbent and entrant (steps + 1, 2)."""
    return solve(rivals.slope, start, span, steps)


@dataclass(frozen=True, slots=True)
class Feeding:
    """One lives off the other (a platform and its suppliers): dx/dt = x (a - b y), dy/dt = y (-c + d x)."""

    a: float
    b: float
    c: float
    d: float

    def slope(self, y: Numbers) -> Numbers:
        """The rates of change (2,)."""
        return np.array([y[0] * (self.a - self.b * y[1]), y[1] * (self.d * y[0] - self.c)])

    def conserved(self, path: Numbers) -> Numbers:
        """V = d x - c ln x + b y - a ln y, which never changes along a path (Volterra 1926)."""
        x, y = path[..., 0], path[..., 1]
        return np.asarray(self.d * x - self.c * np.log(x) + self.b * y - self.a * np.log(y))
