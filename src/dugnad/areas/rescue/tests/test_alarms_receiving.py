"""What becomes of an alarm: stored, told, and one incident for one fire."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from dugnad.areas.rescue.alarms import services
from dugnad.areas.rescue.alarms.opening import MANY, UNPLACED_AT_MOST
from dugnad.areas.rescue.alarms.receiving import Incoming, Taken, receive
from dugnad.areas.rescue.models import Alarm, Building, Incident
from dugnad.areas.rescue.tests import alarming
from dugnad.kernel.ledger.models import Event
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Building:
    return alarming.building(people.company("Eksempel eier"), people.company("Eksempel brannvesen"))


def close(incident: Incident | None) -> None:
    assert incident
    Incident.objects.filter(id=incident.id).update(closed_at=timezone.now())


def opened(taken: Taken) -> Incident:
    """The incident that the alarm opened or joined."""
    assert taken.alarm.incident
    return taken.alarm.incident


def told(name: str) -> int:
    return Event.objects.filter(name=f"rescue.{name}").count()


@pytest.mark.parametrize("kind", ["fire", "smoke", "manual"])
def test_a_fire_opens_an_incident_for_the_fire_service(house: Building, kind: str) -> None:
    alarm = alarming.alarm(house, kind=kind).alarm
    incident = Incident.objects.get()
    assert alarm.incident == incident
    assert (incident.building, incident.exercise, incident.closed_at) == (house, False, None)
    assert incident.service == alarm.service
    assert str(incident.service) == str(alarm.service)
    (entry,) = incident.entries.all()
    assert (entry.kind, entry.number, entry.about, entry.by) == ("alarm", 1, "1-12", None)
    assert entry.value["space"] == "room-214"
    event = Event.objects.get(name="rescue.incident_opened")
    assert {house.owner_id, incident.service_id} <= set(event.refs)


@pytest.mark.parametrize("kind", ["restore", "test", "fault", "person", "other"])
def test_what_is_no_fire_opens_none(house: Building, kind: str) -> None:
    alarm = alarming.alarm(house, kind=kind).alarm
    assert alarm.incident is None
    assert not Incident.objects.exists()
    assert told("alarm_received") == 1


def test_a_restore_is_told_in_the_incident_and_does_not_close_it(house: Building) -> None:
    incident = opened(alarming.alarm(house))
    alarming.alarm(house, kind="restore")
    assert [entry.value["kind"] for entry in incident.entries.all()] == ["fire", "restore"]
    assert "space" not in incident.entries.latest("number").value
    assert Incident.objects.get().closed_at is None


def test_an_unknown_detector_is_an_incident_with_its_place_unknown(house: Building) -> None:
    incident = opened(alarming.alarm(house, detector="999", group=""))
    assert incident.building == house
    assert incident.entries.get().value["space"] == ""
    assert incident.entries.get().value["detector"] == "999"


@pytest.mark.parametrize(
    ("address", "group"), [("12", "1"), ("012", "01"), ("1-12", ""), ("01-012", ""), ("1-12", "7")]
)
def test_a_detector_is_found_however_it_is_written(house: Building, address: str, group: str) -> None:
    alarm = alarming.alarm(house, detector=address, group=group).alarm
    assert alarm.incident
    assert alarm.incident.entries.get().value["space"] == "room-214"


def test_the_detector_of_the_group_goes_before_that_of_the_number(house: Building) -> None:
    house.detectors.create(address="12", space="cellar")
    assert (
        opened(alarming.alarm(house, detector="12", group="1")).entries.latest("number").value["space"]
        == "room-214"
    )
    assert (
        opened(alarming.alarm(house, detector="12", group="2")).entries.latest("number").value["space"]
        == "cellar"
    )


def test_a_second_alarm_joins(house: Building) -> None:
    first, second = alarming.alarm(house), alarming.alarm(house, detector="13")
    assert opened(first) == opened(second)
    assert [entry.number for entry in opened(first).entries.all()] == [1, 2]
    assert (told("incident_opened"), told("alarm_received")) == (1, 1)


def test_a_new_fire_after_the_end_is_a_new_incident(house: Building) -> None:
    first = alarming.alarm(house).alarm
    close(first.incident)
    assert opened(alarming.alarm(house)) != first.incident


def test_a_drill_never_hides_a_fire(house: Building) -> None:
    drill = opened(alarming.alarm(house, channel="drill"))
    fire = opened(alarming.alarm(house))
    assert (drill.exercise, fire.exercise) == (True, False)
    assert opened(alarming.alarm(house, channel="drill")) == drill
    assert opened(alarming.alarm(house)) == fire


def test_a_repetition_is_counted_and_nothing_more(house: Building) -> None:
    first = alarming.alarm(house, key="same")
    again = [alarming.alarm(house, key="same") for _ in range(3)]
    assert [first.repeated, *(one.repeated for one in again)] == [False, True, True, True]
    assert Alarm.objects.get().repeated == 3
    assert Incident.objects.get().entries.count() == 1
    assert told("incident_opened") + told("alarm_received") == 1


def test_the_same_words_after_the_end_are_heard_anew(house: Building) -> None:
    """A panel that was reset counts from one again: a fire is not taken for an echo of the one before."""
    first = alarming.alarm(house, key="same").alarm
    close(first.incident)
    second = alarming.alarm(house, key="same")
    assert not second.repeated
    assert second.alarm.incident != first.incident
    assert alarming.alarm(house, key="same").repeated


def test_but_not_with_the_same_time_in_them(house: Building) -> None:
    at = timezone.now()
    first = alarming.alarm(house, key="same", sent_at=at).alarm
    close(first.incident)
    assert alarming.alarm(house, key="same", sent_at=at).repeated
    assert not alarming.alarm(house, key="same", sent_at=at + timedelta(seconds=9)).repeated


def test_a_repetition_across_a_period_s_end_is_one(house: Building, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 11, 21, 12, 9, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    alarming.alarm(house, key="same")
    at += timedelta(seconds=5)
    assert alarming.alarm(house, key="same").repeated
    at += timedelta(minutes=30)
    assert not alarming.alarm(house, key="same").repeated


def test_a_line_in_test_stores_and_opens_nothing(house: Building) -> None:
    line = alarming.line(house)
    admin = people.acting(people.person("Admin", house.owner, "administrator"))
    services.put_in_test(actor=admin, line=line.id, minutes=60)
    tested = alarming.alarm(account=line.account).alarm
    assert (tested.building, tested.incident, tested.content["in_test"]) == (house, None, True)
    services.put_in_test(actor=admin, line=line.id, minutes=0)
    assert alarming.alarm(account=line.account).alarm.incident is not None


def test_the_plan_in_use_is_the_incident_s(house: Building) -> None:
    version = house.versions.create(number=1, source="ifc", plan={})
    house.plan = version
    house.save(update_fields=["plan"])
    assert opened(alarming.alarm(house)).plan == version


def test_an_unknown_account_is_an_incident_that_every_fire_service_hears_of(house: Building) -> None:
    first = opened(alarming.alarm(account="BEEF", place="Kitchen"))
    again = opened(alarming.alarm(account="BEEF", detector="13"))
    other = opened(alarming.alarm(account="F00D"))
    assert (first.building, first.service, first.place) == (None, None, "#BEEF")
    assert again == first != other
    event = Event.objects.get(name="rescue.incident_opened", thing=first.id)
    assert set(event.refs) == {house.owner.fire_districts.model.objects.get().service_id}


def test_after_its_end_an_unknown_account_opens_another(house: Building) -> None:
    first = opened(alarming.alarm(account="BEEF"))
    close(first)
    second = opened(alarming.alarm(account="BEEF"))
    assert second != first
    close(second)
    assert opened(alarming.alarm(account="BEEF")) not in (first, second)


def test_places_unknown_go_to_the_service_that_takes_them(house: Building) -> None:
    waiting = alarming.alarm(account="BEEF").alarm
    night = people.company("Eksempel nattvakt")
    alarming.district(night, "0000")
    waiting = Alarm.objects.get(id=waiting.id)
    assert waiting.incident
    assert waiting.incident.service == waiting.service == night
    assert opened(alarming.alarm(account="F00D")).service == night


def test_a_new_district_takes_over_what_nobody_has(db: None) -> None:
    lone = alarming.building(people.company("Eksempel eier"))
    incident = opened(alarming.alarm(lone))
    assert incident.service is None
    service = people.company("Eksempel brannvesen")
    alarming.district(service, lone.municipality)
    incident.refresh_from_db()
    assert incident.service == service
    assert told("incident_taken") == 1


def test_made_up_accounts_open_no_more_than_so_many(db: None) -> None:
    for number in range(UNPLACED_AT_MOST + 10):
        alarming.alarm(account=f"F{number:03X}")
    assert Incident.objects.count() == UNPLACED_AT_MOST + 1
    assert Incident.objects.get(place=MANY).entries.count() == 10
    assert Alarm.objects.count() == UNPLACED_AT_MOST + 10


def test_alarms_that_come_together_are_stored_together(house: Building) -> None:
    fields: dict[str, Any] = {"channel": "dc09", "kind": "fire", "building": house.id}
    bad = Incoming(key="b", content={"cannot": object()}, **fields)
    with pytest.raises(TypeError):
        receive(Incoming(key="a", **fields), bad)
    assert not Alarm.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_two_at_once_are_one_incident(known: bool) -> None:
    house = alarming.building(people.company("Eksempel eier"), people.company("Eksempel brannvesen"))
    start = threading.Barrier(8)
    failed: list[BaseException] = []

    def send(number: int) -> None:
        try:
            start.wait()
            place: dict[str, Any] = {"of": house} if known else {"account": "BEEF"}
            alarming.alarm(key=f"key {number // 2}", **place)
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    incident = Incident.objects.get()
    assert Alarm.objects.filter(incident=incident).count() == 4
    assert sorted(incident.entries.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert sum(Alarm.objects.values_list("repeated", flat=True)) == 4
    assert told("incident_opened") == 1
