"""Mail about signing, each in its reader's language; a job sends it after the commit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.areas.agreements.models import Agreement, RoundState, Signature, SignatureState, SigningRound
from dugnad.areas.agreements.words import day
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress, start

JOB = "agreements.mail"
Words = Callable[[], tuple[str, str]]
Letters = list[tuple[Person, Words]]


def post(kind: str, **ids: UUID) -> None:
    """Ask for mail of this kind in the present transaction."""
    wanted: dict[str, Any] = {name: str(value) for name, value in ids.items()}
    start(JOB, actor=Actor(operator=True), kind=kind, **wanted)


def deliver(progress: Progress, kind: str, **ids: str) -> None:
    """The job: write and send what was asked for; nothing if it is no longer so."""
    for person, words in LETTERS[kind](*(UUID(value) for value in ids.values())):
        if person.email and person.is_active:
            _send(person, words)


def _send(person: Person, words: Words) -> None:
    with translation.override(person.language):
        subject, body = words()
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [str(person.email)])


def _link(agreement: UUID) -> str:
    return f"{settings.ORIGIN}{reverse('agreements:agreement', args=[agreement])}"


def _letter(agreement: Agreement, subject: str, *lines: str) -> tuple[str, str]:
    text = [line for line in lines if line]
    return " ".join(subject.split()), "\n\n".join([*text, _link(agreement.id)])


def _ask(signature: UUID, *, again: bool = False) -> Letters:
    row = Signature.objects.select_related("round__agreement", "person").get(id=signature)
    if row.state != SignatureState.WAITING or row.round.state != RoundState.OPEN:
        return []
    return [(row.person, partial(_asking, row, again))]


def _asking(row: Signature, again: bool) -> tuple[str, str]:
    title = {"title": row.round.agreement.title}
    subject = _("Reminder: «%(title)s» waits for your signature") if again else _("Please sign «%(title)s»")
    first = _("You are asked to sign «%(title)s».") % title
    return _letter(row.round.agreement, subject % title, first, row.round.message)


def _everyone(current: SigningRound) -> list[Person]:
    """Those who were asked to sign, and who asked them; each once."""
    people = [row.person for row in current.signatures.select_related("person")]
    asked_by = [current.sent_by] if current.sent_by else []
    return list({person.id: person for person in (*asked_by, *people)}.values())


def _declined(signature: UUID) -> Letters:
    row = Signature.objects.select_related("round__agreement", "organisation").get(id=signature)
    others = [person for person in _everyone(row.round) if person.id != row.person_id]
    return [(person, partial(_declining, row)) for person in others]


def _declining(row: Signature) -> tuple[str, str]:
    facts = {"who": row.name, "organisation": row.organisation.name, "title": row.round.agreement.title}
    told = _("%(who)s (%(organisation)s) declined to sign «%(title)s». It is a draft again.") % facts
    return _letter(row.round.agreement, _("«%(title)s» was declined") % facts, told, row.reason)


def _concluded(round: UUID) -> Letters:
    current = SigningRound.objects.select_related("agreement", "sent_by").get(id=round)
    words = partial(_concluding, current.agreement)
    return [(person, words) for person in _everyone(current)]


def _concluding(row: Agreement) -> tuple[str, str]:
    facts = {"title": row.title, "day": day(row.effective)}
    told = _("All have signed «%(title)s». It takes effect on %(day)s.") % facts
    return _letter(row, _("«%(title)s» is signed by all") % facts, told)


def _revoked(agreement: UUID) -> Letters:
    row = Agreement.objects.select_related("revoked_by").get(id=agreement)
    signed = SigningRound.objects.filter(agreement=row, state=RoundState.SIGNED).first()
    return [(person, partial(_revoking, row)) for person in _everyone(signed)] if signed else []


def _revoking(row: Agreement) -> tuple[str, str]:
    facts = {"title": row.title, "who": row.revoked_by.name if row.revoked_by else ""}
    told = _("%(who)s has revoked «%(title)s». What it shares stops when the agreement ends.") % facts
    return _letter(row, _("«%(title)s» is revoked") % facts, told, row.revoked_reason)


LETTERS: dict[str, Callable[[UUID], Letters]] = {
    "ask": _ask,
    "remind": partial(_ask, again=True),
    "declined": _declined,
    "concluded": _concluded,
    "revoked": _revoked,
}
