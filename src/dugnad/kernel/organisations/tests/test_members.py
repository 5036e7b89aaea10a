"""Adding and changing members of the network: what is accepted, and what each fault says at its field."""

from __future__ import annotations

import pytest

from dugnad.kernel.access import NOBODY
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations import selectors, services
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Forbidden, Invalid, SignInNeeded
from tests.people import PLATFORM, acting, city, company, fresh_number, organisation, person

pytestmark = pytest.mark.django_db


def add(**changed: object) -> Organisation:
    values = {"number": fresh_number(), "name": "Ny kommune", "kind": "city", **changed}
    return services.add_organisation(actor=PLATFORM, **values)


def test_an_organisation_joins_with_its_real_number_however_it_is_spaced():
    made = add(number=" 958 935 420 ", name="Oslo kommune")
    assert made.number == "958935420"
    assert Event.objects.get(name="organisations.added").thing == made.id


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("number", "958935421", "check digit"),
        ("number", "985935420", "check digit"),
        ("number", "95893542", "nine digits"),
        ("number", "9589354200", "nine digits"),
        ("number", "ni siffer", "nine digits"),
        ("number", "٩٥٨٩٣٥٤٢٠", "nine digits"),
        ("number", "", "nine digits"),
        ("name", " \t ", "Fill this in"),
        ("name", "x" * 161, "too long"),
        ("kind", "kingdom", "Choose one"),
        ("county", "99", "Choose one"),
        ("website", "javascript:alert(1)", "no web address"),
        ("website", "https://", "no web address"),
        ("latitude", "north", "as a number"),
        ("latitude", "nan", "between"),
        ("latitude", "10.75", "between"),
        ("longitude", "10.75", "both"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_written(field, value, says):
    with pytest.raises(Invalid) as raised:
        add(**{field: value})
    told = raised.value.fields.get(field) or raised.value.fields["latitude"]
    assert says in str(told)
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()


def test_every_fault_of_a_form_is_told_at_once():
    with pytest.raises(Invalid) as raised:
        add(number="1", name="", kind="")
    assert set(raised.value.fields) == {"number", "name", "kind"}


def test_a_number_is_a_member_once():
    first = add()
    with pytest.raises(Invalid) as raised:
        add(number=first.number, name="Another name")
    assert "number" in raised.value.fields
    assert Organisation.objects.count() == 1


def test_only_the_operator_adds():
    values = {"number": fresh_number(), "name": "X", "kind": "city"}
    with pytest.raises(SignInNeeded):
        services.add_organisation(actor=NOBODY, **values)
    with pytest.raises(Forbidden):
        services.add_organisation(actor=acting(person("P", city("A"), "administrator")), **values)


def test_text_is_one_clean_line():
    assert add(name="  Ås\u0000 \n kommune ").name == "Ås kommune"


def test_a_bare_host_becomes_an_address():
    assert add(website="www.oslo.kommune.no").website == "https://www.oslo.kommune.no"


def test_the_administrator_changes_the_own_organisation_only():
    oslo, bergen = city("Oslo"), city("Bergen")
    admin = acting(person("P", oslo, "administrator"))
    services.change_organisation(actor=admin, organisation=oslo.id, about="Hovedstad", county="03")
    assert Organisation.objects.get(id=oslo.id).about == "Hovedstad"
    with pytest.raises(Forbidden):
        services.change_organisation(actor=admin, organisation=bergen.id, about="x")
    with pytest.raises(Forbidden):
        services.change_organisation(actor=acting(person("Q", oslo)), organisation=oslo.id, about="x")


@pytest.mark.parametrize("field", ["number", "invented", "search", "joined_at"])
def test_what_identifies_a_member_cannot_be_changed(field):
    oslo = city("Oslo")
    with pytest.raises(Invalid):
        services.change_organisation(actor=PLATFORM, organisation=oslo.id, **{field: "1"})


def test_saving_what_is_there_already_is_no_event():
    oslo = city("Oslo")
    services.change_organisation(actor=PLATFORM, organisation=oslo.id, name="Oslo")
    assert not Event.objects.filter(name="organisations.changed").exists()


def test_half_a_position_stays_out_when_changing():
    oslo = city("Oslo", latitude=59.9, longitude=10.7)
    with pytest.raises(Invalid):
        services.change_organisation(actor=PLATFORM, organisation=oslo.id, latitude=None)
    services.change_organisation(actor=PLATFORM, organisation=oslo.id, latitude=None, longitude=None)


def test_members_come_in_the_order_of_the_norwegian_alphabet():
    for name in ("Ås", "Zulu", "Ørsta", "Ærfugl", "alta", "Bergen"):
        organisation(name)
    names = [row.name for row in selectors.members_of_network(NOBODY)]
    assert names == ["alta", "Bergen", "Zulu", "Ærfugl", "Ørsta", "Ås"]


def test_a_renamed_member_is_found_under_its_new_name_and_place():
    firm = company("Gammelnavn", place="Bodø")
    services.change_organisation(actor=PLATFORM, organisation=firm.id, name="Åpen Data")
    firm.refresh_from_db()
    assert "åpen data" in firm.search
    assert "bodø" in firm.search
    assert firm.number in firm.search
