"""The mail of an invitation: whether it leaves, in which language, and what it says."""

from __future__ import annotations

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from dugnad.areas.network.tests.inviting import (
    API,
    JSON,
    invite,
    link,
)
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation
from tests.people import company, operator, person

pytestmark = pytest.mark.django_db


class NoServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("no")


def test_an_invitation_whose_mail_does_not_leave_is_kept_and_told_of(admin, oslo, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    answer = invite(admin, oslo)
    assert "could not be sent" in answer.content.decode()
    assert "E-mail not sent" in answer.content.decode()
    assert Invitation.objects.get().sent_at is None
    answer = admin.post(
        f"{API}/{oslo.id}/invitations", {"email": "b@eksempel.example", "role": "member"}, content_type=JSON
    )
    assert (answer.status_code, answer.json()["sent_at"]) == (201, None)


def test_the_mail_is_in_the_language_of_a_known_person(admin, oslo):
    someone = person("Per")
    Person.objects.filter(id=someone.id).update(language="nn")
    invite(admin, oslo, someone.email)
    assert Invitation.objects.get().sent_at
    assert "Oslo" in mail.outbox[0].subject


def test_mail_is_plain_words_whatever_the_name(web_of):
    firm = company("Tull & Tøys <b>AS</b>")
    invite(web_of(operator()), firm)
    assert mail.outbox[0].subject == "Invitation to Tull & Tøys <b>AS</b> on Dugnad"
    assert "Tull & Tøys <b>AS</b>" in mail.outbox[0].body
    assert "&amp;" not in mail.outbox[0].body


def test_only_the_demo_shows_the_link(admin, oslo, settings):
    assert "/network/invitation/" not in invite(admin, oslo).content.decode()
    settings.DEMO = True
    answer = invite(admin, oslo, "annen@eksempel.example")
    assert f'href="{settings.ORIGIN}{link()}"' in answer.content.decode()
