"""Who is in the building: how fast each kind of person moves, and how long before they start.

Every number here is a spread, drawn anew in each run; see `PROFILES` for the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from dugnad.engines.egress.draws import Spread, fixed, normal, uniform
from dugnad.engines.egress.graph import Floats, Ints
from dugnad.engines.egress.routing import ABLE, OUT, Goal, Walker


@dataclass(frozen=True, slots=True)
class Group:
    """People who take the same routes."""

    walker: Walker = ABLE
    goal: Goal = OUT


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of mobility, m/s. None on stairs: they cannot be used alone. `takes`: room taken, in persons."""

    level: Spread
    up: Spread | None
    down: Spread | None
    width: float = 0.0
    takes: float = 1.0
    own_way: bool = True

    def walker(self) -> Walker:
        """What routes are chosen by: the mean speeds."""
        up, down = (spread.mean() if spread else None for spread in (self.up, self.down))
        return Walker(level=self.level.mean(), up=up, down=down, width=self.width)


_STAIRS: Final = normal(0.2127, 0.2229, 0.07, 0.91)
"""Cut off at both ends this bell has the measured mean of 0.31 and deviation of 0.16 m/s."""
PROFILES: Final[Mapping[str, Profile]] = {
    "able": Profile(normal(1.19, 0.2, 0.7, 1.7), normal(0.75, 0.15, 0.4, 1.1), normal(0.95, 0.15, 0.5, 1.3)),
    "impaired": Profile(normal(0.80, 0.37, 0.10, 1.68), _STAIRS, _STAIRS),
    "no aid": Profile(normal(0.95, 0.32, 0.24, 1.68), _STAIRS, _STAIRS),
    "crutches": Profile(normal(0.94, 0.30, 0.63, 1.35), _STAIRS, _STAIRS),
    "stick": Profile(normal(0.81, 0.38, 0.26, 1.60), _STAIRS, _STAIRS),
    "rollator": Profile(normal(0.57, 0.29, 0.10, 1.02), None, None, width=0.7, takes=1.5),
    "manual wheelchair": Profile(normal(0.69, 0.35, 0.13, 1.35), None, None, width=0.8, takes=2.0),
    "electric wheelchair": Profile(normal(0.89, 0.05, 0.85, 0.93), None, None, width=0.8, takes=2.0),
    "carried": Profile(fixed(0.6), fixed(0.25), fixed(0.4), width=0.9, takes=4.0, own_way=False),
}
"""Mean level speeds and their spread: Boyce, Shields and Silcock 1999, as in the SFPE Handbook. Impaired people on
stairs: 0.31 with deviation 0.16, from 0.07 to 0.91 (Kuligowski et al., NIST). Able people: the SFPE relation on the
level and on steps of 17 by 28 cm, with a spread of ours. Widths, room taken and carried speeds are assumptions of
ours."""

PRE_MOVEMENT: Final[Mapping[str, Spread]] = {
    "awake": uniform(30, 120),
    "asleep": uniform(60, 420),
    "drill": uniform(10, 60),
}
"""Seconds from the alarm until one sets out: assumptions of ours, to be replaced by a building's own drills."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Persons as arrays of one length n; m/s, seconds, indices into the graph's spaces and into `groups`.

    `up` and `down` may be nan: then the level speed, slowed as the stair slows a crowd. `at` (n, 2): where in
    the room they stand, metres; nan: in the middle. Raises ValueError when lengths differ or a speed is not positive.
    """

    space: Ints
    level: Floats
    ready: Floats
    up: Floats
    down: Floats
    takes: Floats
    group: Ints
    at: Floats
    groups: tuple[Group, ...] = field(default=(Group(),))

    def __post_init__(self) -> None:
        lengths = {
            len(getattr(self, name))
            for name in ("space", "level", "ready", "up", "down", "takes", "group", "at")
        }
        if len(lengths) != 1:
            raise ValueError("the arrays of people have different lengths")
        if not (
            np.all(self.level > 0)
            and np.all(self.takes > 0)
            and not np.any((self.up <= 0) | (self.down <= 0))
        ):
            raise ValueError("speeds and room taken must be positive")
        if np.any(np.isnan(self.ready)) or np.any((self.group < 0) | (self.group >= len(self.groups))):
            raise ValueError("a start that is no number, or a group that is not there")

    def __len__(self) -> int:
        """How many."""
        return len(self.space)


def people(
    space: ArrayLike,
    *,
    level: ArrayLike = 1.19,
    ready: ArrayLike = 0.0,
    up: ArrayLike = np.nan,
    down: ArrayLike = np.nan,
    takes: ArrayLike = 1.0,
    group: ArrayLike = 0,
    at: ArrayLike = (np.nan, np.nan),
    groups: tuple[Group, ...] = (Group(),),
) -> People:
    """People from one value for all or one for each."""
    spaces = np.atleast_1d(np.asarray(space, dtype=np.int32))

    def each(values: ArrayLike) -> Floats:
        return np.array(np.broadcast_to(np.asarray(values, dtype=float), len(spaces)))

    return People(
        spaces,
        each(level),
        each(ready),
        each(up),
        each(down),
        each(takes),
        np.array(np.broadcast_to(np.asarray(group, dtype=np.int32), len(spaces))),
        np.array(np.broadcast_to(np.asarray(at, dtype=float), (len(spaces), 2))),
        groups,
    )
