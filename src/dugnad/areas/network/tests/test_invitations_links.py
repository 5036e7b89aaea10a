"""Links that are used, old, replaced, withdrawn or made up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from dugnad.areas.network.tests.inviting import (
    ACCEPT,
    ACCOUNT,
    EMAIL,
    JSON,
    invite,
    link,
    run_out,
    token,
)
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation, Membership

pytestmark = pytest.mark.django_db


def test_opening_the_link_changes_nothing(admin, web, oslo):
    invite(admin, oslo)
    for _ in range(3):
        answer = web.get(link())
        assert answer.status_code == 200
        assert "no-store" in answer["cache-control"]
    assert not Person.objects.filter(email=EMAIL).exists()


def test_a_used_link_says_so_every_time(admin, web, oslo):
    invite(admin, oslo)
    web.post(link(), ACCOUNT)
    late = Client(headers={"accept-language": "en"})
    for answer in (late.get(link()), late.post(link(), ACCOUNT), late.get(link())):
        assert answer.status_code == 410
        assert "It has been used already" in answer.content.decode()
    assert Membership.objects.filter(person__email=EMAIL).count() == 1


def test_an_expired_link_used_twice_says_so_twice(admin, web, oslo):
    invite(admin, oslo)
    run_out()
    for answer in (web.get(link()), web.post(link(), ACCOUNT), web.post(link(), ACCOUNT)):
        assert answer.status_code == 410
        assert "It was open for 14 days" in answer.content.decode()
    assert "Expired" in admin.get(f"/network/{oslo.id}/people/").content.decode()
    for _ in range(2):
        answer = web.post(ACCEPT, {"token": token(), **ACCOUNT}, content_type=JSON)
        assert (answer.status_code, answer.json()["type"]) == (410, "/docs/problems#invitation-closed")
    assert not Person.objects.filter(email=EMAIL).exists()


def test_sending_again_gives_a_new_link_and_stops_the_old(admin, web, oslo):
    invite(admin, oslo)
    run_out()
    waiting = Invitation.objects.get()
    answer = admin.post(f"/network/{oslo.id}/invitations/{waiting.id}/renew/", follow=True)
    assert "was sent to" in answer.content.decode()
    old, new = link(0), link(1)
    assert web.get(old).status_code == 404
    assert "Look for a newer e-mail" in web.get(old).content.decode()
    assert web.post(new, ACCOUNT).status_code == 302


def test_a_withdrawn_link_says_so(admin, web, oslo):
    invite(admin, oslo)
    waiting = Invitation.objects.get()
    admin.post(f"/network/{oslo.id}/invitations/{waiting.id}/withdraw/")
    answer = web.post(link(), ACCOUNT)
    assert answer.status_code == 410
    assert "It was withdrawn" in answer.content.decode()
    for act in ("renew", "withdraw"):
        answer = admin.post(f"/network/{oslo.id}/invitations/{waiting.id}/{act}/", follow=True)
        assert "It was withdrawn" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_a_made_up_link_leads_nowhere(web):
    for made_up in ("x", "a" * 43, "%00", "%F0%9F%98%80"):
        answer = web.get(f"/network/invitation/{made_up}/")
        assert answer.status_code == 404
        assert "no such invitation" in answer.content.decode()


def test_an_invitation_is_open_for_fourteen_days_on_the_page_too(admin, web, oslo):
    invite(admin, oslo)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert web.get(link()).status_code == 200
