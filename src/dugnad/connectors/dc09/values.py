"""What the receiver hands on, and what it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

What = Literal["fire", "smoke", "manual", "person", "restore", "test", "fault", "other"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a transmitter tells. `detector`: zone or point without leading zeros; `group`: its area."""

    what: What
    code: str
    detector: str = ""
    group: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One frame as it was understood.

    `key` is the same for every repetition of one message, whatever its padding and time stamp. `events` is
    empty for a link test. `sent_at` is the transmitter's clock, when it told it.
    """

    account: str
    sequence: str
    key: str
    events: tuple[Event, ...]
    encrypted: bool
    sent_at: datetime | None = None
    place: str = ""

    @property
    def link_test(self) -> bool:
        return not self.events


class Desk(Protocol):
    """Who takes what is received. All are called in a thread, and may ask the database."""

    def key_of(self, account: str) -> bytes | None:
        """The AES key of the account (16, 24 or 32 bytes); None for one without, or that is not known."""

    def accept(self, messages: Sequence[Message]) -> list[bool]:
        """Take in messages that came at the same time: True for each, told only when it would survive a loss of
        power; False for one that is refused. When it fails, none was taken in."""

    def refuse(self, account: str, why: str) -> None:
        """Be told of a frame that was refused: for its `kind`, `key`, `content` or `time`, or since it was `plain`."""

    def leave(self) -> None:
        """Be told, in the thread of the others, that nothing more comes."""
