"""Inviting and accepting through pages, e-mail and API."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connections
from django.test import Client

from dugnad.areas.network.tests.inviting import (
    ACCEPT,
    ACCOUNT,
    API,
    EMAIL,
    JSON,
    PASSWORD,
    invite,
    link,
    token,
)
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation, Membership
from tests.people import city, company, person

pytestmark = pytest.mark.django_db


def test_from_invitation_to_a_role_in_five_steps(admin, web, oslo):
    answer = invite(admin, oslo, role="signatory", authority="Case 1/26")
    assert f"The invitation was sent to {EMAIL}." in answer.content.decode()
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert mail.outbox[0].subject == "Invitation to Oslo on Dugnad"
    assert "Signatory" in mail.outbox[0].body
    shown = web.get(link()).content.decode()
    for words in ("Oslo", "Signatory", "Case 1/26", EMAIL):
        assert words in shown
    answer = web.post(link(), ACCOUNT, follow=True)
    assert "Welcome. You are now signatory in Oslo." in answer.content.decode()
    made = Person.objects.get(email=EMAIL)
    assert Membership.objects.get(person=made).authority == "Case 1/26"
    assert web.get(f"/network/{oslo.id}/people/").status_code == 200
    assert EMAIL not in admin.get(f"/network/{oslo.id}/people/").content.decode()


def test_the_new_account_signs_in_later(admin, web, oslo):
    invite(admin, oslo)
    web.post(link(), ACCOUNT)
    other = Client()
    answer = other.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 302
    assert other.get(f"/network/{oslo.id}/people/").status_code == 200


@pytest.mark.parametrize(
    ("field", "sent", "says"),
    [
        ("email", {"email": "no address"}, "no e-mail address"),
        ("email", {"email": "a@b.example\r\nBcc: x@y.example"}, "no e-mail address"),
        ("role", {"role": "king"}, "not one of the available choices"),
        ("authority", {"role": "signatory"}, "on what authority"),
        ("unit", {"unit": "00000000-0000-0000-0000-000000000001"}, "not one of the available choices"),
    ],
)
def test_faults_are_told_at_the_field_and_nothing_is_sent(admin, oslo, field, sent, says):
    answer = invite(admin, oslo, **sent)
    assert answer.status_code == 422
    assert says in answer.context["form"].errors[field][0]
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_who_is_invited_or_has_the_role_is_not_invited_again(admin, oslo):
    invite(admin, oslo)
    answer = invite(admin, oslo)
    assert "waits already" in answer.context["form"].errors["email"][0]
    colleague = person("Kari", oslo)
    answer = invite(admin, oslo, colleague.email)
    assert "that role already" in answer.context["form"].errors["email"][0]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "sent", [{"name": ""}, {"password": ""}, {"password": "kort"}, {"password": "password1234"}]
)
def test_an_account_needs_a_name_and_a_good_password(admin, web, oslo, sent):
    invite(admin, oslo)
    answer = web.post(link(), {**ACCOUNT, **sent})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(sent)
    assert PASSWORD not in answer.content.decode()
    assert web.post(link(), ACCOUNT).status_code == 302


def test_a_person_with_an_account_accepts_with_one_click(admin, web, web_of, oslo):
    someone = person("Per", company("Firm"))
    invite(admin, oslo, someone.email.upper())
    shown = web.get(link()).content.decode()
    assert f"/account/login/?next={link()}" in shown
    assert web.post(link(), ACCOUNT).status_code == 409
    own = web_of(someone)
    assert "Accept" in own.get(link()).content.decode()
    answer = own.post(link(), follow=True)
    assert "Welcome. You are now member in Oslo." in answer.content.decode()
    assert own.get(link()).status_code == 410
    assert Person.objects.filter(email=someone.email).count() == 1


def test_the_wrong_person_is_told_and_gets_nothing(admin, web_of, oslo):
    invite(admin, oslo)
    wrong = person("Wrong", company("Firm"))
    client = web_of(wrong)
    shown = client.get(link()).content.decode()
    assert "sent to another e-mail address than yours" in shown
    assert EMAIL not in shown
    assert client.post(link()).status_code == 403
    answer = client.post(ACCEPT, {"token": token()}, content_type=JSON)
    assert answer.status_code == 403
    assert Membership.objects.filter(person=wrong).count() == 1


def test_others_cannot_invite_or_touch_invitations(admin, web, web_of, oslo):
    invite(admin, oslo)
    waiting = Invitation.objects.get()
    bergen = city("Bergen")
    rival, colleague = web_of(person("Rival", bergen, "administrator")), web_of(person("Member", oslo))
    for client in (rival, colleague):
        assert client.get(f"/network/{oslo.id}/people/invite/").status_code == 403
        assert invite(client, oslo, "x@eksempel.example").status_code == 403
        assert client.get(f"{API}/{oslo.id}/invitations").status_code == 403
        for here in (oslo, bergen):
            for act in ("renew", "withdraw"):
                assert client.post(f"/network/{here.id}/invitations/{waiting.id}/{act}/").status_code == 404
            assert client.delete(f"{API}/{here.id}/invitations/{waiting.id}").status_code == 404
            assert client.post(f"{API}/{here.id}/invitations/{waiting.id}/renew").status_code == 404
    assert web.get(f"/network/{oslo.id}/people/invite/").status_code == 302
    assert web.get(f"{API}/{oslo.id}/invitations").status_code == 401
    waiting.refresh_from_db()
    assert waiting.withdrawn_at is None
    assert len(mail.outbox) == 1


def test_invitations_in_the_api(admin, oslo):
    base = f"{API}/{oslo.id}/invitations"
    wrong = admin.post(base, {"email": "x", "role": "signatory"}, content_type=JSON)
    assert wrong.status_code == 422
    made = admin.post(base, {"email": EMAIL, "role": "member"}, content_type=JSON).json()
    assert made["sent_at"]
    assert "token" not in str(made)
    listed = admin.get(base).json()
    assert [(one["id"], one["email"]) for one in listed] == [(made["id"], EMAIL)]
    assert admin.post(f"{base}/{made['id']}/renew").status_code == 200
    anew = Client().post(ACCEPT, {"token": token(), **ACCOUNT}, content_type=JSON)
    assert anew.json() == {"organisation": str(oslo.id), "role": "member"}
    assert admin.get(base).json() == []
    assert admin.delete(f"{base}/{made['id']}").status_code == 410
    other = admin.post(base, {"email": "b@eksempel.example", "role": "member"}, content_type=JSON).json()
    assert admin.delete(f"{base}/{other['id']}").status_code == 204


def test_the_first_page_reminds_those_who_invited(admin, web, web_of, oslo):
    invite(admin, oslo)
    assert "An invitation to Oslo waits for an answer" in admin.get("/").content.decode()
    invite(admin, oslo, "b@eksempel.example")
    assert "2 invitations to Oslo wait for an answer" in admin.get("/").content.decode()
    for client in (web, web_of(person("M", oslo)), web_of(person("R", city("Bergen"), "administrator"))):
        assert "for an answer" not in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["page", "api"])
def test_two_tabs_that_send_the_form_at_once_make_one_account(door, web_of, oslo):
    invite(web_of(person("Boss", oslo, "administrator")), oslo)
    address, secret = link(), token()
    ready, statuses = Barrier(2), []

    def send() -> None:
        client = Client()
        ready.wait()
        try:
            if door == "page":
                statuses.append(client.post(address, ACCOUNT).status_code)
            else:
                statuses.append(
                    client.post(ACCEPT, {"token": secret, **ACCOUNT}, content_type=JSON).status_code
                )
        finally:
            connections.close_all()

    tabs = [Thread(target=send) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(statuses) == ([302, 410] if door == "page" else [200, 410])
    assert Person.objects.filter(email=EMAIL).count() == 1
    assert Membership.objects.filter(person__email=EMAIL).count() == 1
