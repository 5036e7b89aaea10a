"""What a round of allocation is given, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
LARGEST_ALPHA: Final = 2.0


class Bar(IntEnum):
    """Why an expert may not take a request, whatever the score."""

    NONE = 0
    INELIGIBLE = 1
    CONFLICT = 2
    OPTED_OUT = 3


class Reason(StrEnum):
    """Why a request was served, or was not."""

    SERVED = "served"
    PARTLY = "partly"
    NOBODY = "nobody"
    BARRED = "barred"
    NO_HOURS = "no_hours"
    CAP = "cap"
    URGENCY = "urgency"
    OUTRANKED = "outranked"


@dataclass(frozen=True)
class Request:
    """Sessions that one company asks for. A higher urgency goes strictly first; `waited` is in weeks."""

    key: str
    company: str
    group: str
    sessions: int = 1
    urgency: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class Expert:
    """Somebody with free sessions (whole hours, or blocks of them)."""

    key: str
    sessions: int


@dataclass(frozen=True)
class Pairs:
    """Who could take what, as columns of one length: places of request and expert, score 0 to 1, and `Bar`."""

    request: Array
    expert: Array
    score: Array
    bar: Array


@dataclass(frozen=True)
class Policy:
    """The rules of a round: cap of sessions per company, fairness over groups, and what a week of waiting adds.

    alpha 0 looks at the score alone, 1 is proportional fairness (logarithm), 2 favours the least served
    still more. `fairness` is how many points of score a marginal utility of 1 is worth.
    """

    cap: int | None = None
    alpha: float = 1.0
    fairness: float = 0.1
    waiting: float = 0.01
    longest_wait: float = 26.0

    def __post_init__(self) -> None:
        if not 0 <= self.alpha <= LARGEST_ALPHA:
            raise ValueError("alpha must be between 0 and 2")
        if (self.cap is not None and self.cap < 0) or min(self.fairness, self.waiting, self.longest_wait) < 0:
            raise ValueError("cap, fairness and waiting must not be below 0")


@dataclass(frozen=True)
class Round:
    """Everything that a round is decided on. Raises ValueError for what cannot be meant."""

    requests: Sequence[Request]
    experts: Sequence[Expert]
    pairs: Pairs
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if any(each.sessions < 0 for each in self.requests) or any(
            each.sessions < 0 for each in self.experts
        ):
            raise ValueError("sessions must not be below 0")
        if any(not 0 <= each.waited < np.inf for each in self.requests):
            raise ValueError("the weeks waited must be a number from 0")
        self._check_companies()
        self._check_pairs()

    def _check_companies(self) -> None:
        groups: dict[str, str] = {}
        for each in self.requests:
            if groups.setdefault(each.company, each.group) != each.group:
                raise ValueError(f"company {each.company} is in two groups")

    def _check_pairs(self) -> None:
        pairs = self.pairs
        if len({len(pairs.request), len(pairs.expert), len(pairs.score), len(pairs.bar)}) > 1:
            raise ValueError("the columns of the pairs must have one length")
        if not len(pairs.request):
            return
        for places, many in ((pairs.request, len(self.requests)), (pairs.expert, len(self.experts))):
            if places.min() < 0 or places.max() >= many:
                raise ValueError("a pair names a request or an expert that is not there")
        if not ((pairs.score >= 0) & (pairs.score <= 1)).all():
            raise ValueError("scores must be between 0 and 1")


@dataclass(frozen=True)
class Given:
    """Sessions that a request gets of an expert, by their places, and their score."""

    request: int
    expert: int
    sessions: int
    score: float


@dataclass(frozen=True)
class Why:
    """Why a request got what it got: a code, and the numbers behind it."""

    reason: Reason
    values: Mapping[str, float]


@dataclass(frozen=True)
class Group:
    """How a group fared: sessions asked for and given."""

    asked: int
    given: int

    @property
    def rate(self) -> float:
        """Share given; 1 where nothing was asked for."""
        return self.given / self.asked if self.asked else 1.0


@dataclass(frozen=True)
class Outcome:
    """What a round gives: who gets whom, why for each request, the groups, and what fairness cost.

    `score` is the sum of score times sessions.
    """

    given: Sequence[Given]
    why: Sequence[Why]
    groups: Mapping[str, Group]
    score: float
