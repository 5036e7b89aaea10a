"""What is answered to each frame. Nothing is acknowledged before the desk has taken it."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from dugnad.connectors.dc09.answers import ack, duh, nak
from dugnad.connectors.dc09.frames import (
    ALARMS,
    LINK_TESTS,
    Envelope,
    Garbled,
    Unreadable,
    read_envelope,
    read_message,
)
from dugnad.connectors.dc09.values import Desk, Message

log = logging.getLogger(__name__)
# An encrypted frame's time may differ so much from ours (DC-09, 5.5.1.9).
AHEAD, BEHIND = timedelta(seconds=20), timedelta(seconds=40)
# A frame is sent again for as long as it is timely; after that it can only be a replay.
STILL_SENT = (AHEAD + BEHIND).total_seconds()
REMEMBERED = 20_000


class _Understood(NamedTuple):
    """A frame that only has to be taken in."""

    envelope: Envelope
    key: bytes | None
    message: Message


class Receiver:
    """Judges frames. `answers` is called from one thread at a time."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.desk = desk
        self.clock = clock
        self.seen = _Seen()

    def answer(self, frame: bytes) -> bytes | None:
        """The answer to one frame, from LF to CR; None when it is to be met with silence and sent again."""
        return self.answers([frame])[0]

    def answers(self, frames: Sequence[bytes]) -> list[bytes | None]:
        """The answers to frames that came at the same time; they are taken in together, which is quicker."""
        judged = [self._judged(frame) for frame in frames]
        taken = iter(self._take([one.message for one in judged if isinstance(one, _Understood)]))
        return [self._told(one, next(taken)) if isinstance(one, _Understood) else one for one in judged]

    def _told(self, frame: _Understood, taken: bool | None) -> bytes | None:
        if taken is None:
            return None
        return ack(frame.envelope, frame.key, self.clock()) if taken else duh(frame.envelope)

    def _take(self, messages: Sequence[Message]) -> list[bool | None]:
        """Whether each was taken; None for one that could not be stored."""
        if not messages:
            return []
        try:
            return list(self.desk.accept(messages))
        except Exception:
            if len(messages) > 1:
                # One that cannot be stored is not to keep the others out.
                return [self._take([message])[0] for message in messages]
            log.exception("an alarm could not be stored; its transmitter will send it again")
            return [None]

    def _judged(self, frame: bytes) -> bytes | _Understood | None:
        try:
            return self._judge(frame, read_envelope(frame))
        except Garbled:
            return None
        except Exception:
            log.exception("a frame could not be judged; its transmitter will send it again")
            return None

    def _judge(self, frame: bytes, envelope: Envelope) -> bytes | _Understood:
        if envelope.kind not in ALARMS + LINK_TESTS:
            return self._refuse(envelope, "kind")
        key = self.desk.key_of(envelope.account)
        if envelope.encrypted != (key is not None):
            return self._refuse(envelope, "plain" if key else "key")
        try:
            message, stamp = read_message(frame, envelope, key)
        except Unreadable:
            return self._refuse(envelope, "content")
        if key and not self._timely(frame, stamp):
            self.desk.refuse(envelope.account, "time")
            return nak(envelope, self.clock())
        return _Understood(envelope, key, message)

    def _refuse(self, envelope: Envelope, why: str) -> bytes:
        self.desk.refuse(envelope.account, why)
        return duh(envelope)

    def _timely(self, frame: bytes, stamp: datetime | None) -> bool:
        """An encrypted frame has a time near ours, and was not heard long ago (should our clock have been put back)."""
        if stamp is None or self.seen.long_ago(frame):
            return False
        return -BEHIND <= stamp - self.clock() <= AHEAD


class _Seen:
    """Encrypted frames of late, by a clock that is never put back. Two that are equal are one and the same."""

    def __init__(self) -> None:
        self.first: OrderedDict[bytes, float] = OrderedDict()

    def long_ago(self, frame: bytes) -> bool:
        digest, now = hashlib.sha256(frame).digest(), time.monotonic()
        first = self.first.setdefault(digest, now)
        if len(self.first) > REMEMBERED:
            self.first.popitem(last=False)
        return now - first > STILL_SENT
