# ruff: noqa: S608
"""The log: entries written and sealed per second, and proving a log of 1,000,000 entries.

Run: python -m benchmarks.ledger. The database is that of DUGNAD_DATABASE_URL (it must be empty), else a new
SQLite file in a temporary folder. The peer is pymerkle's SQLite tree, which keeps entries and hashes alone.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID

Row = dict[str, Any]
WRITTEN = 16_000
VERIFIED = 1_000_000
BATCH = 20_000
PEOPLE, ORGANISATIONS = 2_000, 300
PEER_APPENDS = 1_000
START_AT_MOST = 60
NAME = "organisations.changed"
COLUMNS = 'at_us, name, actor, thing_kind, thing, concerns, "grant", commitment'


def prepare() -> None:
    """Load Django on a new database; in `make bench` the caller has done it already."""
    os.environ.setdefault("DUGNAD_HOME", tempfile.mkdtemp(prefix="dugnad-bench-"))
    os.environ.setdefault("DUGNAD_SECRET_KEY", "only-for-measuring-" + "x" * 50)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    prepare()
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    name, goal, writers = ("PostgreSQL", 2_000, 4) if postgres else ("SQLite", 1_000, 1)
    each = "one transaction each"
    peer = None if postgres else _peer_rate()
    written = f"Ledger: events written and sealed, {name}, {writers} writers, {each}"
    yield _row(written, write(writers), "/s", goal, peer)
    fill(VERIFIED)
    yield _row(f"Ledger: verify {VERIFIED:,} entries, {name}", verify(), "s", 10, None)


def _row(name: str, value: float, unit: str, goal: float, peer_value: float | None) -> Row:
    peer = "pymerkle on SQLite" if peer_value else None
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": peer, "peer_value": peer_value}


def write(writers: int) -> float:
    """Events per second, from the first write until the last is sealed and signed; the sealer runs beside."""
    processes = get_context("spawn")
    ready, go = processes.Barrier(writers + 1), processes.Event()
    share = WRITTEN // writers
    started = [processes.Process(target=_writer, args=(ready, go, share)) for _ in range(writers)]
    for process in started:
        process.start()
    ready.wait(START_AT_MOST)
    begin = time.perf_counter()
    go.set()
    _seal_until(share * writers)
    took = time.perf_counter() - begin
    for process in started:
        process.join()
    return share * writers / took


def _writer(ready: Any, go: Any, count: int) -> None:
    prepare()
    from django.db import connection, transaction

    from dugnad.kernel.access import Actor
    from dugnad.kernel.areas import event_kinds
    from dugnad.kernel.ledger.services import record
    from dugnad.kernel.organisations.rules import organisation_thing

    # As in a process that has served its first request: the areas are loaded, the database is connected.
    event_kinds()
    connection.ensure_connection()
    people, organisations = _ids()
    ready.wait(START_AT_MOST)
    go.wait()
    for number in range(count):
        with transaction.atomic():
            record(
                NAME,
                actor=Actor(person=people[number % PEOPLE]),
                thing=organisation_thing(organisations[number % ORGANISATIONS]),
                detail={"place": "Halden"} if number % 5 == 0 else None,
            )


def _seal_until(count: int) -> None:
    from dugnad.kernel.ledger.sealing import checkpoint, seal

    sealed = 0
    while sealed < count:
        sealed += seal()
        time.sleep(0.05 if sealed < count else 0)
    checkpoint()


def _ids() -> tuple[list[UUID], list[UUID]]:
    chance = random.Random(7)
    ids = [UUID(int=chance.getrandbits(128), version=4) for _ in range(PEOPLE + ORGANISATIONS)]
    return ids[:PEOPLE], ids[PEOPLE:]


def fill(size: int) -> None:
    """Grow the sealed log to `size` entries, a fifth with details, with a checkpoint for every 20,000."""
    from django.db import transaction

    from dugnad.kernel.ledger.sealing import checkpoint, seal, seal_all
    from dugnad.kernel.ledger.storage import sealed_size

    seal_all()
    for first in range(sealed_size(), size, BATCH):
        with transaction.atomic():
            _append(first + 1, min(BATCH, size - first))
        while seal(BATCH):
            pass
        checkpoint()
        print(f"\r  filling: {first + BATCH:,} entries", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _append(first: int, count: int) -> None:
    """Rows as `record` writes them, many at a time; `first` follows the last number in use."""
    from django.db import connection

    from dugnad.kernel.ledger.entry import Entry, canonical, commitment, concerns_text

    people, organisations = _ids()
    events, concerns, details = [], [], []
    kept = (lambda ref: ref.hex) if connection.vendor == "sqlite" else (lambda ref: ref)
    for number in range(first, first + count):
        actor, thing = people[number % PEOPLE], organisations[number % ORGANISATIONS]
        detail = (
            (os.urandom(16), canonical({"place": "Halden", "number": number})) if number % 5 == 0 else None
        )
        at = 1_700_000_000_000_000 + number * 1000
        committed = commitment(*detail) if detail else ""
        refs = concerns_text((actor, thing))
        entry = Entry(at, NAME, actor, "organisations.organisation", thing, refs, None, committed)
        events.append((number, *(kept(v) if isinstance(v, UUID) else v for v in entry)))
        concerns += [(number, kept(actor)), (number, kept(thing))]
        details += [(number, *detail)] if detail else []
    _insert("ledger_event", f"id, {COLUMNS}", events)
    _insert("ledger_concern", "event_id, ref", concerns)
    _insert("ledger_detail", "event_id, salt, body", details)


def _insert(table: str, columns: str, values: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        # COPY does not go through row-level security, which guards the details.
        if connection.vendor == "postgresql" and table != "ledger_detail":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            if table == "ledger_event":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        else:
            marks = ", ".join(["%s"] * len(values[0]))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


def verify() -> float:
    """Seconds to prove the whole log; its rows are read from the database."""
    from dugnad.kernel.ledger.verification import verify_log

    begin = time.perf_counter()
    report = verify_log()
    took = time.perf_counter() - begin
    assert report.whole, report
    assert report.size == VERIFIED
    return took


def _peer_rate() -> float:
    """Entries per second of pymerkle's tree on SQLite, one commit each, without details or readers."""
    import pymerkle

    with tempfile.TemporaryDirectory() as folder:
        tree = pymerkle.SqliteTree(str(Path(folder) / "tree.db"))
        begin = time.perf_counter()
        for number in range(PEER_APPENDS):
            tree.append_entry(b"%0200d" % number)
        return PEER_APPENDS / (time.perf_counter() - begin)


def main() -> None:
    """Print the figures as a table."""
    for row in rows():
        peer = f"  {row['peer']}: {row['peer_value']:,.0f}" if row["peer"] else ""
        print(f"{row['name']:78}{row['value']:>10,.1f} {row['unit']:<3} goal {row['goal']:,}{peer}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
