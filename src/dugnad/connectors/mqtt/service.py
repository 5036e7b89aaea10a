"""The messages of this installation: over the broker that the settings name, in a demo over our own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.conf import settings
from django.utils.crypto import salted_hmac

from dugnad.connectors.mqtt.address import Address, parse
from dugnad.connectors.mqtt.client import Handler, Link, Listening, Sending
from dugnad.connectors.mqtt.embedded import embedded

log = logging.getLogger(__name__)
LOOK_UP = 0.2


class Mqtt:
    """What areas ask for when they send and receive messages; one for each process."""

    def __init__(self) -> None:
        self._sending: tuple[Address, Sending] | None = None
        self._lock = threading.Lock()

    @property
    def here(self) -> bool:
        """True when the broker is our own, in this process."""
        return settings.DEMO and not settings.MQTT_URL

    @property
    def available(self) -> bool:
        """False when no broker is set and this is no demo."""
        return bool(settings.MQTT_URL) or settings.DEMO

    def subscribe(
        self,
        topics: Sequence[str],
        handler: Handler,
        stopping: threading.Event,
        *,
        session: str = "",
        link: Link = lambda up: None,
    ) -> None:
        """Hand each message (topic, payload) to `handler` until `stopping` is set; reconnects by itself.

        A message is acknowledged (QoS 1) after the handler returned; when it raises, the broker is to send
        it again. `session` names a subscription that the broker keeps while nobody listens; one process may
        use it at a time. `link(up)` hears when the link comes and goes. Without a broker it only waits.
        """
        address = self._address(stopping)
        if address is None:
            stopping.wait()
            return
        Listening(address, topics, handler, _client_id(session), link).run(stopping)

    def publish(self, topic: str, payload: bytes) -> None:
        """Send one message (QoS 1); ConnectionError when the broker does not confirm within five seconds."""
        address = parse(self._url(), settings.MQTT_CA) if self._url() else None
        if address is None:
            raise ConnectionError("no broker is set")
        self._sender(address).send(topic, payload)

    def host(self, stopping: threading.Event) -> None:
        """Be the broker of a demo until `stopping` is set; only waits when another broker is set."""
        if self.here:
            embedded.run(stopping)
        else:
            stopping.wait()

    def _url(self) -> str:
        url: str = settings.MQTT_URL or embedded.url
        return url

    def _address(self, stopping: threading.Event) -> Address | None:
        """Where to connect, waiting for a broker in this process to begin."""
        if not self.available:
            log.warning("DUGNAD_MQTT_URL is not set: no messages are received over MQTT")
            return None
        while not self._url() and not stopping.is_set():
            embedded.ready.wait(LOOK_UP)
        return parse(self._url(), settings.MQTT_CA) if self._url() else None

    def _sender(self, address: Address) -> Sending:
        with self._lock:
            if self._sending is None or self._sending[0] != address:
                if self._sending:
                    self._sending[1].close()
                self._sending = (address, Sending(address))
            return self._sending[1]


def _client_id(session: str) -> str:
    """The same at each start, and another in each installation."""
    return f"dugnad-{session}-{salted_hmac('mqtt', session).hexdigest()[:10]}" if session else ""
