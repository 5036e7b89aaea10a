"""`dugnad ledger`, `export` and `check`, as they are typed."""

from __future__ import annotations

import json
import stat
import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.scheduling import beat
from dugnad.kernel.ledger import keeping, proofs
from dugnad.kernel.ledger.models import Checkpoint, Event
from dugnad.kernel.ledger.proofs import Proof, check
from dugnad.kernel.ledger.tests.logs import grow, sql, write
from dugnad.web.cli import main
from dugnad.web.house import examining, probes
from tests import people

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    """The command as typed, in English; what it says on standard error is in `stderr`."""
    return CliRunner().invoke(main, [*arguments])


@pytest.fixture(autouse=True)
def own_home(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def test_a_whole_log_is_told_in_the_language_asked_for() -> None:
    grow(5)
    write()
    told = run("ledger", "verify", "--language", "en")
    assert told.exit_code == 0
    assert "The log is whole: 5 entries. 1 checkpoints sign for the first 5." in told.stdout
    assert "1 entries wait to be sealed." in told.stdout
    assert "0 / 5" in told.stderr


def test_an_empty_log_is_told() -> None:
    assert run("ledger", "verify", "--language", "en").stdout == "The log is empty.\n"


def test_the_first_bad_entry_is_named_and_the_exit_code_is_1() -> None:
    grow(20)
    sql('UPDATE ledger_event SET at_us = at_us + 1 WHERE "index" IN (7, 11)')
    told = run("ledger", "verify", "--language", "en")
    assert told.exit_code == 1
    assert "First bad entry: Entry 7 was altered after it was sealed." in told.stdout
    assert "organisations.changed" in told.stdout
    data = json.loads(run("ledger", "verify", "--json").stdout)
    assert (data["whole"], data["first_entry"], data["size"]) == (False, 7, 20)
    assert data["findings"][0]["code"] == "entry_altered"


def test_a_log_that_was_cut_back_is_found_with_the_checkpoint_in_the_workers_folder(tmp_path: Path) -> None:
    grow(4)
    note = Checkpoint.objects.get().note
    sql("DELETE FROM ledger_checkpoint")
    sql("DELETE FROM ledger_detail")
    sql("DELETE FROM ledger_concern")
    sql("DELETE FROM ledger_event")
    sql("DELETE FROM ledger_tile")
    sql("DELETE FROM ledger_sealstate")
    assert run("ledger", "verify", "--language", "en").exit_code == 0
    keeping.keep(note)
    told = run("ledger", "verify", "--language", "en")
    assert told.exit_code == 1
    assert "The log was cut short: it holds 0 entries" in told.stdout
    keeping.kept_file().unlink()
    elsewhere = tmp_path / "kept"
    elsewhere.write_text(note)
    assert run("ledger", "verify", "--checkpoint", str(elsewhere)).exit_code == 1


def test_a_proof_is_made_and_checked_offline(tmp_path: Path) -> None:
    grow(10)
    file = tmp_path / "proof.json"
    assert run("ledger", "prove", "3", "--detail", "--out", str(file)).exit_code == 0
    assert check(Proof.from_json(run("ledger", "prove", "3").stdout)) == []
    key = proofs.verifier_key()
    told = run("ledger", "check-proof", str(file), "--key", key, "--language", "en")
    assert told.exit_code == 0
    assert told.stdout.startswith("The proof holds.\nThe entry stands in the log as number 3 of 10")
    assert "place: place 3" in told.stdout
    assert "Compare it" not in told.stdout
    kept = tmp_path / "key"
    kept.write_text(key + "\n")
    assert run("ledger", "check-proof", str(file), "--key", str(kept)).exit_code == 0
    assert key in run("ledger", "check-proof", str(file)).stdout
    file.write_text(file.read_text().replace("organisations.changed", "organisations.added"))
    wrong = run("ledger", "check-proof", str(file), "--language", "en")
    assert wrong.exit_code == 1
    assert "The proof does not hold." in wrong.stdout


def test_what_is_no_proof_and_no_entry_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"\xff\x00")
    told = run("ledger", "check-proof", str(file), "--language", "en")
    assert (told.exit_code, told.stderr) == (1, "Error: This is not a proof from the log.\n")
    assert run("ledger", "prove", "0").stderr == "Error: The log has no signed entry 0.\n"
    assert run("ledger", "prove", "x").exit_code == 2
    assert run("ledger", "checkpoint").stderr == "Error: Nothing is sealed yet.\n"


