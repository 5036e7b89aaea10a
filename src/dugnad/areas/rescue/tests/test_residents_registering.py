"""Registering, changing, withdrawing: function only, with consent or a ground, deleted at once."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client

from dugnad.areas.rescue.models import Building, FrozenPosition, Look, Need, Opening, Resident, Tag
from dugnad.areas.rescue.residents import consent, places, selectors, services
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.areas.rescue.sensing.tags import digest
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.samples_residents import FORM
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Concern, Detail, Event
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from tests import people
from tests.world import World

TEXTS = {"1": "3a874739f6c186dcbd70c9f3c1460d45"}
API = "/api/v1/rescue/registrations"


@pytest.fixture
def place(world: World) -> Building:
    return makers.served_building(world)


@pytest.fixture
def kari(db: None) -> Person:
    """A resident with an account, in no organisation, signed in with a password alone."""
    return people.person("Kari Beboer")


@pytest.fixture
def web(kari: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, kari)
    return client


def _sent(place: Building, **more: Any) -> dict[str, Any]:
    need = {"stairs": "cannot", "carriers": 2}
    return {"building": str(place.id), "space": "r201", "need": need, "consent": consent.VERSION, **more}


def test_the_consent_has_the_version_of_its_text() -> None:
    text = "\n".join(str(line) for line in consent.TEXT)
    assert hashlib.sha256(text.encode()).hexdigest()[:32] == TEXTS[consent.VERSION], (
        "a new text is a new version"
    )


def test_a_resident_registers_by_page_in_three_steps(web: Client, place: Building, kari: Person) -> None:
    assert "You are not registered" in web.get("/rescue/help/").content.decode()
    found = web.get("/rescue/help/find/", {"q": place.address}).content.decode()
    assert f"/rescue/help/register/{place.id}/" in found
    form = web.get(f"/rescue/help/register/{place.id}/").content.decode()
    assert all(str(line).split(".")[0][:40] in form for line in consent.TEXT)
    answer = web.post(f"/rescue/help/register/{place.id}/", {**FORM, "consent": "on"})
    row = Resident.objects.get(person=kari)
    assert answer.headers["Location"] == f"/rescue/help/{row.id}/"
    assert (row.consent_version, row.ground, row.space) == (consent.VERSION, "consent", "r101")
    page = web.get(f"/rescue/help/{row.id}/").content.decode()
    assert "First floor, 101" in page
    assert "Nobody has looked" in page


def test_without_consent_nothing_is_kept(web: Client, place: Building) -> None:
    answer = web.post(f"/rescue/help/register/{place.id}/", FORM)
    assert (answer.status_code, "say that you agree" in answer.content.decode()) == (422, True)
    assert web.post(API, _sent(place, consent="0"), "application/json").status_code == 422
    assert not Resident.objects.exists()


@pytest.mark.parametrize("word", ["diagnosis", "note", "other", "text"])
def test_words_about_health_have_no_place(web: Client, place: Building, word: str) -> None:
    sent = _sent(place)
    sent["need"][word] = "MS"
    assert web.post(API, sent, "application/json").status_code == 422
    assert web.post(API, {**_sent(place), word: "MS"}, "application/json").status_code == 422
    assert (
        web.post(API, _sent(place, need={"stairs": "Multiple sclerosis"}), "application/json").status_code
        == 422
    )
    answer = web.post(f"/rescue/help/register/{place.id}/", {**FORM, "aid": "MS", "consent": "on"})
    assert answer.status_code == 422
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    ("need", "field"),
    [
        (NeedValues("alone", carriers=2), "carriers"),
        (NeedValues("alone", aid="bed"), "aid"),
        (NeedValues("cannot", carriers=7), "carriers"),
        (NeedValues("flies"), "stairs"),
        (NeedValues("cannot", device="drone"), "device"),
    ],
)
def test_what_does_not_go_together_is_told_at_the_field(
    world: World, place: Building, kari: Person, need: NeedValues, field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        makers.registered(kari, place, need=need)
    assert list(wrong.value.fields) == [field]
    assert not Resident.objects.exists()


@pytest.mark.parametrize("space", ["", "c1", "r999", "x" * 64])
def test_only_rooms_of_the_building_can_be_chosen(
    world: World, place: Building, kari: Person, space: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        makers.registered(kari, place, space=space)
    assert list(wrong.value.fields) == ["space"]


def test_buildings_without_a_plan_or_a_fire_service_do_not_take_part(world: World, kari: Person) -> None:
    nowhere = makers.building(world.own, municipality="9999")
    with pytest.raises(NotFound):
        makers.registered(kari, nowhere)
    actor = people.acting(kari)
    assert places.search(actor, nowhere.address) == []
    assert places.search(actor, "") == []
    assert places.search(actor, "%") == []


def test_once_in_each_building(world: World, place: Building, kari: Person) -> None:
    makers.registered(kari, place)
    with pytest.raises(Conflict):
        makers.registered(kari, place)
    makers.registered(kari, makers.served_building(world))


def test_a_resident_changes_and_withdraws_in_one_step(
    web: Client, world: World, place: Building, kari: Person
) -> None:
    row = makers.registered(kari, place)
    assert web.post(f"/rescue/help/{row.id}/change/", {**FORM, "carriers": "4"}).status_code == 302
    assert Need.objects.get().carriers == 4
    page = web.get(f"/rescue/help/{row.id}/").content.decode()
    assert "cannot be undone" in page
    services.add_tag(actor=people.acting(kari), resident=row.id, sensor="bed", tag="B-1")
    alarm = makers.incident(place, world.own)
    FrozenPosition.objects.create(incident=alarm, resident=row)
    selectors.people_in(world.actor("own responder"), alarm.id)
    assert web.post(f"/rescue/help/{row.id}/withdraw/").status_code == 302
    for model in (Resident, Need, Tag, FrozenPosition, Look, Opening):
        assert not model.objects.exists()
    assert Event.objects.filter(name="rescue.withdrawn", thing=row.id).count() == 1
    assert web.get(f"/rescue/help/{row.id}/").status_code == 404


def test_others_can_neither_see_nor_change_nor_withdraw(world: World, place: Building, kari: Person) -> None:
    row = makers.registered(kari, place)
    for role in ("own administrator", "own carer", "own responder", "other member", "operator"):
        client = world.client(role)
        put = {"space": "r101", "need": {"stairs": "alone"}}
        assert client.get(f"{API}/{row.id}").status_code == 404
        assert client.put(f"{API}/{row.id}", put, "application/json").status_code == 404
        assert client.delete(f"{API}/{row.id}").status_code == 404
        assert client.post(f"/rescue/help/{row.id}/withdraw/").status_code == 404
        assert client.post(f"{API}/{row.id}/confirm").status_code == 404
    assert Need.objects.get().stairs == "cannot"


def test_tags_are_kept_as_a_keyed_hash_only(world: World, place: Building, kari: Person) -> None:
    row = makers.registered(kari, place)
    actor = people.acting(kari)
    tag = services.add_tag(actor=actor, resident=row.id, sensor="badge", tag=" Badge-77 ")
    assert Tag.objects.get().digest == digest("badge", "BADGE-77")
    assert "77" not in str(Tag.objects.values_list("sensor"))
    with pytest.raises(Invalid):
        services.add_tag(actor=actor, resident=row.id, sensor="badge", tag="badge-77")
    for sensor, text in (("door", "1"), ("badge", " "), ("badge", "x" * 121)):
        with pytest.raises(Invalid):
            services.add_tag(actor=actor, resident=row.id, sensor=sensor, tag=text)
    with pytest.raises(NotFound):
        services.add_tag(actor=world.actor("own carer"), resident=row.id, sensor="bed", tag="1")
    services.remove_tag(actor=actor, resident=row.id, tag=tag)
    with pytest.raises(NotFound):
        services.remove_tag(actor=actor, resident=row.id, tag=tag)


# A secret address


def test_of_a_blocked_address_nothing_leads_to_the_person(web: Client, place: Building, kari: Person) -> None:
    before = list(Event.objects.values_list("id", flat=True))
    answer = web.post(f"/rescue/help/register/{place.id}/", {**FORM, "consent": "on", "blocked": "on"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    row = Resident.objects.get()
    assert (row.person_id, row.service_id, row.registered_by_id, row.name, row.reference) == (
        None,
        None,
        None,
        "",
        "",
    )
    events = Event.objects.exclude(id__in=before)
    assert [event.name for event in events] == ["rescue.registered"]
    assert not Concern.objects.filter(event__in=[event.id for event in events]).exists()
    assert str(kari.id) not in str([vars(event) for event in events])
    assert "You are not registered" in web.get("/rescue/help/").content.decode()
    assert web.get(f"/rescue/help/{row.id}/").status_code == 404
    assert web.get(f"/why/rescue.resident/{row.id}/").status_code == 404


def _blocked(kari: Person, place: Building) -> str:
    made = services.register(
        actor=people.acting(kari), building=place.id, space="r201", need=makers.NEED,
        consent=consent.VERSION, blocked=True,
    )  # fmt: skip
    return made.code


def test_only_the_code_opens_changes_and_withdraws_it(web: Client, place: Building, kari: Person) -> None:
    code = _blocked(kari, place)
    assert code not in str(Resident.objects.values().get())
    page = web.post("/rescue/help/code/", {"code": code.lower().replace("-", " ")})
    assert "Second floor, 201" in page.content.decode()
    saved = web.post("/rescue/help/code/", {"code": code, "change": "1", **FORM})
    assert "First floor, 101" in saved.content.decode()
    assert web.post("/rescue/help/code/", {"code": code, "withdraw": "1"}).status_code == 302
    assert not Resident.objects.exists()
    assert web.post("/rescue/help/code/", {"code": code}).status_code == 422


@pytest.mark.parametrize(
    "code", ["", "AAAA", "x" * 40, "0b8d3c1e-2f7a-4a1f-9b57-3f1f5f0c9d11", "' OR 1=1 --"]
)
def test_a_wrong_code_opens_nothing(web: Client, place: Building, kari: Person, code: str) -> None:
    _blocked(kari, place)
    assert web.post("/rescue/help/code/", {"code": code, "withdraw": "1"}).status_code == 422
    assert Resident.objects.count() == 1


def test_a_care_service_sees_nothing_of_a_blocked_one(world: World, place: Building) -> None:
    row = makers.for_other(world.people["own carer"], world.own.id, place, blocked=True, reference="H-9")
    assert (row.service_id, row.reference, row.name) == (None, "", "")
    assert selectors.served(world.actor("own carer"), world.own.id) == []
    with pytest.raises(NotFound):
        services.withdraw(actor=world.actor("own carer"), resident=row.id)


def test_the_database_itself_keeps_blocked_ones_nameless(world: World, place: Building, kari: Person) -> None:
    from django.db import IntegrityError, transaction

    _blocked(kari, place)
    for wrong in ({"person": kari}, {"name": "Kari"}, {"reference": "H-1"}, {"service": world.own}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Resident.objects.update(**wrong)


def test_details_of_the_log_hold_grounds_only(world: World, place: Building, kari: Person) -> None:
    makers.registered(kari, place)
    makers.for_other(
        world.people["own carer"],
        world.own.id,
        place,
        ground="health_duty",
        reason="A reason with Kari in it.",
    )
    events = Event.objects.filter(name="rescue.registered").values("id")
    kept = str([vars(row) for row in Detail.objects.filter(event__in=events)])
    assert "Kari" not in kept
    assert "health_duty" in kept
