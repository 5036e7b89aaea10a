"""Messages over our own broker and over a real Mosquitto."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dugnad.connectors.mqtt import Mqtt
from dugnad.connectors.mqtt.address import parse
from dugnad.connectors.mqtt.embedded import embedded, free_port
from dugnad.connectors.mqtt.tests.brokers import MOSQUITTO, certificate, mosquitto, own_broker, until

TOPIC = "dugnad/building/sightings"


class Heard:
    """A handler that keeps what it hears, and fails while it is told to."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, bytes]] = []
        self.links: list[bool] = []
        self.failing = 0

    def __call__(self, topic: str, payload: bytes) -> None:
        if self.failing:
            self.failing -= 1
            raise RuntimeError("not now")
        self.messages.append((topic, payload))

    @property
    def up(self) -> bool:
        return bool(self.links) and self.links[-1]


@contextmanager
def listening(mqtt: Mqtt, heard: Heard, session: str = "") -> Iterator[None]:
    stopping = threading.Event()
    thread = threading.Thread(
        target=mqtt.subscribe,
        args=(["dugnad/+/sightings"], heard, stopping),
        kwargs={"session": session, "link": heard.links.append},
    )
    thread.start()
    try:
        until(lambda: heard.up)
        yield
    finally:
        stopping.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def mqtt() -> Iterator[Mqtt]:
    made = Mqtt()
    yield made
    if made._sending:
        made._sending[1].close()


