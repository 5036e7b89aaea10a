"""Writers and the worker are killed at random moments: nothing acknowledged is lost, and the log proves whole."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from uuid import UUID

import pytest
from django.db import connection

from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.verification import verify_log
from dugnad.kernel.organisations.models import Organisation, Unit
from tests import people
from tests.crash.conftest import PATIENCE, Starter, complaint_of
from tests.served import stop

ROUNDS = 4
ASK = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("synchronous", "journal_mode"):
        print(*cursor.execute(f"PRAGMA {name}").fetchone())
"""
ADDED = "organisations.unit_added"


def _said(writer: subprocess.Popen[bytes]) -> UUID:
    """The first unit that a writer says it has added."""
    if line := writer.stdout.readline():
        return UUID(line.decode().strip())
    writer.wait(timeout=PATIENCE)
    pytest.fail(f"a writer did not start: {complaint_of(writer)}")


def _acknowledged(writer: subprocess.Popen[bytes]) -> list[UUID]:
    """The units that a killed writer said it had added; a line that was cut off does not count."""
    said = writer.stdout.read().decode()
    return [UUID(line.strip()) for line in said.splitlines(keepends=True) if line.endswith("\n")]


def _one_round(start: Starter, organisation: Organisation, name: str) -> list[UUID]:
    """Two writers and the worker, killed while all three work."""
    writers = [start("tests.crash.writing", str(organisation.id), f"{name} {n}") for n in (1, 2)]
    worker = start("worker")
    first = [_said(writer) for writer in writers]
    time.sleep(random.uniform(0.0, 0.6))
    for process in random.sample([*writers, worker], 3):
        stop(process, signal.SIGKILL)
        time.sleep(random.uniform(0.0, 0.05))
    return first + [unit for writer in writers for unit in _acknowledged(writer)]


def test_no_acknowledged_event_is_lost(start: Starter) -> None:
    organisation = people.company("Eksempel")
    acknowledged: list[UUID] = []
    for number in range(ROUNDS):
        acknowledged += _one_round(start, organisation, f"Round {number}")
        report = verify_log()
        assert report.whole, report.findings
    stored = set(Unit.objects.values_list("id", flat=True))
    assert len(acknowledged) > ROUNDS
    assert set(acknowledged) <= stored
    assert Event.objects.filter(name=ADDED).count() == len(stored), (
        "a change without its event, or the reverse"
    )
    seal_all()
    report = verify_log()
    assert report.whole, report.findings
    assert (report.size, report.proven, report.waiting) == (Event.objects.count(), Event.objects.count(), 0)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL waits for the disk unless it is told not to"
)
def test_a_commit_waits_for_the_disk(start: Starter) -> None:
    """So that a power cut, which no test can make, loses no more than the kills above."""
    said = start("django", "shell", "-v0", "-c", ASK).stdout.read()
    assert said.split() == [b"2", b"wal"], "synchronous is not FULL"


def test_a_writer_that_does_not_start_is_told_with_its_reason(start: Starter) -> None:
    with pytest.raises(pytest.fail.Exception, match="badly formed hexadecimal UUID"):
        _said(start("tests.crash.writing", "no organisation", "Round"))


def test_the_log_would_not_prove_whole_if_an_entry_were_lost(start: Starter) -> None:
    """The test above can fail."""
    organisation = people.company("Eksempel")
    for n in range(3):
        people.unit(f"Unit {n}", organisation)
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute(
            'DELETE FROM ledger_concern WHERE event_id IN (SELECT id FROM ledger_event WHERE "index" = 1)'
        )
        cursor.execute('DELETE FROM ledger_event WHERE "index" = 1')
    report = verify_log()
    assert not report.whole
    assert report.first_entry
    assert report.first_entry.index == 1
