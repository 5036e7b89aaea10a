"""The alarm receiver is killed at random moments under a stream of frames: what was acknowledged is there, once."""

from __future__ import annotations

import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dugnad.areas.rescue.models import Alarm, Building, Entry, Incident
from dugnad.areas.rescue.tests import alarming
from dugnad.connectors.dc09.tests.sender import Transmitter, frame
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.verification import verify_log
from tests import people
from tests.crash.conftest import DUGNAD, PATIENCE
from tests.served import environment, free_port, stop

ROUNDS = 4
TRANSMITTERS = 3
KEY = bytes(range(16))
# Above all detectors that the building knows.
FIRST = 0x10000
EVENTS = ("rescue.incident_opened", "rescue.alarm_received")


@contextmanager
def listening(port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`dugnad listen` on the port, in a process of its own, once it answers."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [DUGNAD, "listen"],
            env=environment(DUGNAD_DC09_TCP=f"127.0.0.1:{port}"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(process, port, log)
        yield process
    finally:
        stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            Transmitter(port).socket.close()
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text()[-3000:])


class Panel(threading.Thread):
    """Sends one alarm after another, each until it is acknowledged, as DC-09 wants; stops when hung up on."""

    def __init__(self, account: str, key: bytes | None) -> None:
        super().__init__()
        self.account, self.key, self.port = account, key, 0
        self.sequence = 0
        self.acknowledged: list[int] = []
        self.sent = 0

    def once_more(self, port: int) -> Panel:
        """The same panel after its receiver came back: it goes on with what was not acknowledged."""
        panel = Panel(self.account, self.key)
        panel.port, panel.sequence = port, self.sequence
        panel.acknowledged, panel.sent = self.acknowledged, self.sent
        panel.start()
        return panel

    def run(self) -> None:
        try:
            with Transmitter(self.port) as line:
                while self.sequence < 9000:
                    self.sent += 1
                    answer = line.send(self._frame(self.sequence + 1), self.key)
                    assert (answer.kind, int(answer.sequence)) == ("ACK", self.sequence + 1)
                    self.sequence += 1
                    self.acknowledged.append(self.sequence)
        except OSError:
            return

    def _frame(self, sequence: int) -> bytes:
        return frame(f"#1|Nri1/FA{FIRST + sequence:X}", account=self.account, sequence=sequence, key=self.key)

    def again(self, line: Transmitter, sequence: int) -> str:
        return line.send(self._frame(sequence), self.key).kind


def _stored(account: str) -> list[int]:
    """The detectors of the alarms that are there: each panel says its sequence as one."""
    found = Alarm.objects.filter(account=account).values_list("detector", flat=True)
    return sorted(int(detector, 16) - FIRST for detector in found)


def _panels(house: Building) -> list[Panel]:
    keys = [None, KEY, None]
    lines = [alarming.line(house, key=key.hex() if key else "") for key in keys[:TRANSMITTERS]]
    return [Panel(line.account, key) for line, key in zip(lines, keys, strict=True)]


@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_alarm_is_lost_and_none_is_doubled(tmp_path: Path) -> None:
    house = alarming.building(people.company("Eksempel eier"), people.company("Eksempel brannvesen"))
    panels, port, log = _panels(house), free_port(), tmp_path / "listen"
    for _round in range(ROUNDS):
        with listening(port, log) as process:
            before = [len(panel.acknowledged) for panel in panels]
            panels = [panel.once_more(port) for panel in panels]
            _until_heard(panels, before)
            time.sleep(random.uniform(0.2, 0.8))
            stop(process, signal.SIGKILL)
        for panel in panels:
            panel.join(timeout=PATIENCE)
            # What was stored and not acknowledged is one at most: the last.
            stored = _stored(panel.account)
            assert set(panel.acknowledged) <= set(stored)
            assert stored == list(range(1, len(stored) + 1))
            assert len(stored) <= panel.sequence + 1
    with listening(port, log):
        for panel in panels:
            with Transmitter(port) as line:
                assert panel.again(line, panel.sequence) == "ACK", "acknowledged again"
                assert panel.again(line, panel.sequence + 1) == "ACK", "the one that was cut off"
    for panel in panels:
        assert panel.sequence > 0
        assert _stored(panel.account) == list(range(1, panel.sequence + 2))
    _all_is_told()


def _until_heard(panels: list[Panel], before: list[int]) -> None:
    """Each has an answer to something new: a process that has just begun may take a while."""
    deadline = time.monotonic() + PATIENCE
    while any(len(panel.acknowledged) <= n for panel, n in zip(panels, before, strict=True)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _all_is_told() -> None:
    """One incident, with an entry and an event for each alarm: a change without the others never happened."""
    total = Alarm.objects.count()
    incident = Incident.objects.get()
    assert Alarm.objects.filter(incident=incident).count() == total
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, total + 1))
    assert Event.objects.filter(name__in=EVENTS).count() == total
    assert verify_log().whole
