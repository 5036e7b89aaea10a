# ruff: noqa: S608
"""Whatever is altered behind the log's back is found, and the first bad entry is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from pytest_django import Settings

from dugnad.engines.merkle import Code
from dugnad.kernel.ledger import keeping, sealing
from dugnad.kernel.ledger.findings import Flaw, entry_in_words, in_words
from dugnad.kernel.ledger.models import Checkpoint, Concern, Event, SealState, Tile
from dugnad.kernel.ledger.tests.logs import SIGNED, SIZE, blob, codes, first, grow, sql, write
from dugnad.kernel.ledger.verification import LogReport, verify_log

pytestmark = pytest.mark.django_db


def test_a_log_that_nobody_touched_is_whole(log: None) -> None:
    told: list[tuple[int, int]] = []
    report = verify_log(tell=lambda done, of: told.append((done, of)))
    assert report.whole, report
    assert (report.size, report.proven, report.checkpoints, report.waiting) == (SIZE, SIZE, 3, 0)
    assert told == [(0, SIZE)]


def test_an_empty_log_is_whole() -> None:
    assert verify_log() == LogReport(0, 0, 0, 0, ())


def test_what_is_not_signed_yet_is_told_apart(log: None) -> None:
    grow(5, sign=False)
    write()
    report = verify_log()
    assert report.whole
    assert (report.size, report.proven, report.waiting) == (605, SIZE, 1)
    sql('UPDATE ledger_event SET name = %s WHERE "index" = 602', "identity.signed_in")
    report = verify_log()
    assert first(report) == (Code.ENTRY_ALTERED, 602)
    assert report.first_entry is not None
    assert not report.first_entry.proven


OTHER_ID = f"'{7:032x}'" + ("::uuid" if connection.vendor == "postgresql" else "")
ALTERED = {
    "at_us": "at_us + 1",
    "name": "'identity.signed_in'",
    "actor": OTHER_ID,
    "thing_kind": "'identity.person'",
    "thing": OTHER_ID,
    "concerns": "concerns || ' 00000000000000000000000000000007'",
    '"grant"': OTHER_ID,
    "commitment": "'" + "0" * 64 + "'",
}


def test_every_column_is_tried() -> None:
    columns = {field.column for field in Event._meta.concrete_fields} - {"id", "index"}
    assert columns == {name.strip('"') for name in ALTERED}


@pytest.mark.parametrize("column", ALTERED)
@pytest.mark.parametrize("index", [0, 333, SIZE - 1])
def test_an_altered_column_is_found(log: None, column: str, index: int) -> None:
    sql(f'UPDATE ledger_event SET {column} = {ALTERED[column]} WHERE "index" = %s', index)
    assert first(verify_log()) == (Code.ENTRY_ALTERED, index)


def test_the_actor_cannot_be_wiped(log: None) -> None:
    sql('UPDATE ledger_event SET actor = NULL WHERE "index" = 1')
    assert first(verify_log()) == (Code.ENTRY_ALTERED, 1)


def delete(index: int) -> None:
    sql('DELETE FROM ledger_detail WHERE event_id = (SELECT id FROM ledger_event WHERE "index" = %s)', index)
    sql('DELETE FROM ledger_concern WHERE event_id = (SELECT id FROM ledger_event WHERE "index" = %s)', index)
    sql('DELETE FROM ledger_event WHERE "index" = %s', index)


@pytest.mark.parametrize("index", [0, 333, SIZE - 1])
def test_a_deleted_entry_is_found(log: None, index: int) -> None:
    delete(index)
    report = verify_log()
    assert first(report) == (Code.ENTRY_MISSING, index)
    assert "removed" in in_words(report.findings[0])


@pytest.mark.parametrize("index", [0, 333])
def test_a_deleted_entry_is_found_though_the_rest_was_renumbered(log: None, index: int) -> None:
    delete(index)
    for number in range(index, SIZE - 1):
        sql('UPDATE ledger_event SET "index" = %s WHERE "index" = %s', number, number + 1)
    assert first(verify_log()) == (Code.ENTRY_MISSING, index)


def test_a_run_of_deleted_entries_is_named_from_end_to_end(log: None) -> None:
    for index in range(100, 110):
        delete(index)
    found = verify_log().first_entry
    assert found is not None
    assert (found.code, found.index, found.until) == (Code.ENTRY_MISSING, 100, 110)
    assert in_words(found).startswith("Entries were removed: from 100 up to 109")


def test_an_unsealed_entry_leaves_a_gap(log: None) -> None:
    sql('UPDATE ledger_event SET "index" = NULL WHERE "index" = 5')
    assert first(verify_log()) == (Code.ENTRY_MISSING, 5)


def test_two_swapped_entries_are_found(log: None) -> None:
    for old, new in ((3, -1), (480, 3), (-1, 480)):
        sql('UPDATE ledger_event SET "index" = %s WHERE "index" = %s', new, old)
    found = verify_log().first_entry
    assert found is not None
    assert (found.code, found.index, found.other) == (Code.ENTRIES_SWAPPED, 3, 480)


def test_an_entry_put_in_is_found(log: None) -> None:
    columns = 'at_us, name, actor, thing_kind, thing, concerns, "grant", commitment'
    for number in range(SIZE - 1, 299, -1):
        sql('UPDATE ledger_event SET "index" = %s WHERE "index" = %s', number + 1, number)
    sql(
        f'INSERT INTO ledger_event ("index", {columns}) SELECT 300, at_us + 1, name, actor, thing_kind, thing,'
        " '', \"grant\", '' FROM ledger_event WHERE \"index\" = 10"
    )
    assert first(verify_log()) == (Code.ENTRY_ADDED, 300)


@pytest.mark.parametrize(("old", "new"), [(SIZE - 1, SIZE + 40), (0, -5), (SIZE - 1, 2**40)])
def test_a_number_altered_in_the_right_order_is_found(log: None, old: int, new: int) -> None:
    sql('UPDATE ledger_event SET "index" = %s WHERE "index" = %s', new, old)
    assert first(verify_log()) == (Flaw.NUMBERS_ALTERED, old)


@pytest.mark.parametrize(("level", "index"), [(0, 0), (0, 1), (0, 2), (1, 0)])
@pytest.mark.parametrize("change", [lambda kept: bytes([kept[0] ^ 1]) + kept[1:], lambda kept: kept[:-32]])
def test_altered_tiles_are_found_and_no_entry_is_blamed(
    log: None, level: int, index: int, change: Callable[[bytes], bytes]
) -> None:
    kept = bytes(Tile.objects.get(level=level, index=index).hashes)
    sql(
        'UPDATE ledger_tile SET hashes = %s WHERE level = %s AND "index" = %s',
        blob(change(kept)),
        level,
        index,
    )
    report = verify_log()
    assert codes(report) == ({Flaw.UPPER_TILES_ALTERED} if level else {Code.TILES_ALTERED})
    assert report.first_entry is None


@pytest.mark.parametrize("level", [0, 1])
def test_missing_tiles_are_found(log: None, level: int) -> None:
    sql("DELETE FROM ledger_tile WHERE level = %s", level)
    assert codes(verify_log()) == ({Flaw.UPPER_TILES_ALTERED} if level else {Code.TILES_ALTERED})


def test_an_entry_altered_together_with_its_hash_is_bracketed(log: None) -> None:
    from dugnad.engines.merkle import leaf_hash
    from dugnad.kernel.ledger.storage import entry_at

    sql('UPDATE ledger_event SET at_us = at_us + 1 WHERE "index" = 300')
    kept = bytes(Tile.objects.get(level=0, index=1).hashes)
    altered = kept[: 44 * 32] + leaf_hash(entry_at(300) or b"") + kept[45 * 32 :]
    sql('UPDATE ledger_tile SET hashes = %s WHERE level = 0 AND "index" = 1', blob(altered))
    found = verify_log().first_entry
    assert found is not None
    assert (found.code, found.index, found.until) == (Code.ENTRIES_AND_TILES_ALTERED, 250, 400)


def test_an_altered_detail_is_found_and_a_deleted_one_is_no_fault(log: None) -> None:
    sql("DELETE FROM ledger_detail WHERE event_id = (SELECT min(event_id) FROM ledger_detail)")
    assert verify_log().whole
    sql(
        'UPDATE ledger_detail SET body = %s WHERE event_id = (SELECT id FROM ledger_event WHERE "index" = 6)',
        "{}",
    )
    report = verify_log()
    assert [(f.code, f.index) for f in report.findings] == [(Flaw.DETAIL_ALTERED, 6)]


def test_a_detail_under_an_entry_that_has_none_is_found(log: None) -> None:
    event = Event.objects.get(index=1)
    sql(
        "INSERT INTO ledger_detail (event_id, salt, body) VALUES (%s, %s, %s)",
        event.id,
        blob(b"x" * 16),
        "{}",
    )
    assert [(f.code, f.index) for f in verify_log().findings] == [(Flaw.DETAIL_ALTERED, 1)]


def test_an_entry_hidden_from_those_it_concerns_is_found(log: None) -> None:
    sql('DELETE FROM ledger_concern WHERE event_id = (SELECT id FROM ledger_event WHERE "index" = 77)')
    assert [(f.code, f.index) for f in verify_log().findings] == [(Flaw.CONCERNS_ALTERED, 77)]


def test_an_entry_shown_to_another_than_those_it_concerns_is_found(log: None) -> None:
    row = Concern.objects.filter(event__index=78).first()
    assert row is not None
    sql(f"UPDATE ledger_concern SET ref = {OTHER_ID} WHERE id = %s", row.id)
    assert [(f.code, f.index) for f in verify_log().findings] == [(Flaw.CONCERNS_ALTERED, 78)]


@pytest.mark.parametrize("change", ["size = size + 1", "size = 0", "frontier = %s"])
def test_an_altered_record_of_the_sealer_is_found(log: None, change: str) -> None:
    sql(f"UPDATE ledger_sealstate SET {change}", *([blob(b"")] if "%s" in change else []))
    assert codes(verify_log()) == {Flaw.STATE_ALTERED}


def test_the_bad_entry_is_described_in_the_readers_language(log: None) -> None:
    from django.utils import translation

    sql('UPDATE ledger_event SET at_us = at_us + 1 WHERE "index" = 333')
    found = verify_log().first_entry
    assert found is not None
    with translation.override("en"):
        assert in_words(found) == "Entry 333 was altered after it was sealed."
        assert "organisations.changed" in entry_in_words(333)
        assert entry_in_words(10_000) == ""


def test_every_finding_has_words() -> None:
    from dugnad.kernel.ledger.findings import Found

    for code in [*Code, *Flaw]:
        assert "%" not in in_words(Found(code, 5, 7, 6))


def test_only_the_last_checkpoint_of_each_old_hour_and_day_stays(log: None, settings: Settings) -> None:
    from datetime import UTC, datetime, timedelta

    settings.TIME_ZONE = "UTC"
    noon = datetime(2026, 5, 5, 12, tzinfo=UTC)
    for number, age in enumerate([0, 30, 90, 100, 150, 60 * 24 * 40, 60 * 24 * 40 + 90]):
        Checkpoint.objects.create(size=10_000 - number, root="", note="", at=noon - timedelta(minutes=age))
    Checkpoint.objects.filter(size__in=SIGNED).delete()
    assert keeping.thin_out(noon) == 2
    assert sorted(Checkpoint.objects.values_list("size", flat=True)) == [9995, 9996, 9998, 9999, 10_000]


def test_a_changed_secret_closes_the_key(log: None, settings: Settings) -> None:
    from dugnad.kernel.ledger.keys import KeyClosed

    settings.SECRET_KEY = "another-" + "y" * 50
    write()
    with pytest.raises(KeyClosed):
        sealing.seal_all()
    assert codes(verify_log()) >= {Flaw.CHECKPOINT_FORGED}


def test_sealing_leaves_no_gap_and_no_entry_behind() -> None:
    grow(3)
    assert sealing.seal() == 0
    assert sealing.checkpoint() is None
    assert list(Event.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2]
    assert SealState.objects.get().size == 3
    assert connection.in_atomic_block
