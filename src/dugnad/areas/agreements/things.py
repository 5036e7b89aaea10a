"""How the house finds this area's things by id: for 'why can I see this?' and for the names in the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.agreements.models import Agreement, Signature
from dugnad.areas.agreements.rules import (
    AGREEMENT,
    DATA_PEOPLE,
    DATA_SIGNATORIES,
    PEOPLE,
    SIGNATORIES,
    SIGNATURE,
    SUMMARY,
    agreement_thing,
    signature_thing,
    summary_thing,
)
from dugnad.areas.agreements.selectors import CONCLUDED
from dugnad.kernel.access import Kind, Thing
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def _page(agreement: UUID) -> str:
    return reverse("agreements:agreement", args=[agreement])


def find_agreements(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Agreement.objects.filter(id__in=ids).prefetch_related("party_rows")
    for row in rows:
        yield Found(agreement_thing(row.id, _parties(row)), row.title, _page(row.id))


def _parties(row: Agreement) -> list[UUID]:
    return [one.organisation_id for one in row.party_rows.all()]


def find_summaries(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Agreement.objects.filter(id__in=ids, state__in=CONCLUDED):
        yield Found(summary_thing(row.id), row.title, _page(row.id))


def find_signatures(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Signature.objects.filter(id__in=ids).select_related("round__agreement", "organisation")
    for row in rows.prefetch_related("round__agreement__party_rows"):
        agreement = row.round.agreement
        thing = signature_thing(row.id, row.organisation_id, row.person_id, _parties(agreement))
        yield Found(thing, f"{agreement.title}, {row.organisation.name}", _page(agreement.id))


def _find_shared(kind: Kind, data: str, ids: Collection[UUID]) -> Iterable[Found]:
    for row in Organisation.objects.filter(id__in=ids):
        url = reverse("agreements:shared", kwargs={"organisation": row.id, "data": data})
        yield Found(Thing(kind, row.id, owner=row.id), row.name, url)


THINGS = (
    ThingKind(
        AGREEMENT,
        _("agreement"),
        find_agreements,
        {
            "read": _("Read it in full"),
            "add": _("Write it"),
            "change": _("Change its text while it is a draft"),
            "send": _("Send it for signature, remind, take it back"),
            "revoke": _("Revoke it"),
        },
    ),
    ThingKind(SUMMARY, _("signed agreement, in short"), find_summaries, {"read": _("Read what it shares")}),
    ThingKind(
        SIGNATURE,
        _("signature"),
        find_signatures,
        {"read": _("See it"), "sign": _("Sign or decline"), "delegate": _("Let another signatory sign")},
    ),
    ThingKind(
        PEOPLE,
        _("contact people"),
        lambda ids: _find_shared(PEOPLE, DATA_PEOPLE, ids),
        {"read": _("Read who they are")},
    ),
    ThingKind(
        SIGNATORIES,
        _("signatories"),
        lambda ids: _find_shared(SIGNATORIES, DATA_SIGNATORIES, ids),
        {"read": _("Read who they are")},
    ),
)
