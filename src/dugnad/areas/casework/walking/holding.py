"""Which assessments hold: for a grade, on a day, for a piece of road."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from uuid import UUID

from django.db.models import Q, QuerySet

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.models.walking import Season
from dugnad.engines.walking.network import from_steps
from dugnad.engines.walking.values import Place
from dugnad.kernel.access import wall

Piece = tuple[Place, Place]
WINTER = frozenset((11, 12, 1, 2, 3))


def seasons(on: dt.date) -> tuple[str, str]:
    """The seasons that a day lies in: November to March is winter, the rest summer."""
    return Season.ALL_YEAR, Season.WINTER if on.month in WINTER else Season.SUMMER


def standing() -> QuerySet[RoadAssessment]:
    """Newest versions that nobody has withdrawn."""
    return RoadAssessment.objects.filter(superseded_at=None, withdrawn_at=None)


def holding(owner: UUID, *, grade: int, on: dt.date) -> list[RoadAssessment]:
    """The organisation's assessments that hold for a grade on a day, in an order that does not change."""
    days = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gte=on))
    rows = standing().filter(
        days, organisation=owner, first_grade__lte=grade, last_grade__gte=grade, season__in=seasons(on)
    )
    with wall.system():
        return list(rows.order_by("at", "id"))


class Assessments:
    """Assessments by the pieces of road that people looked at."""

    def __init__(self, rows: Iterable[RoadAssessment]) -> None:
        self._by_piece: dict[Piece, list[tuple[set[Piece], RoadAssessment]]] = {}
        for row in rows:
            looked_at = _pieces(from_steps(row.points))
            for piece in looked_at:
                self._by_piece.setdefault(piece, []).append((looked_at, row))

    def about(self, points: Sequence[Place]) -> list[RoadAssessment]:
        """Those of this road: every piece of it was part of the line that a person looked at."""
        own = _pieces(points)
        found = self._by_piece.get(min(own), []) if own else []
        return [row for looked_at, row in found if own <= looked_at]


def covers(row: RoadAssessment, points: Sequence[Place]) -> bool:
    """Whether what was assessed is this road."""
    return bool(Assessments([row]).about(points))


def _pieces(points: Sequence[Place]) -> set[Piece]:
    return {(min(a, b), max(a, b)) for a, b in pairwise(points)}
