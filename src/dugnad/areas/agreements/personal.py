"""The personal data kept here: given back, deleted on request, let go in time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dugnad.areas.agreements.models import Agreement, Document, Signature, SignatureState, SigningRound
from dugnad.kernel.areas.manifest import Download, PersonalData

KEPT = timedelta(days=10 * 365)


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield name, json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def export_signatures(person: UUID) -> Iterable[Download]:
    """Every place where the person signed, declined or is asked to sign, and each document they signed."""
    mine = Signature.objects.filter(person=person).order_by("round__sent_at", "id")
    values = mine.values(
        "name", "authority", "state", "asked_at", "reminded_at", "done_at", "reason", "delegated_from", "delegated_at",
        agreement=F("round__agreement__title"), for_organisation=F("organisation__name"),
    )  # fmt: skip
    yield from _file("signatures.json", values)
    signed = Document.objects.filter(
        round__signatures__person=person, round__signatures__state=SignatureState.SIGNED
    )
    for document in signed.select_related("round__agreement").distinct():
        yield f"signed-{document.round_id}.pdf", bytes(document.pdf)


def export_writing(person: UUID) -> Iterable[Download]:
    """What the person began or sent."""
    begun = Agreement.objects.filter(written_by=person).values("title", "created_at", "state")
    yield from _file("agreements-written.json", begun)
    sent = SigningRound.objects.filter(sent_by=person)
    yield from _file("agreements-sent.json", sent.values("sent_at", "message", title=F("agreement__title")))


def erase_signatures(person: UUID) -> int:
    """Forget reasons the person gave in rounds that came to nothing. A signed agreement binds, and stays whole."""
    given = Signature.objects.filter(person=person).exclude(reason="")
    return given.update(reason="")


def erase_writing(person: UUID) -> int:
    """Forget who began and who sent."""
    begun = Agreement.objects.filter(written_by=person).update(written_by=None)
    sent = SigningRound.objects.filter(sent_by=person)
    return begun + sent.update(sent_by=None, message="")


def _ended_before(past: datetime) -> QuerySet[Agreement]:
    """Agreements that ended, or were thrown away, before a time."""
    return Agreement.objects.filter(Q(expired_at__lt=past) | Q(state="discarded", changed_at__lt=past))


def expire_signatures(now: datetime) -> int:
    """Ten years after an agreement ended, delete its signatures and documents."""
    return SigningRound.objects.filter(agreement__in=_ended_before(now - KEPT).values("id")).delete()[0]


def expire_writing(now: datetime) -> int:
    """Ten years after an agreement ended, forget who began it."""
    return _ended_before(now - KEPT).exclude(written_by=None).update(written_by=None)


PERSONAL_DATA = (
    PersonalData(
        name="signatures",
        what=_("Your signatures on agreements: for whom, on what authority, when, and reasons you gave"),
        why=_("To prove what the parties have agreed"),
        ground=_("A task in the public interest, and the agreement itself (GDPR article 6.1 e and f)"),
        keep=KEPT,
        export=export_signatures,
        erase=erase_signatures,
        expire=expire_signatures,
        stays=_(
            "Signatures on agreements stay, since they bind the parties. They go ten years after the end."
        ),
    ),
    PersonalData(
        name="agreement-writing",
        what=_("Which agreements you began and sent, and messages you sent with them"),
        why=_("To show the parties where a draft comes from"),
        ground=_("The organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=KEPT,
        export=export_writing,
        erase=erase_writing,
        expire=expire_writing,
    ),
)
