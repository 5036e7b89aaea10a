# ruff: noqa: S608
"""Checkpoints that were altered, forged or kept elsewhere are told from entries that were."""

from __future__ import annotations

import pytest

from dugnad.engines.merkle import Code
from dugnad.kernel.ledger.findings import Flaw
from dugnad.kernel.ledger.models import Checkpoint, SigningKey, Tile
from dugnad.kernel.ledger.tests.logs import SIZE, blob, codes, first, grow, sql
from dugnad.kernel.ledger.verification import verify_log

pytestmark = pytest.mark.django_db


CHECKPOINT_CHANGES = {
    "size": "UPDATE ledger_checkpoint SET size = 399 WHERE size = 400",
    "root": "UPDATE ledger_checkpoint SET root = '" + "0" * 64 + "' WHERE size = 400",
    "at": "UPDATE ledger_checkpoint SET at = '2020-01-01 00:00:00+00:00' WHERE size = 400",
    "note": "UPDATE ledger_checkpoint SET note = replace(note, 'at 20', 'at 19') WHERE size = 400",
    "another's": "UPDATE ledger_checkpoint SET note = (SELECT note FROM ledger_checkpoint WHERE size = 250)"
    " WHERE size = 400",
    "no note": "UPDATE ledger_checkpoint SET note = '' WHERE size = 400",
}


@pytest.mark.parametrize("change", CHECKPOINT_CHANGES)
def test_an_altered_checkpoint_is_found_and_no_entry_is_blamed(log: None, change: str) -> None:
    sql(CHECKPOINT_CHANGES[change])
    report = verify_log()
    assert codes(report) == {Flaw.CHECKPOINT_FORGED}
    assert report.first_entry is None
    assert report.proven == SIZE


def test_a_rewritten_log_with_the_rewriters_own_key_is_found(log: None) -> None:
    """Who can write in the database, but does not know the installation's secret, makes no valid checkpoint."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dugnad.engines.merkle import Signer, parse, sign

    own = Ed25519PrivateKey.generate()
    name = SigningKey.objects.get().name
    for row in Checkpoint.objects.all():
        row.note = sign(parse(row.note).text(), Signer(name, own))
        row.save()
    sql("UPDATE ledger_signingkey SET public = %s", own.public_key().public_bytes_raw().hex())
    SigningKey.objects.create(name="other", private_pem="", public=own.public_key().public_bytes_raw().hex())
    report = verify_log()
    assert codes(report) >= {Flaw.CHECKPOINT_FORGED}
    assert report.proven == 0


def cut_back(size: int) -> None:
    """Delete all that came after a checkpoint, so that what is left fits together."""
    for table in ("ledger_detail", "ledger_concern"):
        sql(f'DELETE FROM {table} WHERE event_id IN (SELECT id FROM ledger_event WHERE "index" >= %s)', size)
    sql('DELETE FROM ledger_event WHERE "index" >= %s', size)
    sql("DELETE FROM ledger_checkpoint WHERE size > %s", size)
    sql('DELETE FROM ledger_tile WHERE level = 0 AND "index" > %s', size // 256)
    kept = bytes(Tile.objects.get(level=0, index=size // 256).hashes)[: size % 256 * 32]
    sql('UPDATE ledger_tile SET hashes = %s WHERE level = 0 AND "index" = %s', blob(kept), size // 256)
    upper = bytes(Tile.objects.get(level=1, index=0).hashes)[: size // 256 * 32]
    sql("UPDATE ledger_tile SET hashes = %s WHERE level = 1", blob(upper))


def test_entries_cut_off_after_a_checkpoint_are_missed_by_the_sealer(log: None) -> None:
    cut_back(400)
    report = verify_log()
    assert [(f.code, f.index, f.until) for f in report.findings] == [(Flaw.STATE_ALTERED, 400, SIZE)]
    assert first(report) == (Flaw.STATE_ALTERED, 400)


def test_a_log_cut_back_whole_is_missed_by_a_checkpoint_kept_elsewhere(log: None) -> None:
    last = Checkpoint.objects.get(size=SIZE).note
    cut_back(400)
    from dugnad.engines.merkle import TileReader, frontier_of
    from dugnad.kernel.ledger.storage import Tiles

    frontier = frontier_of(400, TileReader(Tiles())).to_bytes()
    sql("UPDATE ledger_sealstate SET size = 400, frontier = %s", blob(frontier))
    assert verify_log().whole
    report = verify_log(kept=[last])
    assert [(f.code, f.index, f.until) for f in report.findings] == [(Flaw.KEPT_NOT_REACHED, 400, SIZE)]
    assert first(report) is not None
    grow(300)
    assert codes(verify_log(kept=[last])) == {Flaw.KEPT_DIFFERS}


def test_entries_cut_off_with_their_tiles_alone_are_found(log: None) -> None:
    sql('DELETE FROM ledger_detail WHERE event_id IN (SELECT id FROM ledger_event WHERE "index" >= 300)')
    sql('DELETE FROM ledger_concern WHERE event_id IN (SELECT id FROM ledger_event WHERE "index" >= 300)')
    sql('DELETE FROM ledger_event WHERE "index" >= 300')
    sql('DELETE FROM ledger_tile WHERE level = 0 AND "index" > 1')
    kept = bytes(Tile.objects.get(level=0, index=1).hashes)[: 44 * 32]
    sql('UPDATE ledger_tile SET hashes = %s WHERE level = 0 AND "index" = 1', blob(kept))
    found = verify_log().first_entry
    assert found is not None
    assert (found.code, found.index, found.until) == (Code.LOG_SHORTENED, 250, 400)


def test_a_kept_checkpoint_of_another_log_is_told(log: None) -> None:
    assert codes(verify_log(kept=["not a checkpoint"])) == {Flaw.KEPT_UNKNOWN}
    assert verify_log(kept=[Checkpoint.objects.get(size=250).note]).whole
