"""Every read of agreements, always through `access`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Document,
    Order,
    RoundState,
    Signature,
    SignatureState,
    SigningRound,
)
from dugnad.areas.agreements.rules import (
    AGREEMENT,
    AGREEMENT_FIELDS,
    SIGNATURE,
    SIGNATURE_FIELDS,
    SUMMARY,
    Period,
    Status,
    agreement_thing,
    status,
    summary_thing,
)
from dugnad.areas.agreements.services.rows import parties_of
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.problems import NotFound

CONCLUDED = (AgreementState.SIGNED, AgreementState.REVOKED)


def status_of(row: Agreement, at: datetime | None = None) -> Status:
    """Where the agreement is in its life now."""
    return status(row.state, Period(row.effective, row.expiry), row.revoked_from, at or timezone.now())


def own_agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that one of the actor's organisations is a party of, latest change first."""
    rows = Agreement.objects.exclude(state=AgreementState.DISCARDED)
    return visible(rows, actor, AGREEMENT, AGREEMENT_FIELDS).order_by("-changed_at", "id")


def network_agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that all parties have signed, latest first: what the whole network may know of."""
    rows = visible(Agreement.objects.filter(state__in=CONCLUDED), actor, SUMMARY, Fields())
    return rows.order_by("-signed_at", "id")


def narrowed(rows: QuerySet[Agreement], *, words: str = "", wanted: str = "") -> QuerySet[Agreement]:
    """Those that are in the wanted status and have all the words in their title or a party's name."""
    for word in words.split():
        named = Agreement.objects.filter(parties__name__icontains=word)
        rows = rows.filter(Q(title__icontains=word) | Q(id__in=named.values("id")))
    return rows.filter(_in_status(wanted, timezone.now())) if wanted else rows


def _in_status(wanted: str, now: datetime) -> Q:
    today = timezone.localdate(now)
    going = Q(state__in=CONCLUDED) & (Q(revoked_from=None) | Q(revoked_from__gt=now))
    forms = {
        Status.DRAFT: Q(state=AgreementState.DRAFT),
        Status.SIGNING: Q(state=AgreementState.SIGNING),
        Status.UPCOMING: going & Q(effective__gt=today),
        Status.IN_FORCE: going & Q(effective__lte=today, expiry__gte=today),
        Status.EXPIRED: going & Q(expiry__lt=today),
        Status.REVOKED: Q(state=AgreementState.REVOKED, revoked_from__lte=now),
    }
    return next((form for name, form in forms.items() if name == wanted), Q(pk__in=[]))


@dataclass(frozen=True, slots=True)
class Opened:
    """An agreement that the actor may read: in full, or only what the network may know."""

    row: Agreement
    full: bool


def open_agreement(actor: Actor, agreement: UUID) -> Opened:
    """The agreement as far as the actor may read it; NotFound if not at all."""
    row = Agreement.objects.select_related("written_by", "revoked_by").filter(id=agreement).first()
    if row is None or row.state == AgreementState.DISCARDED:
        raise NotFound
    if ask(actor, "read", agreement_thing(row.id, parties_of(row.id))):
        return Opened(row, full=True)
    if row.state in CONCLUDED and ask(actor, "read", summary_thing(row.id)):
        return Opened(row, full=False)
    raise NotFound


def full_agreement(actor: Actor, agreement: UUID) -> Agreement:
    """The agreement, for its parties' people; NotFound for all others."""
    opened = open_agreement(actor, agreement)
    if not opened.full:
        require(actor, "read", agreement_thing(agreement, parties_of(agreement)))
    return opened.row


def may(actor: Actor, action: str, row: Agreement) -> bool:
    """Whether the actor may do `action` with the agreement, for showing or hiding a button."""
    return bool(ask(actor, action, agreement_thing(row.id, parties_of(row.id))))


def rounds_of(row: Agreement) -> list[SigningRound]:
    """The rounds of an agreement that the actor may read, newest first, with their signatures."""
    rounds = row.rounds.defer("content").select_related("sent_by")
    return list(rounds.prefetch_related("signatures__organisation").order_by("-number"))


def document_of(actor: Actor, agreement: UUID, number: int | None = None) -> tuple[SigningRound, bytes]:
    """The PDF of one round, or of the latest; NotFound if nothing was sent yet."""
    row = full_agreement(actor, agreement)
    found = row.rounds.filter(number=number) if number else row.rounds.all()
    latest = found.order_by("-number").first()
    if latest is None:
        raise NotFound
    return latest, bytes(Document.objects.get(round=latest).pdf)


def _in_turn(rows: QuerySet[Signature]) -> QuerySet[Signature]:
    before = Signature.objects.filter(
        round=OuterRef("round"), state=SignatureState.WAITING, position__lt=OuterRef("position")
    )
    return rows.filter(Q(round__order=Order.PARALLEL) | ~Exists(before))


def waiting_for(actor: Actor) -> QuerySet[Signature]:
    """The places where the actor can sign now, longest waiting first."""
    rows = Signature.objects.filter(state=SignatureState.WAITING, round__state=RoundState.OPEN)
    mine = visible(rows, actor, SIGNATURE, SIGNATURE_FIELDS, action="sign")
    return _in_turn(mine).select_related("round__agreement", "organisation").order_by("asked_at", "id")


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """How many agreements wait for the actor's signature, for the first page."""
    if actor.person is None:
        return
    count = waiting_for(actor).count()
    if count:
        text = ngettext(
            "%(count)d agreement waits for your signature",
            "%(count)d agreements wait for your signature",
            count,
        )
        yield text % {"count": count}, reverse("agreements:list")


def live_number(actor: Actor) -> tuple[int, str] | None:
    """How many agreements are in force, for the card on the first page; none for those who may see none."""
    if not (actor.person or actor.operator):
        return None
    rows = own_agreements(actor) if actor.organisations else network_agreements(actor)
    return narrowed(rows, wanted=Status.IN_FORCE).count(), _("in force")
