"""Adding and changing members and units through pages and API, with the faults people make."""

from __future__ import annotations

from uuid import uuid4

import pytest

from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation, Unit
from tests.people import city, fresh_number, operator, person, unit

pytestmark = pytest.mark.django_db

API = "/api/v1/organisations"
JSON = "application/json"


@pytest.fixture
def oslo():
    return city("Oslo")


@pytest.fixture
def admin(web_of, oslo):
    return web_of(person("Administrator", oslo, "administrator"))


def filled(**changed: str) -> dict[str, str]:
    return {"number": fresh_number(), "name": "New city", "kind": "city", **changed}


def errors(answer) -> dict[str, str]:
    assert answer["content-type"] == "application/problem+json"
    return {error["pointer"][2:]: error["detail"] for error in answer.json()["errors"]}


def test_the_operator_adds_a_member_and_is_led_to_inviting(web_of):
    answer = web_of(operator()).post("/network/add/", filled(name="Ny by", place="Byen"), follow=True)
    made = Organisation.objects.get(name="Ny by")
    assert answer.request["PATH_INFO"] == f"/network/{made.id}/people/invite/"
    assert "Invite its first administrator" in answer.content.decode()
    assert Event.objects.filter(name="organisations.added", thing=made.id).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", "958935421", "The check digit is wrong"),
        ("number", "12345678", "nine digits"),
        ("number", "", "required"),
        ("name", " ", "required"),
        ("kind", "kingdom", "not one of the available choices"),
        ("website", "javascript:alert(1)", "no web address"),
        ("latitude", "north", "as a number"),
        ("latitude", "10.75", "between 57 and 81.5"),
        ("longitude", "10.75", "both latitude and longitude"),
    ],
)
def test_each_fault_is_told_at_its_field_and_what_was_typed_stays(web_of, field, value, says):
    answer = web_of(operator()).post("/network/add/", filled(**{field: value}))
    assert answer.status_code == 422
    form = answer.context["form"]
    told = form.errors.get(field) or form.errors["latitude"]
    assert says in told[0]
    assert form["name"].value() == (value if field == "name" else "New city")
    assert not Organisation.objects.exists()


def test_a_number_that_is_a_member_is_told_at_the_number(web_of, oslo):
    client = web_of(operator())
    answer = client.post("/network/add/", filled(number=oslo.number))
    assert answer.context["form"].errors["number"] == ["This organisation is a member already."]
    answer = client.post(API, filled(number=oslo.number), content_type=JSON)
    assert (answer.status_code, errors(answer)) == (422, {"number": "This organisation is a member already."})


def test_the_api_adds_and_tells_every_fault_at_once(web_of):
    client = web_of(operator())
    answer = client.post(API, filled(latitude=59.9, longitude=10.7), content_type=JSON)
    assert answer.status_code == 201
    assert answer.json()["latitude"] == 59.9
    answer = client.post(API, {"number": "1", "name": "", "kind": "x"}, content_type=JSON)
    assert set(errors(answer)) == {"number", "name", "kind"}
    answer = client.post(API, "{", content_type=JSON)
    assert answer.status_code in (400, 422)
    assert Organisation.objects.count() == 1


def test_only_the_operator_adds(web, web_of, admin):
    for client, page, api in ((web, 302, 401), (admin, 403, 403)):
        assert client.get("/network/add/").status_code == page
        assert client.post(API, filled(), content_type=JSON).status_code == api
    assert admin.post("/network/add/", filled()).status_code == 403
    assert web.post("/network/add/", filled()).status_code == 401
    assert Organisation.objects.count() == 1


def test_the_administrator_changes_the_page(admin, oslo):
    values = {
        "name": "Oslo kommune",
        "kind": "city",
        "latitude": "59,91",
        "longitude": "10,75",
        "about": "Hi",
    }
    answer = admin.post(f"/network/{oslo.id}/edit/", values, follow=True)
    assert "Saved." in answer.content.decode()
    oslo.refresh_from_db()
    assert (oslo.name, oslo.latitude, oslo.about) == ("Oslo kommune", 59.91, "Hi")
    shown = admin.get(f"/network/{oslo.id}/edit/").content.decode()
    assert 'value="59.91"' in shown
    answer = admin.patch(f"{API}/{oslo.id}", {"about": "Ho"}, content_type=JSON)
    assert (answer.status_code, answer.json()["about"], answer.json()["name"]) == (200, "Ho", "Oslo kommune")


