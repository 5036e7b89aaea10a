"""What the receiver of alarm lines asks: keys, and taking in what it understood. `settings.ALARM_RECEIVER` listens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from dugnad.areas.rescue.alarms import supervision
from dugnad.areas.rescue.alarms.intake import TOPIC, by_mqtt
from dugnad.areas.rescue.alarms.keys import unseal
from dugnad.areas.rescue.alarms.places import line_of
from dugnad.areas.rescue.alarms.receiving import Incoming, receive
from dugnad.areas.rescue.models import Line
from dugnad.areas.rescue.models.alarms import Channel
from dugnad.areas.rescue.ports import messages
from dugnad.kernel.ledger.storage import wait_for_the_disk

log = logging.getLogger(__name__)
DEMO_TCP = "127.0.0.1:12909"
SESSION = "dugnad-alarms"


class Told(Protocol):
    """One event of a message."""

    @property
    def what(self) -> str:
        """One of `AlarmKind`."""

    @property
    def code(self) -> str:
        """The panel's own code."""

    @property
    def detector(self) -> str:
        """Zone or point."""

    @property
    def group(self) -> str:
        """The area of the panel that it belongs to."""

    @property
    def text(self) -> str:
        """The panel's own words."""


class ReceivedMessage(Protocol):
    """One message of a transmitter; without events it only says that the line is whole."""

    @property
    def account(self) -> str:
        """Whose it is."""

    @property
    def key(self) -> str:
        """The same for every repetition."""

    @property
    def events(self) -> Sequence[Told]:
        """What it tells."""

    @property
    def sent_at(self) -> datetime | None:
        """By the transmitter's clock."""

    @property
    def place(self) -> str:
        """Where, in the panel's words."""


class Desk:
    """Takes in what transmitters send, from a thread of the receiver."""

    def key_of(self, account: str) -> bytes | None:
        """The AES key of the account's line; None for a line without one, or no line."""
        if not connection.in_atomic_block:
            close_old_connections()
        sealed = Line.objects.filter(account=account).values_list("key", flat=True).first()
        return unseal(sealed) if sealed else None

    def accept(self, messages: Sequence[ReceivedMessage]) -> list[bool]:
        """Take messages in, in one transaction; False for the link test of an account that nobody has entered."""
        wait_for_the_disk()
        with transaction.atomic():
            return [self._one(message) for message in messages]

    def refuse(self, account: str, why: str) -> None:
        """Note that a frame of the account was refused."""
        supervision.refused(account, why)

    def leave(self) -> None:
        """Give the receiver's connection to the database back."""
        connection.close()

    @staticmethod
    def _one(message: ReceivedMessage) -> bool:
        if message.events:
            receive(*(_incoming(message, event, number) for number, event in enumerate(message.events)))
            return True
        line = line_of(message.account)
        if line:
            supervision.heard(line, timezone.now())
        return line is not None


def _incoming(message: ReceivedMessage, event: Told, number: int) -> Incoming:
    return Incoming(
        channel=Channel.DC09,
        key=f"{message.key} {number}",
        kind=event.what,
        account=message.account,
        detector=event.detector,
        group=event.group,
        place=event.text or message.place,
        sent_at=message.sent_at,
        content={"code": event.code},
    )


def listen(stopping: threading.Event) -> None:
    """Receive alarms over the lines that the settings name; in a demo on this machine only."""
    tcp = settings.DC09_TCP or (DEMO_TCP if settings.DEMO else "")
    if not (tcp or settings.DC09_UDP):
        stopping.wait()
        return
    try:
        import_string(settings.ALARM_RECEIVER)(Desk(), tcp, settings.DC09_UDP, stopping)
    except OSError:
        if not settings.DEMO:
            raise
        log.warning("%s is taken; this demo receives no alarms by DC-09", tcp)
        stopping.wait()


def hear(stopping: threading.Event) -> None:
    """Receive alarms from the broker; what is published while nobody listens is kept there."""
    messages().subscribe([TOPIC], _take, stopping, session=SESSION)


def _take(topic: str, payload: bytes) -> None:
    close_old_connections()
    by_mqtt(topic, payload)
