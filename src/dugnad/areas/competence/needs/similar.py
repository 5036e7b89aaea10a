"""What others like the asker did: only when at least three organisations did it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from dugnad.areas.competence.models import Contact, ContactState, Need, Outcome, Skill
from dugnad.kernel.access import wall

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Liked:
    """That so many organisations like the asker were helped, and how satisfied they were, of 5."""

    askers: int
    satisfaction: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """What organisations like the asker were most often helped with."""

    skill: Skill
    liked: Liked


Rows = list[tuple[UUID, UUID, int | None]]


def liked_experts(need: Need, experts: Collection[UUID]) -> dict[UUID, Liked]:
    """For each of these experts: the organisations like the asker's that they helped, when at least three."""
    rows = _finished(need, {"expert__in": list(experts)})
    found: dict[UUID, Rows] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return {expert: liked for expert, of in found.items() if (liked := _liked(of))}


def chosen_skills(need: Need, most: int = 3) -> list[Chosen]:
    """The skills that organisations like the asker's were most helped with."""
    with wall.system():
        helped = {expert for expert, _asker, _points in _finished(need, {})}
        skills = Skill.objects.filter(experts__in=helped).values_list("id", "experts")
        pairs = [(skill, expert) for skill, expert in skills if expert in helped]
    by_expert: dict[UUID, Rows] = {}
    for row in _finished(need, {}):
        by_expert.setdefault(row[0], []).append(row)
    sums: dict[UUID, Rows] = {}
    for skill, expert in pairs:
        sums.setdefault(skill, []).extend(by_expert.get(expert, ()))
    told = {skill: liked for skill, rows in sums.items() if (liked := _liked(rows))}
    best = sorted(told, key=lambda skill: (-told[skill].askers, str(skill)))[:most]
    named = {row.id: row for row in Skill.objects.filter(id__in=best)}
    return [Chosen(named[skill], told[skill]) for skill in best]


def _finished(need: Need, those: dict[str, list[UUID]]) -> Rows:
    """Expert, asker and satisfaction of finished requests that helped, by other organisations of the kind and size."""
    with wall.system():
        rows = Contact.objects.filter(
            state=ContactState.FINISHED,
            expert__isnull=False,
            outcome__in=(Outcome.SOLVED, Outcome.PARTLY),
            need__kind=need.kind,
            need__size=need.size,
            **those,
        ).exclude(asker=need.organisation_id)
        return list(rows.values_list("expert", "asker", "satisfaction"))


def _liked(rows: Rows) -> Liked | None:
    askers = {asker for _expert, asker, _points in rows}
    points = [given for _expert, _asker, given in rows if given]
    if len(askers) < FEWEST or not points:
        return None
    return Liked(len(askers), round(sum(points) / len(points), 1))
