"""A client that listens until told to stop, and one that sends; both come back when the broker does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from paho.mqtt.client import MQTT_ERR_SUCCESS, Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from dugnad.connectors.mqtt.address import Address

log = logging.getLogger(__name__)
Handler = Callable[[str, bytes], None]
Link = Callable[[bool], None]
KEEPALIVE = 15
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 15.0
LOOK_UP = 0.2
PATIENCE = 5.0
AT_LEAST_ONCE = 1
WAITING_AT_MOST = 10_000


def make_client(address: Address, session: str = "") -> Client:
    """A client for the address. With a `session` the broker keeps what arrives while it is away."""
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=session,
        clean_session=not session,
        protocol=MQTTProtocolVersion.MQTTv311,
        reconnect_on_failure=True,
    )
    if address.user:
        client.username_pw_set(address.user, address.password)
    if address.tls:
        client.tls_set(ca_certs=address.roots or None)
    client.max_queued_messages_set(WAITING_AT_MOST)
    return client


class Listening:
    """Hands each message on the topics to `handler`, in the thread that runs this, until stopped.

    A message is acknowledged when the handler has returned. When it raises, the link is dropped: the broker
    sends the message again over the next one, to a client with a session.
    """

    def __init__(self, address: Address, topics: Sequence[str], handler: Handler, session: str, link: Link):
        self.address, self.topics, self.handler, self.link = address, topics, handler, link
        self.up = False
        self.client = make_client(address, session)
        self.client.on_connect = self._connected
        self.client.on_subscribe = self._subscribed
        self.client.on_message = self._message

    def run(self, stopping: threading.Event) -> None:
        """Listen; returns soon after `stopping` is set."""
        pause = SHORTEST_PAUSE
        while not stopping.is_set():
            heard = self._listen_once(stopping)
            pause = SHORTEST_PAUSE if heard else min(2 * pause, LONGEST_PAUSE)
            if not stopping.wait(pause):
                log.info("connecting to the broker again")
        self._say(False)

    def _listen_once(self, stopping: threading.Event) -> bool:
        """One link from its beginning to its end; True if it was ever up."""
        heard = False
        try:
            self.client.connect(self.address.host, self.address.port, KEEPALIVE)
            while not stopping.is_set() and self.client.loop(LOOK_UP) == MQTT_ERR_SUCCESS:
                heard = heard or self.up
        except OSError as error:
            log.warning("no link to the broker: %s", error)
        except Exception:
            log.exception("a message could not be handled; the broker is to send it again")
        self._hang_up(clean=stopping.is_set())
        return heard

    def _hang_up(self, *, clean: bool) -> None:
        self._say(False)
        if clean:
            self.client.disconnect()
        elif (socket := self.client.socket()) is not None:
            socket.close()

    def _connected(self, client: Client, _data: Any, _flags: Any, reason: Any, _more: Any) -> None:
        if reason.is_failure:
            log.warning("the broker refused the link: %s", reason)
        else:
            client.subscribe([(topic, AT_LEAST_ONCE) for topic in self.topics])

    def _subscribed(self, _client: Client, _data: Any, _mid: int, reasons: Any, _more: Any) -> None:
        refused = [reason for reason in reasons if reason.is_failure]
        if refused:
            log.warning("the broker refused %d of the topics", len(refused))
        else:
            log.info("the broker sends %s", ", ".join(self.topics))
        self._say(not refused)

    def _message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        self.handler(message.topic, bytes(message.payload))

    def _say(self, up: bool) -> None:
        if up != self.up:
            self.up = up
            self.link(up)


class Sending:
    """Sends messages over one link, which is kept open in the background."""

    def __init__(self, address: Address) -> None:
        self.client = make_client(address)
        self.client.connect_async(address.host, address.port, KEEPALIVE)
        self.client.reconnect_delay_set(1, int(LONGEST_PAUSE))
        self.ready = threading.Event()
        self.client.on_connect = self._connected
        self.client.on_disconnect = lambda *_: self.ready.clear()
        self.client.loop_start()

    def send(self, topic: str, payload: bytes) -> None:
        """Send, and wait until the broker has it; ConnectionError when it does not within five seconds."""
        if not self.ready.wait(PATIENCE):
            raise ConnectionError("no link to the broker")
        sent = self.client.publish(topic, payload, qos=AT_LEAST_ONCE)
        try:
            sent.wait_for_publish(PATIENCE)
        except (RuntimeError, ValueError) as fault:
            raise ConnectionError("no link to the broker") from fault
        if not sent.is_published():
            raise ConnectionError("the broker did not confirm")

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def _connected(self, _client: Client, _data: Any, _flags: Any, reason: Any, _more: Any) -> None:
        if not reason.is_failure:
            self.ready.set()
