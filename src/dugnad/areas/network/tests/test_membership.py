"""Numbers put right, leaving the network and coming back, through pages and API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Invitation, Membership
from dugnad.kernel.organisations.rules import InvitationClosed
from dugnad.kernel.problems import NotFound
from tests.people import PLATFORM, acting, city, company, fresh_number, operator, person

pytestmark = pytest.mark.django_db

API = "/api/v1/organisations"
JSON = "application/json"


@pytest.fixture
def oslo():
    return city("Oslo")


@pytest.fixture
def boss(oslo):
    return person("Berit Boss", oslo, "administrator")


@pytest.fixture
def admin(web_of, boss):
    return web_of(boss)


def test_the_operator_corrects_a_number_and_the_log_says_what_it_was(web_of, oslo):
    before, after = oslo.number, fresh_number()
    client = web_of(operator())
    answer = client.post(f"/network/{oslo.id}/number/", {"number": f" {after[:3]} {after[3:]} "}, follow=True)
    assert "Saved." in answer.content.decode()
    oslo.refresh_from_db()
    assert oslo.number == after
    assert after in oslo.search
    told = Event.objects.get(name="organisations.number_corrected", thing=oslo.id)
    assert told.detail.facts == {"before": before, "after": after}
    client.put(f"{API}/{oslo.id}/number", {"number": after}, content_type=JSON)
    assert Event.objects.filter(name="organisations.number_corrected").count() == 1


@pytest.mark.parametrize(
    ("number", "says"), [("958935421", "check digit"), ("12", "nine digits"), ("", "required")]
)
def test_a_wrong_number_is_told_at_its_field(web_of, oslo, number, says):
    client = web_of(operator())
    answer = client.post(f"/network/{oslo.id}/number/", {"number": number})
    assert answer.status_code == 422
    assert says in answer.context["form"].errors["number"][0]
    answer = client.put(f"{API}/{oslo.id}/number", {"number": number}, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/number")
    before = oslo.number
    oslo.refresh_from_db()
    assert oslo.number == before


def test_a_number_that_another_has_is_told(web_of, oslo):
    client = web_of(operator())
    other, gone = company("Eksempel AS"), company("Eksempel borte AS")
    services.leave(actor=PLATFORM, organisation=gone.id)
    for number, says in ((other.number, "is a member already"), (gone.number, "was a member before")):
        answer = client.post(f"/network/{oslo.id}/number/", {"number": number})
        assert says in answer.context["form"].errors["number"][0]


def test_only_the_operator_corrects_numbers(web, admin, oslo):
    for client, page, api in ((web, 302, 401), (admin, 403, 403)):
        assert client.get(f"/network/{oslo.id}/number/").status_code == page
        body = {"number": fresh_number()}
        assert client.put(f"{API}/{oslo.id}/number", body, content_type=JSON).status_code == api
    assert "number/" not in admin.get(f"/network/{oslo.id}/").content.decode()


def test_an_administrator_leaves_and_all_that_hung_on_it_ends(web, admin, boss, oslo):
    services.invite(actor=acting(boss), organisation=oslo.id, email="ny@eksempel.example", role="member")
    assert "When the organisation leaves" in admin.get(f"/network/{oslo.id}/leave/").content.decode()
    answer = admin.post(f"/network/{oslo.id}/leave/", follow=True)
    assert "Oslo has left the network." in answer.content.decode()
    assert web.get(f"/network/{oslo.id}/").status_code == 404
    assert web.get(f"{API}/{oslo.id}").status_code == 404
    assert not Membership.objects.filter(organisation=oslo, ended_at=None).exists()
    assert actor_for(boss).roles == frozenset()
    assert Invitation.objects.get().withdrawn_at
    told = set(Event.objects.filter(thing=oslo.id).values_list("name", flat=True))
    assert "organisations.left" in told
    assert Event.objects.filter(name="organisations.role_ended").count() == 1


def test_the_api_leaves_too(admin, oslo):
    assert admin.post(f"{API}/{oslo.id}/leave").status_code == 204
    assert admin.post(f"{API}/{oslo.id}/leave").status_code == 404


@pytest.mark.parametrize("start", [-1, 5], ids=["in force", "to come"])
def test_agreements_that_name_it_keep_it_and_are_named(admin, oslo, grant, start):
    now = timezone.now()
    grant(company("Eksempel AS"), oslo, start=now + timedelta(days=start), end=now + timedelta(days=30))
    shown = admin.get(f"/network/{oslo.id}/leave/").content.decode()
    assert "Safe buildings" in shown
    assert 'data-color="danger"' not in shown.split("<main", 1)[1].split("</main", 1)[0]
    answer = admin.post(f"/network/{oslo.id}/leave/")
    assert answer.status_code == 409
    answer = admin.post(f"{API}/{oslo.id}/leave")
    assert (answer.status_code, "«Safe buildings»" in answer.json()["detail"]) == (409, True)
    oslo.refresh_from_db()
    assert oslo.left_at is None
    assert not Event.objects.filter(name="organisations.role_ended").exists()


@pytest.mark.parametrize("ended", ["end", "off"])
def test_agreements_that_have_ended_keep_nobody(admin, oslo, grant, ended):
    grant(oslo, company("Eksempel AS"), **{ended: timezone.now() - timedelta(seconds=1)})
    assert admin.post(f"{API}/{oslo.id}/leave").status_code == 204


def test_others_cannot_end_a_membership(web, web_of, oslo):
    stranger = web_of(person("Stranger", city("Bergen"), "administrator"))
    colleague = web_of(person("Colleague", oslo, "signatory"))
    for client, status in ((stranger, 403), (colleague, 403), (web, 401)):
        assert client.post(f"{API}/{oslo.id}/leave").status_code == status
        assert client.post(f"/network/{oslo.id}/leave/").status_code == status
    oslo.refresh_from_db()
    assert oslo.left_at is None


def test_the_operator_lets_a_former_member_back_in(web, web_of, oslo, boss):
    services.leave(actor=acting(boss), organisation=oslo.id)
    client = web_of(operator())
    assert "Oslo" in client.get("/network/former/").content.decode()
    assert [one["name"] for one in client.get("/api/v1/former-members").json()] == ["Oslo"]
    answer = client.post(f"/network/{oslo.id}/return/", follow=True)
    assert "is a member again" in answer.content.decode()
    assert web.get(f"/network/{oslo.id}/").status_code == 200
    assert actor_for(boss).roles == frozenset()
    assert "Nobody has left" in client.get("/network/former/").content.decode()
    assert client.post(f"{API}/{oslo.id}/return").status_code == 404
    assert Event.objects.filter(name="organisations.returned", thing=oslo.id).count() == 1


def test_only_the_operator_lets_back_in(web, admin, oslo):
    gone = company("Eksempel borte AS")
    services.leave(actor=PLATFORM, organisation=gone.id)
    for client, status in ((web, 401), (admin, 403)):
        assert client.post(f"{API}/{gone.id}/return").status_code == status
        assert client.get("/api/v1/former-members").status_code == status
    gone.refresh_from_db()
    assert gone.left_at


def test_a_former_member_is_led_back_and_not_added_twice(web_of, oslo):
    services.leave(actor=PLATFORM, organisation=oslo.id)
    filled = {"number": oslo.number, "name": "Oslo", "kind": "city"}
    answer = web_of(operator()).post("/network/add/", filled)
    assert "was a member before" in answer.context["form"].errors["number"][0]
    with pytest.raises(NotFound):
        services.invite(actor=PLATFORM, organisation=oslo.id, email="a@eksempel.example", role="member")


def test_nobody_gets_a_role_in_an_organisation_that_has_left(oslo, boss):
    _row, token = services.invite(
        actor=acting(boss), organisation=oslo.id, email="ny@eksempel.example", role="member"
    )
    services.leave(actor=PLATFORM, organisation=oslo.id)
    with pytest.raises(InvitationClosed):
        services.join_with_invitation(token=token, name="Nora Ny", password="en lang setning som passord")
    with pytest.raises(NotFound):
        services.give_role(actor=PLATFORM, organisation=oslo.id, person=boss, role="member")
    assert not Membership.objects.filter(organisation=oslo, ended_at=None).exists()
