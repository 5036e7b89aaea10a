"""People and roles through pages and API."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dugnad.areas.network.tests.costs import costs
from dugnad.kernel.organisations.models import Membership, RoleName
from tests.people import city, company, operator, person, unit

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


def roles(someone) -> list[str]:
    return sorted(Membership.objects.filter(person=someone, ended_at=None).values_list("role", flat=True))


def role(someone, name="member"):
    return Membership.objects.get(person=someone, role=name, ended_at=None)


def test_people_are_shown_to_their_own(web, web_of, oslo, boss):
    fire = unit("Fire", oslo)
    colleague = person("Kari Kollega", oslo, "signatory", authority="Case 1/26", unit=fire.id)
    for client in (web_of(colleague), web_of(boss), web_of(operator())):
        shown = client.get(f"/network/{oslo.id}/people/").content.decode()
        for words in ("Kari Kollega", "Signatory", "Fire", "Berit Boss", "Administrator"):
            assert words in shown
        listed = client.get(f"{API}/{oslo.id}/roles").json()
        assert [(one["name"], one["role"]) for one in listed] == [
            ("Berit Boss", "administrator"),
            ("Kari Kollega", "signatory"),
        ]
    stranger = web_of(person("Stranger", company("Firm"), "administrator"))
    for path in (f"/network/{oslo.id}/people/", f"{API}/{oslo.id}/roles"):
        assert stranger.get(path).status_code == 403
    assert stranger.get(f"/network/{oslo.id}/people/{boss.id}/").status_code == 404
    assert web.get(f"/network/{oslo.id}/people/").status_code == 302
    assert web.get(f"{API}/{oslo.id}/roles").status_code == 401


def test_invitations_and_buttons_are_for_administrators(web_of, oslo, boss):
    base = f"/network/{oslo.id}/people/"
    assert f"{base}invite/" in web_of(boss).get(base).content.decode()
    member = web_of(person("Member", oslo))
    assert f"{base}invite/" not in member.get(base).content.decode()
    shown = member.get(f"{base}{boss.id}/").content.decode()
    assert "Give the role" not in shown
    assert "/end/" not in shown


def test_an_administrator_gives_and_ends_roles_on_pages(admin, oslo):
    colleague = person("Kari", oslo)
    base = f"/network/{oslo.id}/people/{colleague.id}/"
    answer = admin.post(f"{base}role/", {"role": "signatory", "authority": ""})
    assert answer.status_code == 422
    assert "Say on what authority this person signs." in answer.content.decode()
    admin.post(f"{base}role/", {"role": "signatory", "authority": "Case 7/26"})
    assert roles(colleague) == ["member", "signatory"]
    shown = admin.get(base).content.decode()
    assert "Case 7/26" in shown
    assert 'value="signatory"' not in shown
    changed = admin.post(
        f"/network/{oslo.id}/roles/{role(colleague, 'signatory').id}/authority/", {"authority": "Case 8/26"}
    )
    assert changed.status_code == 302
    assert role(colleague, "signatory").authority == "Case 8/26"
    admin.post(f"/network/{oslo.id}/roles/{role(colleague).id}/end/")
    assert roles(colleague) == ["signatory"]


def test_a_role_that_is_held_cannot_be_chosen_again(admin, oslo):
    colleague = person("Kari", oslo)
    answer = admin.post(f"/network/{oslo.id}/people/{colleague.id}/role/", {"role": "member"})
    assert answer.status_code == 422
    answer = admin.post(
        f"{API}/{oslo.id}/roles", {"person": str(colleague.id), "role": "member"}, content_type=JSON
    )
    assert answer.status_code == 409
    assert roles(colleague) == ["member"]


def test_a_signatory_keeps_an_authority(admin, oslo):
    signs = person("Signe", oslo, "signatory")
    held = role(signs, "signatory")
    answer = admin.post(f"/network/{oslo.id}/roles/{held.id}/authority/", {"authority": " "})
    assert answer.status_code == 422
    answer = admin.patch(f"{API}/{oslo.id}/roles/{held.id}", {"authority": ""}, content_type=JSON)
    assert answer.json()["errors"][0]["pointer"] == "#/authority"
    answer = admin.patch(f"{API}/{oslo.id}/roles/{held.id}", {"authority": "Case 9"}, content_type=JSON)
    assert answer.json()["authority"] == "Case 9"


def test_the_last_administrator_stays_and_is_told_why(admin, oslo, boss):
    held = role(boss, "administrator")
    answer = admin.post(f"/network/{oslo.id}/roles/{held.id}/end/", follow=True)
    assert "An organisation needs an administrator" in answer.content.decode()
    answer = admin.delete(f"{API}/{oslo.id}/roles/{held.id}")
    assert answer.status_code == 409
    assert answer["content-type"] == "application/problem+json"
    assert roles(boss) == ["administrator"]
    person("Second", oslo, "administrator")
    assert admin.delete(f"{API}/{oslo.id}/roles/{held.id}").status_code == 204
    assert roles(boss) == []


def test_a_person_leaves_and_is_led_to_what_is_still_open(web_of, oslo, boss):
    leaver = person("Leaver", oslo)
    answer = web_of(leaver).post(f"/network/{oslo.id}/roles/{role(leaver).id}/end/", follow=True)
    assert answer.request["PATH_INFO"] == f"/network/{oslo.id}/"
    assert "The role has ended." in answer.content.decode()


def test_a_person_is_put_in_a_unit(admin, oslo):
    fire, colleague = unit("Fire", oslo), person("Kari", oslo)
    theirs = unit("Theirs", city("Bergen"))
    base = f"/network/{oslo.id}/people/{colleague.id}/"
    admin.post(f"{base}unit/", {"unit": str(fire.id)})
    assert role(colleague).unit == fire
    assert admin.post(f"{base}unit/", {"unit": str(theirs.id)}).status_code == 422
    answer = admin.put(
        f"{API}/{oslo.id}/people/{colleague.id}/unit", {"unit": str(theirs.id)}, content_type=JSON
    )
    assert answer.status_code == 422
    answer = admin.put(f"{API}/{oslo.id}/people/{colleague.id}/unit", {"unit": None}, content_type=JSON)
    assert answer.status_code == 204
    assert role(colleague).unit is None
    assert (
        admin.put(f"{API}/{oslo.id}/people/{uuid4()}/unit", {"unit": None}, content_type=JSON).status_code
        == 404
    )


def test_an_administrator_elsewhere_reaches_nothing_here(web_of, oslo, boss):
    bergen = city("Bergen")
    rival = person("Rival", bergen, "administrator")
    client = web_of(rival)
    held = role(boss, "administrator")
    for here in (oslo, bergen):
        assert client.post(f"/network/{here.id}/roles/{held.id}/end/").status_code == 404
        assert client.delete(f"{API}/{here.id}/roles/{held.id}").status_code == 404
        assert (
            client.patch(
                f"{API}/{here.id}/roles/{held.id}", {"authority": "x"}, content_type=JSON
            ).status_code
            == 404
        )
        assert client.get(f"/network/{here.id}/people/{boss.id}/").status_code == 404
        assert (
            client.post(f"/network/{here.id}/people/{boss.id}/role/", {"role": "member"}).status_code == 404
        )
    taken = {"person": str(rival.id), "role": "administrator"}
    assert client.post(f"{API}/{oslo.id}/roles", taken, content_type=JSON).status_code == 403
    lured = client.post(
        f"{API}/{bergen.id}/roles", {"person": str(boss.id), "role": "member"}, content_type=JSON
    )
    assert (lured.status_code, lured.json()["errors"][0]["pointer"]) == (422, "#/person")
    unknown = client.post(
        f"{API}/{bergen.id}/roles", {"person": str(uuid4()), "role": "member"}, content_type=JSON
    )
    assert unknown.json()["errors"] == lured.json()["errors"]
    assert roles(rival) == ["administrator"]
    assert roles(boss) == ["administrator"]


def test_a_colleague_without_the_role_cannot_give_it_to_themselves(web_of, oslo, boss):
    member = person("Member", oslo)
    client = web_of(member)
    answer = client.post(f"/network/{oslo.id}/people/{member.id}/role/", {"role": "administrator"})
    assert answer.status_code == 403
    taken = {"person": str(member.id), "role": "administrator"}
    assert client.post(f"{API}/{oslo.id}/roles", taken, content_type=JSON).status_code == 403
    assert client.post(f"/network/{oslo.id}/people/{member.id}/unit/", {"unit": ""}).status_code == 403
    assert roles(member) == ["member"]


def test_names_are_shown_as_text(admin, oslo):
    evil = "<script>alert(1)</script>"
    someone = person(evil, oslo, "signatory", authority=evil)
    for address in (f"/network/{oslo.id}/people/", f"/network/{oslo.id}/people/{someone.id}/"):
        assert evil not in admin.get(address).content.decode()


def test_an_organisation_without_administrator_is_pointed_out(web_of):
    firm = company("Firm")
    assert "Nobody administers" in web_of(operator()).get(f"/network/{firm.id}/people/").content.decode()


@pytest.mark.parametrize("size", [1, 12])
def test_the_people_page_costs_the_same_for_few_and_many(size, admin, oslo):
    for number in range(size):
        person(f"Person {number}", oslo, "member", "signatory")
    admin.get("/network/")
    with costs(6):
        admin.get(f"/network/{oslo.id}/people/")


def test_the_api_tells_every_role_that_there_is(web_of):
    hub = city("Eksempel by")
    client = web_of(person("Berit Boss", hub, *RoleName.values))
    told = client.get(f"/api/v1/organisations/{hub.id}/roles").json()
    assert {one["role"] for one in told} == set(RoleName.values)
