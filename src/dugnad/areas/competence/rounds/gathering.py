"""The input of a round: the needs that take part, the hours that are free, and who could take what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from dugnad.areas.competence.models import Contact, ContactState, Expert, HourMonth, Need, NeedState, Round
from dugnad.areas.competence.needs.finding import scored
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.scoring import Wish
from dugnad.engines.matching.requests import Bar
from dugnad.kernel.organisations.models import Membership

WEEK = 7 * 24 * 3600
DIGITS = 6
TELLS = 20


@dataclass(frozen=True)
class Supply:
    """The experts with their free hours, and the organisations that each person behind them belongs to."""

    experts: Sequence[Expert]
    free: Mapping[UUID, int]
    belongs: Mapping[UUID, frozenset[UUID]]


def taking_part(round_: Round) -> QuerySet[Need]:
    """The open needs whose askers agreed to be in rounds, the oldest first."""
    rows = Need.objects.filter(state=NeedState.OPEN, in_round=True, organisation__left_at=None)
    rows = rows.filter(Q(forgotten_at=None), sent_at__isnull=False)
    return rows.select_related("organisation").order_by("sent_at", "id")


def gather(
    round_: Round, settings: Settings, now: datetime, say: Callable[[int, int], None]
) -> dict[str, Any]:
    """The input as plain values, in an order that depends on nothing else; `say(done, of)` tells how far it is."""
    needs = [row for row in taking_part(round_) if round_.runner_id not in hidden_from(row)]
    supply = supply_of(round_.month)
    groups = _groups(needs)
    requests, pairs = [], _no_pairs()
    for at, need in enumerate(needs):
        requests.append(_request(need, groups[need.organisation_id], settings, now))
        _add_pairs(pairs, at, need, supply, settings.least_fit)
        if at % TELLS == 0:
            say(at, len(needs))
    experts = [
        {"key": str(row.id), "sessions": supply.free.get(row.id, 0) // settings.session_hours}
        for row in supply.experts
    ]
    return {"requests": requests, "experts": experts, "pairs": pairs}


def supply_of(month: date) -> Supply:
    """All who take requests, with what they have free in the month; those with nothing free too, to be told of."""
    rows = Expert.objects.filter(active=True, organisation__left_at=None).order_by("id")
    experts = list(rows.select_related("organisation").prefetch_related("skills", "themes"))
    free = {row.expert_id: row.free for row in HourMonth.objects.filter(month=month, expert__in=experts)}
    people = {row.person_id: row.id for row in experts if row.person_id}
    held: dict[UUID, set[UUID]] = {}
    for person, org in Membership.objects.filter(person__in=people, ended_at=None).values_list(
        "person", "organisation"
    ):
        held.setdefault(person, set()).add(org)
    belongs = {
        row.id: frozenset({row.organisation_id, *held.get(row.person_id, ())}) if row.person_id
        else frozenset({row.organisation_id})
        for row in experts
    }  # fmt: skip
    return Supply(experts, free, belongs)


def _groups(needs: Iterable[Need]) -> dict[UUID, str]:
    """County and size of each organisation, as its oldest need tells them."""
    found: dict[UUID, str] = {}
    for need in needs:
        found.setdefault(need.organisation_id, f"{need.county or need.organisation.county}|{need.size}")
    return found


def _request(need: Need, group: str, settings: Settings, now: datetime) -> dict[str, Any]:
    waited = (now - need.sent_at).total_seconds() / WEEK if need.sent_at else 0.0
    return {
        "key": str(need.id),
        "company": str(need.organisation_id),
        "group": group,
        "sessions": -(-need.hours // settings.session_hours),
        "urgency": need.urgency if settings.classes else 0,
        "waited": round(max(0.0, waited), DIGITS),
    }


def _no_pairs() -> dict[str, list[Any]]:
    return {"request": [], "expert": [], "score": [], "bar": []}


def _add_pairs(pairs: dict[str, list[Any]], at: int, need: Need, supply: Supply, least: float) -> None:
    """Those whose words or skills answer the need, each with the bar that stands in the way, if one does."""
    wish = Wish((), need.county, need.hours, need.in_person)
    places = {str(row.id): place for place, row in enumerate(supply.experts)}
    hidden, asked = hidden_from(need), _asked(need)
    fits = sorted(
        (places[one.key], one.score)
        for one in scored(need.text, wish, supply.experts, supply.free)
        if one.good and one.score >= least
    )
    for place, score in fits:
        row = supply.experts[place]
        bar = bar_of(need, row, hidden, supply.belongs[row.id], asked.get(row.id, ""))
        pairs["request"].append(at)
        pairs["expert"].append(place)
        pairs["score"].append(round(min(1.0, max(0.0, score)), DIGITS))
        pairs["bar"].append(int(bar))


def _asked(need: Need) -> dict[UUID, str]:
    """The experts that were asked already, and how that ended or stands."""
    rows = Contact.objects.filter(need=need).order_by("sent_at")
    return dict(rows.values_list("expert", "state"))


def bar_of(need: Need, row: Expert, hidden: frozenset[UUID], belongs: frozenset[UUID], asked: str) -> Bar:
    """What stands in the way: one's own, somebody it is hidden from, a no, or the place."""
    if need.organisation_id in belongs or belongs & hidden:
        return Bar.CONFLICT
    if asked == ContactState.DECLINED:
        return Bar.OPTED_OUT
    near = not row.counties or need.county in row.counties
    if asked or not (near or (row.remote and not need.in_person)):
        return Bar.INELIGIBLE
    return Bar.NONE
