"""What an owner sees of their own descriptions: what lacks, what changed beneath them, and what residents say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from dugnad.areas.services.catalogue.content import Content, differences, missing, read
from dugnad.areas.services.catalogue.services import content_of
from dugnad.areas.services.models import Feedback, Gap, Service, Territory, Version
from dugnad.areas.services.rules import (
    FEEDBACK,
    FEEDBACK_FIELDS,
    SERVICE,
    SERVICE_FIELDS,
    State,
    catalogue_thing,
    service_thing,
    state,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Owned:
    """One description in its owner's list."""

    row: Service
    content: Content
    state: State
    missing: tuple[str, ...]
    base_changed: bool
    shown: int
    feedback: int


def own_organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that the actor has a role in."""
    return Organisation.objects.filter(id__in=actor.organisations, left_at=None)


def organisation(organisation: UUID) -> Organisation:
    """The present member of the network; NotFound."""
    found = Organisation.objects.filter(id=organisation, left_at=None).first()
    if found is None:
        raise NotFound
    return found


def owned(actor: Actor, organisation: UUID) -> list[Owned]:
    """All that an organisation describes, by slug; how often each was shown in 30 days, and what waits."""
    may = visible(Service.objects.all(), actor, SERVICE, SERVICE_FIELDS)
    rows = list(may.filter(owner=organisation).select_related("base").order_by("slug"))
    return list(_owned(rows, _shown(organisation), _waiting(actor, organisation)))


def _owned(rows: Iterable[Service], shown: dict[Any, int], waiting: dict[Any, int]) -> Iterable[Owned]:
    today = timezone.localdate()
    for row in rows:
        content = content_of(row)
        lacking = {language for languages in missing(content).values() for language in languages}
        yield Owned(
            row=row,
            content=content,
            state=state(row.valid_from, row.valid_until, row.withdrawn_at is not None, today),
            missing=tuple(sorted(lacking)),
            base_changed=bool(row.base and row.base.version > row.base_seen),
            shown=shown.get(row.id, 0),
            feedback=waiting.get(row.id, 0),
        )


def _shown(organisation: UUID) -> dict[Any, int]:
    since = timezone.localdate() - MONTH
    counted = Service.objects.filter(owner=organisation, shown__day__gt=since).order_by()
    return dict(counted.values_list("id").annotate(Sum("shown__times")))


def _waiting(actor: Actor, organisation: UUID) -> dict[Any, int]:
    rows = visible(
        Feedback.objects.filter(owner=organisation, settled_at=None), actor, FEEDBACK, FEEDBACK_FIELDS
    )
    return dict(rows.order_by().values_list("service").annotate(Count("id")))


def feedback_of(actor: Actor, organisation: UUID, *, settled: bool | None = None) -> QuerySet[Feedback]:
    """What residents said of an organisation's services, the newest first, where the actor may see it."""
    rows = visible(Feedback.objects.filter(owner=organisation), actor, FEEDBACK, FEEDBACK_FIELDS)
    if settled is not None:
        rows = rows.filter(settled_at__isnull=not settled)
    return rows.select_related("service", "service__base")


def gaps_of(actor: Actor, owner: UUID) -> QuerySet[Gap]:
    """What residents asked and did not find in its areas, what most days asked for first."""
    organisation(owner)
    require(actor, "see_what_residents_say", catalogue_thing(owner))
    return Gap.objects.filter(owner=owner)


def service(actor: Actor, service: UUID) -> Service:
    """One description with its base and owner; NotFound."""
    row = Service.objects.filter(id=service).select_related("base", "owner").first()
    if row is None:
        raise NotFound
    require(actor, "read", service_thing(row.id, row.owner_id))
    return row


def changes(row: Service) -> list[tuple[Version, list[str]]]:
    """Each version with the names of what it changed, the newest first."""
    versions = list(row.versions.all())
    before = {later.id: earlier for later, earlier in pairwise(versions)}
    return [(version, _changed(before.get(version.id), version)) for version in versions]


def _changed(before: Version | None, after: Version) -> list[str]:
    return [name for name, *_ in differences(read(before.content), read(after.content))] if before else []


def base_changes(row: Service) -> list[tuple[str, Any, Any]]:
    """What the base said when the owner last looked and says now, where that differs."""
    if row.base is None or row.base.version <= row.base_seen:
        return []
    seen = row.base.versions.filter(number=row.base_seen).first()
    return list(differences(read(seen.content), read(row.base.content))) if seen else []


def bases(organisation: UUID, words: str = "") -> list[tuple[Service, Content]]:
    """The national base descriptions that an organisation does not deliver yet, with the words in a title."""
    own = Service.objects.filter(owner=organisation, withdrawn_at=None).exclude(base=None).values("base")
    rows = Service.objects.filter(base=None, area="", withdrawn_at=None).exclude(id__in=own).order_by("slug")
    wanted = words.casefold().split()
    found = ((row, read(row.content)) for row in rows)
    return [(row, content) for row, content in found if all(_titled(content, word) for word in wanted)]


def _titled(content: Content, word: str) -> bool:
    return any(word in title.casefold() for title in content.title.values())


def territories(organisation: UUID) -> QuerySet[Territory]:
    """The areas that an organisation answers for."""
    return Territory.objects.filter(organisation=organisation)


def territory(area: str) -> Territory:
    """The area's contact point; NotFound."""
    found = Territory.objects.filter(area=area).first()
    if found is None:
        raise NotFound
    return found


def everything() -> QuerySet[Service]:
    """All descriptions that hold today, bases included, with base and owner, by slug."""
    today = timezone.localdate()
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    lasting = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = Service.objects.filter(begun, lasting, withdrawn_at=None)
    return rows.select_related("base", "owner").order_by("slug")