@pytest.fixture(params=["embedded", "mosquitto"])
def broker(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[str]:
    """Both brokers, one after the other; the settings name it."""
    if request.param == "embedded":
        with own_broker() as url:
            settings.MQTT_URL = url
            yield url
    else:
        with mosquitto(tmp_path) as real:
            settings.MQTT_URL = f"mqtt://127.0.0.1:{real.port}"
            yield settings.MQTT_URL


def test_what_is_sent_is_heard_once_by_its_topic(broker: str, mqtt: Mqtt) -> None:
    heard = Heard()
    with listening(mqtt, heard):
        mqtt.publish("dugnad/building/other", b"not for us")
        for number in range(50):
            mqtt.publish(TOPIC, b"%d" % number)
        until(lambda: len(heard.messages) >= 50)
    assert heard.messages == [(TOPIC, b"%d" % number) for number in range(50)]
    assert heard.links == [True, False]


def test_a_message_that_could_not_be_handled_comes_again(tmp_path: Path, settings: Any, mqtt: Mqtt) -> None:
    heard = Heard()
    heard.failing = 1
    with mosquitto(tmp_path) as real:
        settings.MQTT_URL = f"mqtt://127.0.0.1:{real.port}"
        with listening(mqtt, heard, session="again"):
            mqtt.publish(TOPIC, b"keep this")
            until(lambda: heard.messages)
    assert heard.messages == [(TOPIC, b"keep this")]
    # The link was dropped; whether it was told to be up again before the message came is nobody's promise.
    assert heard.links[:2] == [True, False]


def test_a_session_gets_what_came_while_nobody_listened(tmp_path: Path, settings: Any, mqtt: Mqtt) -> None:
    heard = Heard()
    with mosquitto(tmp_path) as real:
        settings.MQTT_URL = f"mqtt://127.0.0.1:{real.port}"
        with listening(mqtt, heard, session="absent"):
            pass
        mqtt.publish(TOPIC, b"meanwhile")
        with listening(mqtt, heard, session="absent"):
            until(lambda: heard.messages)
    assert heard.messages == [(TOPIC, b"meanwhile")]


def test_both_sides_come_back_when_the_broker_does(tmp_path: Path, settings: Any, mqtt: Mqtt) -> None:
    heard = Heard()
    with mosquitto(tmp_path) as real:
        settings.MQTT_URL = f"mqtt://127.0.0.1:{real.port}"
        with listening(mqtt, heard):
            mqtt.publish(TOPIC, b"before")
            real.stop()
            until(lambda: not heard.up)
            with pytest.raises(ConnectionError):
                mqtt.publish(TOPIC, b"lost, and said so")
            real.start()
            until(lambda: heard.up, 30)
            mqtt.publish(TOPIC, b"after")
            until(lambda: (TOPIC, b"after") in heard.messages)
    assert heard.messages[0][1] == b"before"


def test_tls_and_a_password(tmp_path: Path, settings: Any, mqtt: Mqtt) -> None:
    if MOSQUITTO is None:
        pytest.skip("Mosquitto is not installed")
    public, key = certificate(tmp_path)
    passwords = tmp_path / "passwords"
    subprocess.run(["mosquitto_passwd", "-b", "-c", str(passwords), "sensor", "p@ss"], check=True)
    lines = ("allow_anonymous false", f"password_file {passwords}", f"certfile {public}", f"keyfile {key}")
    heard = Heard()
    with mosquitto(tmp_path, *lines) as real:
        settings.MQTT_URL = f"mqtts://sensor:p%40ss@127.0.0.1:{real.port}"
        settings.MQTT_CA = str(public)
        with listening(mqtt, heard):
            mqtt.publish(TOPIC, b"secret")
            until(lambda: heard.messages)
    assert heard.messages == [(TOPIC, b"secret")]


def test_a_wrong_password_is_told_in_the_log_without_the_password(
    tmp_path: Path, settings: Any, mqtt: Mqtt, caplog: pytest.LogCaptureFixture
) -> None:
    if MOSQUITTO is None:
        pytest.skip("Mosquitto is not installed")
    passwords = tmp_path / "passwords"
    subprocess.run(["mosquitto_passwd", "-b", "-c", str(passwords), "sensor", "right"], check=True)
    heard, stopping = Heard(), threading.Event()
    with mosquitto(tmp_path, "allow_anonymous false", f"password_file {passwords}") as real:
        settings.MQTT_URL = f"mqtt://sensor:not-it@127.0.0.1:{real.port}"
        thread = threading.Thread(
            target=mqtt.subscribe, args=([TOPIC], heard, stopping), kwargs={"link": heard.links.append}
        )
        with caplog.at_level(logging.WARNING):
            thread.start()
            until(lambda: "refused the link" in caplog.text)
            stopping.set()
            thread.join(10)
    assert heard.links == []
    assert "not-it" not in caplog.text


def test_the_demo_is_its_own_broker(settings: Any, mqtt: Mqtt) -> None:
    settings.DEMO, settings.MQTT_URL = True, ""
    stopping, heard = threading.Event(), Heard()
    host = threading.Thread(target=mqtt.host, args=(stopping,))
    host.start()
    try:
        assert mqtt.here
        with listening(mqtt, heard):
            mqtt.publish(TOPIC, b"demo")
            until(lambda: heard.messages)
    finally:
        stopping.set()
        host.join(10)
    assert embedded.url == ""


def test_without_a_broker_nothing_is_sent_and_listening_only_waits(
    settings: Any, mqtt: Mqtt, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DEMO, settings.MQTT_URL = False, ""
    stopping = threading.Event()
    stopping.set()
    mqtt.subscribe([TOPIC], Heard(), stopping)
    assert "DUGNAD_MQTT_URL" in caplog.text
    assert not mqtt.available
    with pytest.raises(ConnectionError):
        mqtt.publish(TOPIC, b"")


def test_a_broker_that_is_not_there_is_tried_until_stopped(
    settings: Any, mqtt: Mqtt, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MQTT_URL = f"mqtt://127.0.0.1:{free_port()}"
    stopping, heard = threading.Event(), Heard()
    thread = threading.Thread(target=mqtt.subscribe, args=([TOPIC], heard, stopping))
    thread.start()
    until(lambda: "no link to the broker" in caplog.text)
    stopping.set()
    thread.join(10)
    assert not thread.is_alive()
    assert heard.messages == []


@pytest.mark.parametrize("url", ["localhost", "http://host", "mqtt://", "mqtts://user:pass@"])
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="mqtt") as fault:
        parse(url)
    assert "user:pass@\n" not in str(fault.value)


def test_the_parts_of_an_address() -> None:
    address = parse("mqtts://user:p%2Fw@broker.example", "/roots.pem")
    assert (address.host, address.port, address.tls) == ("broker.example", 8883, True)
    assert (address.user, address.password, address.roots) == ("user", "p/w", "/roots.pem")
    assert "p/w" not in repr(address)
