"""Alarms over a real broker: heard at once, and kept there while nobody listens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from dugnad.areas.rescue.alarms.desk import hear
from dugnad.areas.rescue.models import Alarm, Incident
from dugnad.areas.rescue.tests import alarming
from dugnad.connectors.mqtt import Mqtt
from dugnad.connectors.mqtt.tests.brokers import mosquitto, until
from tests import people


@contextmanager
def hearing() -> Iterator[None]:
    stopping = threading.Event()

    def run() -> None:
        hear(stopping)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(timeout=15)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_alarms_of_the_broker_are_stored_though_nobody_listened_for_a_while(
    tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "dugnad.connectors.mqtt")
    house = alarming.building(people.company("Eksempel eier"), people.company("Eksempel brannvesen"))
    topic, sender = f"dugnad/{house.id}/alarms", Mqtt()
    with mosquitto(tmp_path) as broker:
        settings.MQTT_URL = f"mqtt://127.0.0.1:{broker.port}"
        with hearing():
            until(lambda: "the broker sends" in caplog.text)
            sender.publish(topic, b'{"kind": "smoke", "detector": "12", "id": "1"}')
            until(Alarm.objects.exists)
        sender.publish(topic, b'{"kind": "fire", "detector": "13", "id": "2"}')
        sender.publish(topic, b"not an alarm")
        assert Alarm.objects.count() == 1
        with hearing():
            until(lambda: Alarm.objects.count() == 2)
        if sender._sending:
            sender._sending[1].close()
    assert Incident.objects.get().alarms.count() == 2
