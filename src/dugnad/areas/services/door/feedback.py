"""'This was wrong': a few words for the owner of a description, without who says it."""

from __future__ import annotations

import re
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.services.door.gaps import PACE_KEPT, keyed
from dugnad.areas.services.door.sensitive import identity_numbers, tells_of_health
from dugnad.areas.services.models import Feedback, FeedbackPace, Service
from dugnad.areas.services.models.door import FeedbackKind
from dugnad.areas.services.rules import TooMuchFeedback, feedback_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import Fault, one_of, prose
from dugnad.kernel.problems import Invalid, NotFound

LONGEST = 400
AN_HOUR = 5
E_MAIL = re.compile(r"\S+@\S+\.\S+")
PHONE = re.compile(r"(?<!\d)(?:\+?47[\s]?)?[2-9]\d(?:\s?\d){6}(?!\d)")


def give(*, actor: Actor, slug: str, kind: str, text: str, sender: str) -> Feedback:
    """Tell the owner what is wrong. `sender` is an address that is kept for an hour as a keyed digest, for the pace.

    Raises Invalid where the text holds who somebody is or how they are, TooMuchFeedback past five in an hour.
    """
    row = Service.objects.filter(slug=slug, withdrawn_at=None).first()
    if row is None:
        raise NotFound
    chosen, words = _clean(kind, text)
    with wall.system(), transaction.atomic():
        _count(sender)
        made = Feedback.objects.create(service=row, owner_id=row.owner_id, kind=chosen, text=words)
        thing = feedback_thing(made.id, row.owner_id)
        record("services.feedback_given", actor=Actor(), thing=thing, detail={"kind": chosen})
    return made


@transaction.atomic
def settle(*, actor: Actor, feedback: UUID) -> None:
    """The owner has looked at it."""
    row = Feedback.objects.filter(id=feedback).first()
    if row is None:
        raise NotFound
    thing = feedback_thing(row.id, row.owner_id)
    require(actor, "settle", thing)
    if row.settled_at is None:
        Feedback.objects.filter(id=row.id).update(settled_at=timezone.now())
        record("services.feedback_settled", actor=actor, thing=thing)


def sender_of(request: HttpRequest) -> str:
    """The visitor's address: the word of the one proxy in front where there is one, of IPv6 the network."""
    given = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    address = given if given and settings.ALLAUTH_TRUSTED_PROXY_COUNT else request.META.get("REMOTE_ADDR", "")
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address


def _clean(kind: str, text: str) -> tuple[str, str]:
    faults: dict[str, str] = {}
    try:
        kind = one_of(FeedbackKind.values)(kind)
    except Fault as fault:
        faults["kind"] = str(fault)
    try:
        text = prose(LONGEST)(text)
    except Fault as fault:
        faults["text"] = str(fault)
    if words := personal(text):
        faults["text"] = words
    if faults:
        raise Invalid(fields=faults)
    return kind, text


def personal(text: str) -> str:
    """Why a text cannot be kept, in words; empty when it can."""
    if any(identity_numbers(text)):
        return _("Leave out national identity numbers. Nothing was sent.")
    if E_MAIL.search(text) or PHONE.search(text):
        return _("Leave out e-mail addresses and telephone numbers. Nothing was sent.")
    if tells_of_health(text):
        return _("Leave out what tells of somebody’s health. Nothing was sent.")
    return ""


def _count(sender: str) -> None:
    now, digest = timezone.now(), keyed(f"{timezone.localdate()} {sender}")
    sent = FeedbackPace.objects.filter(digest=digest, at__gt=now - PACE_KEPT).count()
    if sent >= getattr(settings, "FEEDBACK_PER_HOUR", AN_HOUR):
        raise TooMuchFeedback(_("You have sent several already. Try again in an hour."))
    FeedbackPace.objects.create(digest=digest, at=now)
