"""The names in the log, looked up when it is read: only those that the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dugnad.kernel.access import Actor, GrantValue, decide
from dugnad.kernel.access.gate import visible
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.agreements.selectors import grants_received
from dugnad.kernel.areas.manifest import Found
from dugnad.kernel.areas.registry import thing_kinds
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Membership, Organisation
from dugnad.kernel.organisations.rules import MEMBERSHIP, MEMBERSHIP_FIELDS, ORGANISATION


@dataclass(frozen=True, slots=True)
class Names:
    """What a reader may be told: organisations and people by id, things by kind and id."""

    organisations: Mapping[UUID, str]
    people: Mapping[UUID, str]
    things: Mapping[tuple[str, UUID], Found]


def names_for(reader: Actor, events: Collection[Event]) -> Names:
    """The names in these entries that the reader may see, in a number of queries that does not grow with them."""
    refs = {ref for event in events for ref in event.refs}
    return Names(organisation_names(reader, refs), people_names(reader, refs), _things(reader, events))


def organisation_names(reader: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """By id: the names of the organisations that the reader may see."""
    rows = visible(Organisation.objects.filter(id__in=ids), reader, ORGANISATION, Fields(owner="id"))
    return dict(rows.values_list("id", "name"))


def people_names(reader: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """By id: the names of the people whose membership the reader may see, past ones included."""
    rows = visible(Membership.objects.filter(person__in=ids), reader, MEMBERSHIP, MEMBERSHIP_FIELDS)
    return dict(rows.values_list("person", "person__name"))


def _things(reader: Actor, events: Iterable[Event]) -> dict[tuple[str, UUID], Found]:
    wanted: dict[str, set[UUID]] = {}
    for event in events:
        wanted.setdefault(event.thing_kind, set()).add(event.thing)
    at = timezone.now()
    grants = grants_received(reader, at)
    known = ((kind, ids) for kind, ids in wanted.items() if kind in thing_kinds())
    return {
        (kind, found.thing.id): found
        for kind, ids in known
        for found in thing_kinds()[kind].find(ids)
        if found.thing.id and _readable(reader, found, grants, at)
    }


def _readable(reader: Actor, found: Found, grants: tuple[GrantValue, ...], at: datetime) -> bool:
    """Whether the reader may read the thing, for any purpose that was agreed."""
    purposes = {"", *(grant.purpose for grant in grants)}
    return any(decide(reader, "read", found.thing, purpose, grants, at) for purpose in purposes)
