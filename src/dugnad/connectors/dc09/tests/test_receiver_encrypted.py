"""Encrypted frames, and the clocks of both ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dugnad.connectors.dc09 import Receiver
from dugnad.connectors.dc09.tests.desk import FIRE, KEY, KEYS, NOW, Clock, Desk, answered
from dugnad.connectors.dc09.tests.sender import frame


@pytest.mark.parametrize("account", sorted(KEYS))
def test_encrypted_frames_are_answered_encrypted(receiver: Receiver, desk: Desk, account: str) -> None:
    key = KEYS[account]
    data = frame(FIRE, account=account, key=key, stamp=NOW, sequence=7, receiver="R1")
    answer = answered(receiver, data, key)
    assert (answer.kind, answer.encrypted, answer.stamp) == ("ACK", True, NOW)
    assert answer.echo == ("0007", "R1", "L0", account)
    assert desk.taken[0].events[0].detector == "12"


def test_encrypted_link_tests(receiver: Receiver, desk: Desk) -> None:
    data = frame("", kind="NULL", account="ABC", key=KEY, stamp=NOW)
    assert answered(receiver, data, KEY).kind == "ACK"
    assert desk.taken[0].link_test


@pytest.mark.parametrize(
    ("seconds", "kind"), [(20, "ACK"), (21, "NAK"), (-40, "ACK"), (-41, "NAK"), (86_400, "NAK")]
)
def test_the_time_of_an_encrypted_frame(receiver: Receiver, desk: Desk, seconds: int, kind: str) -> None:
    data = frame(FIRE, account="ABC", key=KEY, stamp=NOW + timedelta(seconds=seconds))
    answer = answered(receiver, data, KEY)
    assert answer.kind == kind
    assert answer.stamp == NOW
    assert len(desk.taken) == (kind == "ACK")
    assert (desk.refused == [("ABC", "time")]) == (kind == "NAK")


def test_an_old_frame_is_not_taken_though_our_clock_was_put_back(
    receiver: Receiver, desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = frame(FIRE, account="ABC", key=KEY, stamp=NOW)
    assert answered(receiver, data, KEY).kind == "ACK"
    clock.at = NOW + timedelta(hours=1)
    assert answered(receiver, data, KEY).kind == "NAK"
    clock.at = NOW
    assert answered(receiver, data, KEY).kind == "ACK", "sent again at once, it is the same message"
    later = __import__("time").monotonic() + 3600
    monkeypatch.setattr("dugnad.connectors.dc09.receiver.time.monotonic", lambda: later)
    assert answered(receiver, data, KEY).kind == "NAK"
    assert len(desk.taken) == 2


def test_a_clock_that_jumps_loses_nothing(receiver: Receiver, desk: Desk, clock: Clock) -> None:
    """Our clock is a day ahead: the transmitter is told our time, sets its clock, and is heard."""
    clock.at = NOW + timedelta(days=1)
    told = answered(receiver, frame(FIRE, account="ABC", key=KEY, stamp=NOW), KEY)
    assert told.kind == "NAK"
    assert told.stamp
    again = frame(FIRE, account="ABC", key=KEY, stamp=told.stamp)
    assert answered(receiver, again, KEY).kind == "ACK"
    clock.at = NOW
    told = answered(receiver, frame(FIRE, account="ABC", key=KEY, stamp=again and told.stamp), KEY)
    assert told.kind == "NAK"
    assert answered(receiver, frame(FIRE, account="ABC", key=KEY, stamp=told.stamp), KEY).kind == "ACK"
    assert len(desk.taken) == 2
