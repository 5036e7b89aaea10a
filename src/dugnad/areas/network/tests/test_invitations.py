"""Inviting and accepting through pages, e-mail and API."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections
from django.test import Client
from django.utils import timezone

from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation, InvitationAsked, Membership
from tests.people import city, company, operator, person

pytestmark = pytest.mark.django_db

API = "/api/v1/organisations"
ACCEPT = "/api/v1/invitations/accept"
JSON = "application/json"
EMAIL = "ny@eksempel.example"
PASSWORD = "en lang setning som passord"
ACCOUNT = {"name": "Nora Ny", "password": PASSWORD}


class NoServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("no")


@pytest.fixture
def oslo():
    return city("Oslo")


@pytest.fixture
def boss(oslo):
    return person("Berit Boss", oslo, "administrator")


@pytest.fixture
def admin(web_of, boss):
    return web_of(boss)


def invite(client, org, email=EMAIL, **changed):
    return client.post(
        f"/network/{org.id}/people/invite/", {"email": email, "role": "member", **changed}, follow=True
    )


def link(index=-1) -> str:
    return re.search(r"http://[^/]+(/network/invitation/\S+/)", mail.outbox[index].body)[1]


def token(index=-1) -> str:
    return link(index).split("/")[3]


def run_out() -> None:
    Invitation.objects.update(expires_at=timezone.now())


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


def test_opening_the_link_changes_nothing(admin, web, oslo):
    invite(admin, oslo)
    for _ in range(3):
        answer = web.get(link())
        assert answer.status_code == 200
        assert "no-store" in answer["cache-control"]
    assert not Person.objects.filter(email=EMAIL).exists()


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


def test_an_invitation_is_open_for_fourteen_days_on_the_page_too(admin, web, oslo):
    invite(admin, oslo)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert web.get(link()).status_code == 200


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
