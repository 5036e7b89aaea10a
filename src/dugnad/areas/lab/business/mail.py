"""The e-mail to those who are asked to comment, each in their language. It tells who asks, never what of."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.areas.lab.models import CommentInvitation
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress, start

JOB: Final = "lab.mail"
ANSWERING: Final = ("administrator", "signatory")


def post(invitation: CommentInvitation) -> None:
    """Have the mail sent after the present transaction; it is tried again when the post does not take it."""
    start(JOB, actor=Actor(operator=True), invitation=str(invitation.id))


def deliver(progress: Progress, *, invitation: str) -> None:
    """The job: one letter each to those who may answer; nothing when the invitation is over or answered already."""
    row = CommentInvitation.objects.select_related("owner", "person").filter(id=UUID(invitation)).first()
    if row is None or row.over or row.accepted_at:
        return
    for person in _asked(row):
        if person.email and person.is_active:
            _send(row, person)


def _asked(row: CommentInvitation) -> list[Person]:
    if row.person:
        return [row.person]
    held = Person.objects.filter(
        memberships__organisation=row.organisation_id,
        memberships__role__in=ANSWERING,
        memberships__ended_at=None,
    )
    return list(held.distinct())


def _send(row: CommentInvitation, person: Person) -> None:
    link = settings.ORIGIN + reverse("lab:comment_invitation", args=[row.id])
    with translation.override(person.language):
        subject = _("%(name)s asks for comments on a business model") % {"name": row.owner.name}
        body = render_to_string("lab/mail/asked_to_comment.txt", {"invitation": row, "link": link})
    EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [str(person.email)]).send()
