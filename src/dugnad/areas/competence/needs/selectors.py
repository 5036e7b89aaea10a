"""Needs and requests, as the actor may see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dugnad.areas.competence.models import Contact, ContactState, Need
from dugnad.areas.competence.needs.finding import Answers, find
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.things import thing_of_contact, thing_of_need
from dugnad.areas.competence.rules.needs import (
    CONTACT,
    CONTACT_FIELDS,
    HANDED,
    HANDED_FIELDS,
    NEED,
    NEED_FIELDS,
    SILENT,
    SILENT_FIELDS,
    WAITING,
    silent_thing,
)
from dugnad.areas.competence.scoring import Wish
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import NotFound


def wish_of(row: Need) -> Wish:
    """What a need asks for, as far as it is scored."""
    return Wish((), row.county, row.hours, row.in_person)


def needs(actor: Actor) -> QuerySet[Need]:
    """The needs of the actor's organisations, the newest first, with how many requests wait or were accepted."""
    rows = visible(Need.objects.all(), actor, NEED, NEED_FIELDS, action="manage")
    live = Q(contacts__state__in=(ContactState.SENT, ContactState.PROPOSED, ContactState.ACCEPTED))
    found = rows.select_related("organisation").annotate(asked=Count("contacts", filter=live, distinct=True))
    return found.order_by("-created_at", "id")


def need(actor: Actor, id: UUID, action: str = "read") -> Need:
    """One need; NotFound where the actor may not know of it."""
    row = (
        Need.objects.select_related("organisation", "asked_by")
        .prefetch_related("parties")
        .filter(id=id)
        .first()
    )
    if row is None:
        raise NotFound
    require(actor, action, thing_of_need(row))
    return row


def answers(actor: Actor, row: Need) -> Answers:
    """What answers a need now; never from whom it is hidden."""
    return find(actor, row.text, wish_of(row), but={*hidden_from(row), row.organisation_id})


def contacts_of(row: Need) -> QuerySet[Contact]:
    """All requests of a need, in the order they were sent. For those who manage it."""
    return row.contacts.select_related("expert", "offer", "organisation")


def received(actor: Actor) -> QuerySet[Contact]:
    """The requests to experts of the actor's organisations, those that wait longest first."""
    rows = Contact.objects.filter(organisation__in=actor.organisations)
    found = visible(rows, actor, CONTACT, CONTACT_FIELDS)
    return found.select_related("expert", "offer", "organisation", "asker").order_by("sent_at", "id")


def sent_by(actor: Actor) -> QuerySet[Contact]:
    """The requests that the actor's own organisations have sent, the latest first."""
    rows = Contact.objects.filter(asker__in=actor.organisations)
    found = visible(rows, actor, CONTACT, CONTACT_FIELDS, action="steer")
    return found.select_related("expert", "offer", "organisation").order_by("-sent_at", "id")


def contact(actor: Actor, id: UUID) -> Contact:
    """One request, for both sides and, after silence, for who looks after it; NotFound for everybody else."""
    rows = Contact.objects.select_related("expert", "offer", "organisation", "asker", "matcher")
    row = rows.filter(id=id).first()
    if row is None:
        raise NotFound
    if row.escalated_at and not actor.organisations & {row.asker_id, row.organisation_id}:
        require(actor, "read", silent_thing(row.id, row.matcher_id))
        if _hides(row.need, actor):
            raise NotFound
    else:
        require(actor, "read", thing_of_contact(row))
    return row


def need_text_of(actor: Actor, row: Contact) -> Need | None:
    """The need behind a request, if the actor may read it now: not any more once declined or withdrawn."""
    asked = Need.objects.select_related("organisation", "asked_by").prefetch_related("parties")
    found = asked.filter(id=row.need_id).first()
    if found is None:
        return None
    silent = row.escalated_at is not None and row.state in WAITING
    may = visible(Need.objects.filter(id=row.need_id), actor, NEED, NEED_FIELDS).exists()
    return found if may or (silent and _may_settle(actor, row)) else None


def _may_settle(actor: Actor, row: Contact) -> bool:
    found = visible(Contact.objects.filter(id=row.id), actor, SILENT, SILENT_FIELDS)
    return found.exists() and not _hides(row.need, actor)


def place_in_queue(row: Contact) -> int:
    """Which one it is of those that wait for this expert or offer; 0 when it does not wait."""
    if row.state not in WAITING:
        return 0
    earlier = Contact.objects.filter(state__in=WAITING, sent_at__lt=row.sent_at)
    same = {"expert": row.expert_id} if row.expert_id else {"offer": row.offer_id}
    return earlier.filter(organisation=row.organisation_id, **same).count() + 1


def silent(actor: Actor) -> list[Contact]:
    """The requests that nobody answered and that the actor looks after, the oldest first."""
    rows = Contact.objects.filter(escalated_at__isnull=False, state__in=WAITING)
    found = visible(rows, actor, SILENT, SILENT_FIELDS).order_by("escalated_at", "id")
    shown = found.select_related("expert", "offer", "organisation", "asker", "need")
    return [row for row in shown if not _hides(row.need, actor)]


def handed(actor: Actor) -> list[Need]:
    """The needs that ask for a human and that the actor looks after: without a reply first, then the oldest."""
    rows = Need.objects.filter(handed_at__isnull=False, forgotten_at=None).exclude(state="withdrawn")
    found = visible(rows, actor, HANDED, HANDED_FIELDS).order_by("handed_at", "id")
    shown = [row for row in found.select_related("organisation") if not _hides(row, actor)]
    return sorted(shown, key=lambda row: row.replied_at is not None)


def _hides(row: Need, actor: Actor) -> bool:
    """Whether the need is hidden from one of the actor's own organisations: that stands above all else they may."""
    return bool(actor.organisations & hidden_from(row)) if actor.organisations else False


def hub_for(row: Need) -> Organisation | None:
    """The hub of the need's county that may know of it; None: who runs the platform looks."""
    but = {*hidden_from(row), row.organisation_id}
    rows = Organisation.objects.filter(kind=OrganisationKind.HUB, county=row.county, left_at=None)
    return rows.exclude(id__in=but).order_by("sort_name", "id").first() if row.county else None


def industry_of(organisation: UUID) -> str:
    """What the organisation has told of its industry."""
    from dugnad.areas.competence.models import Profile

    return Profile.objects.filter(organisation=organisation).values_list("industry", flat=True).first() or ""