def test_a_fault_in_a_change_leaves_everything_as_it_was(admin, oslo):
    answer = admin.post(f"/network/{oslo.id}/edit/", {"name": "X", "kind": "city", "latitude": "1"})
    assert answer.status_code == 422
    assert "latitude" in answer.context["form"].errors
    answer = admin.patch(f"{API}/{oslo.id}", {"name": "X", "website": "ftp://x"}, content_type=JSON)
    assert set(errors(answer)) == {"website"}
    oslo.refresh_from_db()
    assert oslo.name == "Oslo"


def test_others_cannot_change_it(web, web_of, oslo):
    stranger = web_of(person("Stranger", city("Bergen"), "administrator"))
    colleague = web_of(person("Colleague", oslo))
    for path in ("edit/", "units/"):
        for client in (stranger, colleague):
            assert client.get(f"/network/{oslo.id}/{path}").status_code == 403
            assert client.post(f"/network/{oslo.id}/{path}", {"name": "X", "kind": "city"}).status_code == 403
        assert web.get(f"/network/{oslo.id}/{path}").status_code == 302
    for client, status in ((stranger, 403), (colleague, 403), (web, 401)):
        assert client.patch(f"{API}/{oslo.id}", {"name": "X"}, content_type=JSON).status_code == status
        assert client.post(f"{API}/{oslo.id}/units", {"name": "X"}, content_type=JSON).status_code == status
    oslo.refresh_from_db()
    assert oslo.name == "Oslo"
    assert not Unit.objects.exists()


def test_a_change_needs_the_forms_own_token(oslo):
    from django.test import Client

    from tests.people import sign_in

    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, person("Administrator", oslo, "administrator"))
    assert strict.post(f"/network/{oslo.id}/edit/", {"name": "X", "kind": "city"}).status_code == 403
    assert strict.patch(f"{API}/{oslo.id}", {"name": "X"}, content_type=JSON).status_code == 403


def test_units_are_added_renamed_moved_and_removed_on_pages(admin, oslo):
    base = f"/network/{oslo.id}/units/"
    admin.post(base, {"name": "Fire"})
    fire = Unit.objects.get(name="Fire")
    admin.post(base, {"name": "Boats", "parent": str(fire.id)})
    boats = Unit.objects.get(name="Boats")
    assert boats.parent == fire
    answer = admin.post(f"{base}{fire.id}/remove/", follow=True)
    assert "Move them first" in answer.content.decode()
    admin.post(f"{base}{boats.id}/", {"name": "Ships", "parent": ""})
    boats.refresh_from_db()
    assert (boats.name, boats.parent) == ("Ships", None)
    admin.post(f"{base}{fire.id}/remove/")
    assert list(Unit.objects.values_list("name", flat=True)) == ["Ships"]


def test_faults_in_units_are_told_at_the_field(admin, oslo):
    base = f"/network/{oslo.id}/units/"
    fire = unit("Fire", oslo)
    theirs = unit("Theirs", city("Bergen"))
    answer = admin.post(base, {"name": "Fire"})
    assert answer.context["form"].errors["name"] == ["There is a unit of this name already."]
    for parent in (theirs.id, uuid4(), "x"):
        answer = admin.post(base, {"name": "New", "parent": str(parent)})
        assert "parent" in answer.context["form"].errors
    answer = admin.post(f"{base}{fire.id}/", {"name": "Fire", "parent": str(fire.id)})
    assert "parent" in answer.context["form"].errors
    for address in (f"{base}{theirs.id}/", f"{base}{theirs.id}/remove/"):
        assert admin.post(address, {"name": "X"}).status_code == 404
    assert Unit.objects.count() == 2


def test_units_in_the_api(admin, oslo):
    base = f"{API}/{oslo.id}/units"
    fire = admin.post(base, {"name": "Fire"}, content_type=JSON).json()
    boats = admin.post(base, {"name": "Boats", "parent": fire["id"]}, content_type=JSON).json()
    assert boats["parent"] == fire["id"]
    assert admin.delete(f"{base}/{fire['id']}").status_code == 409
    circle = admin.put(f"{base}/{fire['id']}", {"name": "Fire", "parent": boats["id"]}, content_type=JSON)
    assert errors(circle) == {"parent": "A unit cannot come under itself."}
    moved = admin.put(f"{base}/{boats['id']}", {"name": "Ships", "parent": None}, content_type=JSON)
    assert moved.json() == {"id": boats["id"], "name": "Ships", "parent": None}
    assert admin.delete(f"{base}/{fire['id']}").status_code == 204
    assert admin.put(f"{base}/{uuid4()}", {"name": "X"}, content_type=JSON).status_code == 404
