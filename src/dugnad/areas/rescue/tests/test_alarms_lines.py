"""Alarm lines from the wire to the incident, their supervision, and clocks that jump."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client, override_settings
from django.utils import timezone

from dugnad.areas.rescue.alarms import selectors
from dugnad.areas.rescue.alarms.desk import Desk, listen
from dugnad.areas.rescue.alarms.supervision import find_silent
from dugnad.areas.rescue.models import Alarm, Building, Incident, Line
from dugnad.areas.rescue.tests import alarming
from dugnad.connectors.dc09 import Receiver
from dugnad.connectors.dc09.tests.sender import Answer, Transmitter, frame, read_answer
from dugnad.kernel.ledger.models import Event
from tests import people
from tests.served import free_port
from tests.words import words_in

pytestmark = pytest.mark.django_db
KEY = bytes(range(16))
FIRE = "#1234|Nri1/FA12"


@pytest.fixture
def house(db: None) -> Building:
    return alarming.building(people.company("Eksempel eier"), people.company("Eksempel brannvesen"))


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(Desk())


def sent(receiver: Receiver, data: bytes, key: bytes | None = None) -> Answer:
    said = receiver.answer(data)
    assert said
    return read_answer(said, key)


def told(name: str) -> int:
    return Event.objects.filter(name=f"rescue.{name}").count()


def test_from_the_frame_to_the_incident(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house)
    assert sent(receiver, frame(FIRE, account=line.account, more="[IKitchen]")).kind == "ACK"
    alarm = Alarm.objects.get()
    assert (alarm.channel, alarm.kind, alarm.detector, alarm.place) == ("dc09", "fire", "1-12", "Kitchen")
    incident = Incident.objects.get()
    assert (incident.building, incident.entries.get().value["space"]) == (house, "room-214")
    line.refresh_from_db()
    assert line.heard_at


def test_an_encrypted_line_takes_nothing_else(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house, key=KEY.hex())
    assert sent(receiver, frame(FIRE, account=line.account)).kind == "DUH"
    assert not Alarm.objects.exists()
    line.refresh_from_db()
    assert line.refused == "plain"
    assert sent(receiver, frame(FIRE, account=line.account)).kind == "DUH"
    assert told("line_refused") == 1, "told once, not with each frame"
    answer = sent(receiver, frame(FIRE, account=line.account, key=KEY), KEY)
    assert (answer.kind, answer.encrypted) == ("ACK", True)
    assert Alarm.objects.get().kind == "fire"


def test_a_key_sealed_with_another_secret_is_met_with_silence(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house, key=KEY.hex())
    with override_settings(SECRET_KEY="another-" + "y" * 50, SECRET_KEY_FALLBACKS=[]):
        assert receiver.answer(frame(FIRE, account=line.account, key=KEY)) is None
    assert sent(receiver, frame(FIRE, account=line.account, key=KEY), KEY).kind == "ACK"


def test_a_frame_sent_again_is_acknowledged_again(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house, key=KEY.hex())
    for _ in range(3):
        assert sent(receiver, frame(FIRE, account=line.account, key=KEY), KEY).kind == "ACK"
    assert Alarm.objects.get().repeated == 2
    assert sent(receiver, frame(FIRE, account=line.account, key=KEY, sequence=2), KEY).kind == "ACK"
    assert Alarm.objects.count() == 2
    assert Incident.objects.count() == 1


def test_link_tests_of_lines_and_of_strangers(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house, every=90)
    assert sent(receiver, frame("", kind="NULL", account=line.account)).kind == "ACK"
    assert sent(receiver, frame("", kind="NULL", account="BEEF")).kind == "DUH"
    line.refresh_from_db()
    assert line.heard_at
    assert not Alarm.objects.exists()


def test_a_line_that_falls_silent_is_told_once_and_heard_again(receiver: Receiver, house: Building) -> None:
    line = alarming.line(house, every=90)
    now = timezone.now()
    find_silent(now + timedelta(days=1))
    assert told("line_silent") == 0, "it was never heard: the page says so"
    sent(receiver, frame("", kind="NULL", account=line.account))
    find_silent(now + timedelta(seconds=100))
    assert told("line_silent") == 0
    find_silent(now + timedelta(seconds=120))
    find_silent(now + timedelta(seconds=130))
    assert told("line_silent") == 1
    line.refresh_from_db()
    assert line.silent_since == line.heard_at
    client = Client()
    people.sign_in(client, people.person("Administrator", house.owner, "administrator"))
    for page in ("/rescue/alarms/", f"/rescue/buildings/{house.id}/lines/"):
        assert line.account in client.get(page).content.decode()
    people.sign_in(client, people.person("Another", people.company("Eksempel annen"), "administrator"))
    assert not words_in(client.get("/rescue/alarms/").content.decode(), line.account)
    sent(receiver, frame(FIRE, account=line.account))
    line.refresh_from_db()
    assert line.silent_since is None
    assert told("line_heard") == 1


def test_silent_lines_and_fires_that_nobody_has_are_told_on_the_first_page(house: Building) -> None:
    line = alarming.line(house)
    at = timezone.now()
    Line.objects.filter(id=line.id).update(heard_at=at, silent_since=at)
    alarming.alarm(account="BEEF")
    admin = people.acting(people.person("Administrator", house.owner, "administrator"))
    ((words, address),) = selectors.happening(admin)
    assert (line.account in words, address) == (True, f"/rescue/buildings/{house.id}/lines/")
    ((words, address),) = selectors.happening(people.acting(people.operator()))
    assert (words, address) == ("A fire at a place unknown", "/rescue/alarms/unplaced/")
    assert list(selectors.happening(people.acting(people.person("Anyone", house.owner)))) == []


def test_a_clock_put_back_does_not_keep_a_line_from_falling_silent(house: Building) -> None:
    line = alarming.line(house, every=90)
    now = timezone.now()
    Line.objects.filter(id=line.id).update(heard_at=now + timedelta(hours=5))
    find_silent(now)
    find_silent(now + timedelta(seconds=120))
    assert told("line_silent") == 1


def test_an_unsupervised_line_is_never_silent(house: Building) -> None:
    line = alarming.line(house)
    Line.objects.filter(id=line.id).update(heard_at=timezone.now() - timedelta(days=9))
    find_silent(timezone.now())
    assert told("line_silent") == 0


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    """The listener of the manifest, over real sockets."""
    number, stopping = free_port(), threading.Event()

    def run() -> None:
        with override_settings(DC09_TCP=f"127.0.0.1:{number}"):
            listen(stopping)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    end = time.monotonic() + 10
    while True:
        try:
            Transmitter(number).socket.close()
            break
        except ConnectionError:
            assert time.monotonic() < end
            time.sleep(0.02)
    yield number
    stopping.set()
    thread.join(timeout=15)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_alarms_over_a_city_at_once(port: int) -> None:
    service, owner = people.company("Eksempel brannvesen"), people.company("Eksempel eier")
    lines = [alarming.line(alarming.building(owner, service)) for _ in range(20)]
    open_ = [Transmitter(port, patience=30) for _ in lines]
    for number in range(1, 6):
        for line, connection in zip(lines, open_, strict=True):
            connection.socket.sendall(frame(f"#1|NFA{number}", account=line.account, sequence=number))
    answers = [connection.hear() for connection in open_ for _ in range(5)]
    for connection in open_:
        connection.socket.close()
    assert {answer.kind for answer in answers} == {"ACK"}
    assert Alarm.objects.count() == 100
    assert Incident.objects.filter(closed_at=None, service=service).count() == 20
