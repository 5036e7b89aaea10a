"""Mail about signing, each in its reader's language; a job sends it after the commit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.agreements.models import Agreement, RoundState, Signature, SignatureState, SigningRound
from dugnad.areas.agreements.words import day
from dugnad.kernel.identity.models import Person
from dugnad.kernel.mail import Letter, Post

JOB = "agreements.mail"


def _link(agreement: UUID) -> str:
    return f"{settings.ORIGIN}{reverse('agreements:agreement', args=[agreement])}"


def _letter(agreement: Agreement, subject: str, *lines: str) -> tuple[str, str]:
    text = [line for line in lines if line]
    return subject, "\n\n".join([*text, _link(agreement.id)])


def _ask(signature: UUID, *, again: bool = False) -> list[Letter]:
    row = Signature.objects.select_related("round__agreement", "person").get(id=signature)
    if row.state != SignatureState.WAITING or row.round.state != RoundState.OPEN:
        return []
    return [Letter(row.person, partial(_asking, row, again))]


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


def _declined(signature: UUID) -> list[Letter]:
    row = Signature.objects.select_related("round__agreement", "organisation").get(id=signature)
    others = [person for person in _everyone(row.round) if person.id != row.person_id]
    return [Letter(person, partial(_declining, row)) for person in others]


def _declining(row: Signature) -> tuple[str, str]:
    facts = {"who": row.name, "organisation": row.organisation.name, "title": row.round.agreement.title}
    told = _("%(who)s (%(organisation)s) declined to sign «%(title)s». It is a draft again.") % facts
    return _letter(row.round.agreement, _("«%(title)s» was declined") % facts, told, row.reason)


def _concluded(round: UUID) -> list[Letter]:
    current = SigningRound.objects.select_related("agreement", "sent_by").get(id=round)
    words = partial(_concluding, current.agreement)
    return [Letter(person, words) for person in _everyone(current)]


def _concluding(row: Agreement) -> tuple[str, str]:
    facts = {"title": row.title, "day": day(row.effective)}
    told = _("All have signed «%(title)s». It takes effect on %(day)s.") % facts
    return _letter(row, _("«%(title)s» is signed by all") % facts, told)


def _revoked(agreement: UUID) -> list[Letter]:
    row = Agreement.objects.select_related("revoked_by").get(id=agreement)
    signed = SigningRound.objects.filter(agreement=row, state=RoundState.SIGNED).first()
    return [Letter(person, partial(_revoking, row)) for person in _everyone(signed)] if signed else []


def _revoking(row: Agreement) -> tuple[str, str]:
    facts = {"title": row.title, "who": row.revoked_by.name if row.revoked_by else ""}
    told = _("%(who)s has revoked «%(title)s». What it shares stops when the agreement ends.") % facts
    return _letter(row, _("«%(title)s» is revoked") % facts, told, row.revoked_reason)


LETTERS: dict[str, Callable[[UUID], list[Letter]]] = {
    "ask": _ask,
    "remind": partial(_ask, again=True),
    "declined": _declined,
    "concluded": _concluded,
    "revoked": _revoked,
}

POST = Post(JOB, LETTERS)
post, deliver = POST.ask, POST.deliver
