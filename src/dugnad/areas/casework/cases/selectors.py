"""Which cases the actor sees: one's own, and for a case worker those of the city that were sent."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from dugnad.areas.casework.models import Adoption, Appeal, Case, CaseEntry, Decision, Letter
from dugnad.areas.casework.models.cases import AppealOutcome, CaseState
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.rules.cases import CASE, CASE_FIELDS, case_thing, desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound

QUEUE = (CaseState.PERSON, CaseState.WAITING)
LATELY = dt.timedelta(days=14)
CLOSED = (CaseState.DECIDED, CaseState.WITHDRAWN)


def case(actor: Actor, case: UUID, action: str = "read") -> Case:
    """One case with what is known and what was decided; NotFound."""
    entries = Prefetch("entries", CaseEntry.objects.select_related("by"))
    decisions = Prefetch("decisions", Decision.objects.select_related("adoption__version__package", "by"))
    rows = Case.objects.select_related("organisation")
    row = rows.prefetch_related("facts", "appeals", entries, decisions).filter(id=case).first()
    if row is None:
        raise NotFound
    require(actor, action, case_thing(row))
    return row


def beside(row: Case) -> QuerySet[Case]:
    """The other cases of the same application: those who see one see all."""
    root = row.first_id or row.id
    rows = Case.objects.filter(Q(id=root) | Q(first=root), applicant=row.applicant_id)
    return rows.exclude(id=row.id).prefetch_related("facts").order_by("day", "id")


def letter(actor: Actor, case_id: UUID, letter: UUID) -> bytes:
    """A sealed letter's PDF; NotFound for others, and before it is sealed."""
    row = case(actor, case_id)
    found = Letter.objects.filter(case=row, id=letter).exclude(pdf=None).first()
    if found is None:
        raise NotFound
    return bytes(found.pdf or b"")


def own(actor: Actor) -> QuerySet[Case]:
    """The actor's own, the latest first."""
    return visible(Case.objects.select_related("organisation"), actor, CASE, CASE_FIELDS, action="write")


def queue(actor: Actor, organisation: UUID) -> QuerySet[Case]:
    """What waits for the city's case workers, the oldest first; NotFound for others."""
    require(actor, "read", desk_thing(organisation))
    rows = Case.objects.filter(organisation=organisation, state__in=QUEUE, applied_at__isnull=False)
    return rows.order_by("applied_at", "id")


def open_appeals(actor: Actor, organisation: UUID) -> QuerySet[Appeal]:
    """Appeals that the city has not answered, or that are with the body that decides them; the oldest first."""
    require(actor, "read", desk_thing(organisation))
    rows = Appeal.objects.filter(case__organisation=organisation, ended_at=None).select_related("case")
    return rows.order_by("at")[:200]


def desk_appeals(actor: Actor, organisation: UUID) -> QuerySet[Appeal]:
    """What the desk shows: open appeals, and those that were withdrawn lately; the oldest first."""
    require(actor, "read", desk_thing(organisation))
    withdrawn = Q(outcome=AppealOutcome.WITHDRAWN, ended_at__gte=timezone.now() - LATELY)
    rows = Appeal.objects.filter(Q(ended_at=None) | withdrawn, case__organisation=organisation)
    return rows.select_related("case").order_by("at")[:200]


def to_control(actor: Actor, organisation: UUID) -> QuerySet[Case]:
    """Automatic decisions that were drawn for a look, and not looked at yet."""
    require(actor, "read", desk_thing(organisation))
    rows = Case.objects.filter(organisation=organisation, sampled=True, state=CaseState.DECIDED)
    return rows.exclude(entries__what="controlled").order_by("decided_at", "id")


def to_archive(actor: Actor, organisation: UUID) -> QuerySet[Case]:
    """Closed cases, the latest first; for the city's archive only."""
    require(actor, "archive", desk_thing(organisation))
    rows = Case.objects.filter(organisation=organisation, state__in=CLOSED, applied_at__isnull=False)
    return rows.order_by("-applied_at", "id")


def offers() -> QuerySet[Adoption]:
    """What may be applied for now, by city."""
    today = timezone.localdate()
    rows = Adoption.objects.filter(state=VersionState.PUBLISHED, since__lte=today, organisation__left_at=None)
    rows = rows.exclude(until__lte=today).select_related("organisation", "version__package")
    return rows.defer("version__document").order_by("organisation__name", "version__package__slug", "-since")


def archives(actor: Actor) -> QuerySet[Organisation]:
    """The cities whose closed cases the actor takes to the archive."""
    held = {organisation for organisation, role in actor.roles if role == "archivist"}
    return Organisation.objects.filter(id__in=held, left_at=None).order_by("name")


def desks(actor: Actor) -> QuerySet[Organisation]:
    """The cities whose cases the actor works with."""
    held = {organisation for organisation, role in actor.roles if role == "caseworker"}
    return Organisation.objects.filter(id__in=held, left_at=None).order_by("name")