def test_the_last_checkpoint_is_printed_to_be_kept() -> None:
    grow(2)
    assert run("ledger", "checkpoint").stdout == Checkpoint.objects.get().note


def test_an_operator_exports_what_is_stored_about_a_person(tmp_path: Path) -> None:
    kari = people.person("Kari Eksempel")
    for number, name in enumerate((str(kari.email).upper(), str(kari.id))):
        out = tmp_path / f"{number}.zip"
        told = run("export", name, str(out))
        assert told.exit_code == 0, told.output
        assert "Kari Eksempel" in told.stdout
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        with zipfile.ZipFile(out) as archive:
            assert "index.html" in archive.namelist()
    assert Event.objects.filter(name="rights.exported", actor=None).count() == 2
    again = run("export", str(kari.email), str(out))
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert run("export", "nobody@eksempel.example", str(tmp_path / "no.zip")).exit_code == 1
    assert not (tmp_path / "no.zip").exists()


def states(*arguments: str) -> dict[str, str]:
    """What `dugnad check` says of each thing."""
    rows = json.loads(run("check", "--json", "--language", "en").stdout)
    return {row["name"]: row["state"] for row in rows}


@pytest.fixture
def healthy(settings: Settings) -> None:
    """An installation as it should be in production."""
    settings.ORIGIN, settings.HTTPS, settings.TSA_URL = "https://dugnad.example", True, "https://tsa.example"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    grow(3)
    beat(timezone.now())


def test_a_healthy_installation_has_nothing_to_act_on(healthy: None) -> None:
    found = states()
    assert "act" not in found.values(), found
    assert {"https", "secret", "database", "migrations", "worker", "sealing", "key", "checkpoint"} <= {
        name for name, state in found.items() if state == "fine"
    }
    told = run("check", "--language", "en")
    assert told.exit_code == 0
    assert "✓ The log is signed for up to entry 3." in told.stdout


def test_what_is_dangerous_is_to_be_acted_on(healthy: None, settings: Settings) -> None:
    settings.HTTPS, settings.DEMO, settings.ALLOWED_HOSTS, settings.SECRET_KEY = False, True, ["*"], "short"
    found = states()
    assert {name for name, state in found.items() if state == "act"} >= {
        "https",
        "demo",
        "hosts",
        "secret",
        "key",
    }
    assert run("check").exit_code == 1


def test_a_worker_that_is_away_and_entries_that_wait_are_told(
    healthy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(timezone.now() - timedelta(hours=3))
    write(actor=Actor())
    Event.objects.filter(index=None).update(at_us=1_000_000)
    monkeypatch.setattr(probes, "reader_states", lambda: [probes.Reader("network", 3, 7)])
    found = states()
    assert (found["worker"], found["sealing"], found["readers"]) == ("act", "act", "act")
    assert "3 hours ago" in run("check", "--language", "en").stdout


def test_missing_migrations_a_forged_checkpoint_and_a_full_disk_are_told(
    healthy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql("UPDATE ledger_checkpoint SET note = 'forged'")
    monkeypatch.setattr(
        examining.settings.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5_000_000)
    )
    found = states()
    assert (found["checkpoint"], found["room"]) == ("act", "act")
    monkeypatch.setattr(probes, "pending_migrations", lambda: ["ledger.0009"])
    found = states()
    assert found["migrations"] == "act"
    assert "worker" not in found


def test_a_database_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise OperationalError("away")

    monkeypatch.setattr(probes, "database_answers", away)
    assert states()["database"] == "act"
