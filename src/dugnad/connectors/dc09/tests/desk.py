"""A desk in memory, a clock that is set by hand, and what a receiver answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dugnad.connectors.dc09 import Message, Receiver
from dugnad.connectors.dc09.tests.sender import Answer, read_answer

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
KEY = bytes(range(16))
KEYS = {"ABC": KEY, "ABC24": bytes(range(24)), "ABC32": bytes(range(32))}
FIRE = "#1234|Nri1/FA12"
BAD = "BAD"


class Desk:
    """Takes everything in, in memory."""

    def __init__(self, keys: dict[str, bytes] | None = None) -> None:
        self.keys = keys or {}
        self.taken: list[Message] = []
        self.refused: list[tuple[str, str]] = []
        self.takes = True
        self.fails = False
        self.left = False

    def key_of(self, account: str) -> bytes | None:
        return self.keys.get(account)

    def accept(self, messages: Sequence[Message]) -> list[bool]:
        if self.fails or any(message.account == BAD for message in messages):
            raise OSError("the disk is full")
        self.taken += messages
        return [self.takes for _ in messages]

    def refuse(self, account: str, why: str) -> None:
        self.refused.append((account, why))

    def leave(self) -> None:
        self.left = True


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


def answered(receiver: Receiver, data: bytes, key: bytes | None = None) -> Answer:
    said = receiver.answer(data)
    assert said is not None
    return read_answer(said, key)
