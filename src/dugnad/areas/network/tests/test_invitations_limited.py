"""How many invitations an organisation sends in an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from dugnad.areas.network.tests.inviting import (
    API,
    EMAIL,
    JSON,
    invite,
)
from dugnad.kernel.organisations.models import Invitation, InvitationAsked
from tests.people import city, operator, person

pytestmark = pytest.mark.django_db


def test_an_organisation_invites_so_many_an_hour(admin, oslo, settings):
    settings.INVITATIONS_PER_HOUR = 2
    for number in range(2):
        invite(admin, oslo, f"ny-{number}@eksempel.example")
    answer = invite(admin, oslo)
    assert answer.status_code == 422
    assert "can send 2 invitations an hour" in answer.context["form"].non_field_errors()[0]
    body = {"email": EMAIL, "role": "member"}
    refused = admin.post(f"{API}/{oslo.id}/invitations", body, content_type=JSON)
    assert (refused.status_code, refused.json()["type"]) == (429, "/docs/problems#too-many-invitations")
    assert "Try again at" in refused.json()["detail"]
    assert Invitation.objects.count() == len(mail.outbox) == 2


def test_sending_again_counts_too(admin, oslo, settings):
    settings.INVITATIONS_PER_HOUR = 2
    invite(admin, oslo)
    where = f"{oslo.id}/invitations/{Invitation.objects.get().id}"
    admin.post(f"/network/{where}/renew/")
    answer = admin.post(f"/network/{where}/renew/", follow=True)
    assert "2 invitations an hour" in answer.content.decode()
    assert admin.post(f"{API}/{where}/renew").status_code == 429
    assert len(mail.outbox) == 2


def test_an_hour_later_there_is_room_and_others_are_not_held_back(admin, web_of, oslo, settings):
    settings.INVITATIONS_PER_HOUR = 1
    invite(admin, oslo)
    bergen = city("Bergen")
    invite(web_of(person("Bodil Boss", bergen, "administrator")), bergen)
    assert Invitation.objects.count() == 2
    InvitationAsked.objects.update(at=timezone.now() - timedelta(hours=1))
    invite(admin, oslo, "ny-2@eksempel.example")
    assert Invitation.objects.count() == 3
    assert InvitationAsked.objects.filter(organisation=oslo).count() == 1


def test_a_refused_invitation_does_not_count(admin, oslo, settings):
    settings.INVITATIONS_PER_HOUR = 1
    invite(admin, oslo, "no address")
    invite(admin, oslo)
    assert Invitation.objects.count() == 1


def test_those_who_run_the_platform_are_not_counted(web_of, oslo, settings):
    settings.INVITATIONS_PER_HOUR = 0
    invite(web_of(operator()), oslo)
    assert Invitation.objects.count() == 1
