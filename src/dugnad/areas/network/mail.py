"""The e-mail that carries an invitation."""

from __future__ import annotations

import logging
from contextlib import suppress
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation
from dugnad.kernel.organisations.rules import InvitationClosed
from dugnad.kernel.organisations.services import mark_invitation_sent

log = logging.getLogger(__name__)


def link(token: str) -> str:
    """The address that accepts an invitation."""
    return settings.ORIGIN + reverse("network:invitation", args=[token])


def send_invitation(actor: Actor, invitation: Invitation, token: str) -> bool:
    """Send the link to the invited address, after the invitation was written; False if mail does not go out."""
    try:
        with translation.override(_language(invitation)):
            _message(invitation, token).send()
    except (SMTPException, OSError):
        log.exception("invitation %s could not be sent", invitation.id)
        return False
    with suppress(InvitationClosed):  # accepted before we could note it
        mark_invitation_sent(actor=actor, invitation=invitation.id)
    return True


def _language(invitation: Invitation) -> str:
    known = Person.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    return known or translation.get_language() or settings.LANGUAGE_CODE


def _message(invitation: Invitation, token: str) -> EmailMessage:
    name = invitation.organisation.name
    body = render_to_string("network/mail/invitation.txt", {"invitation": invitation, "link": link(token)})
    subject = _("Invitation to %(name)s on Dugnad") % {"name": name}
    return EmailMessage(subject, body, to=[invitation.email])
