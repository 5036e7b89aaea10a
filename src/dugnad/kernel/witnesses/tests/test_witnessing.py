"""A member watches the log from a machine of its own: with the real command, against the real API."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from dugnad.engines.merkle import Signer
from dugnad.engines.merkle.cosignature import witness as cosigned
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.ledger.findings import Flaw, in_words
from dugnad.kernel.ledger.models import Checkpoint, Event
from dugnad.kernel.ledger.proofs import verifier_key
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.tests.logs import write
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.witnesses.models import Cosignature, Witness
from dugnad.kernel.witnesses.selectors import flaws, watching
from dugnad.web.cli.witnessing import _signer, witness
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "oslo.example/witness"


def grow(organisation: Organisation) -> None:
    """One more sealed and signed entry."""
    write(organisation.id, actor=Actor(operator=True), fields=["name"])
    seal_all()


class Machine:
    """The witness's own: its key, what it saw last, and a token of its administrator."""

    def __init__(self, folder: Path, server: LiveServer) -> None:
        self.key, self.state = folder / "witness.pem", folder / "seen.json"
        self.server = server
        self.line = self.run("new", str(self.key), "--name", NAME).output.strip()
        self.oslo = people.city("Eksempel Oslo")
        self.siri: Person = people.person("Siri Eksempel", self.oslo, "administrator")
        actor = people.acting(self.siri, second_factor=True)
        last_day = timezone.localdate() + timedelta(days=30)
        _row, self.token = make_token(
            actor=actor, name="Witness", scope="write", last_day=last_day, organisation=self.oslo.id
        )
        added = self.post("/log/witnesses", {"organisation": str(self.oslo.id), "key": self.line})
        assert added.status_code == 201, added.content
        self.id = added.json()["id"]
        grow(self.oslo)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(witness, list(arguments))

    def post(self, path: str, body: dict[str, str]) -> Any:
        client = Client(headers={"authorization": f"Bearer {self.token}", "accept-language": "en"})
        return client.post(f"/api/v1{path}", body, content_type="application/json")

    def cosign(self, log_key: str = "") -> Result:
        known = ["--key", str(self.key), "--id", self.id, "--state", str(self.state), "--token", self.token]
        return self.run("cosign", self.server.url, *known, "--log-key", log_key)

    def hand_in(self, note: str) -> Any:
        return self.post(f"/log/witnesses/{self.id}/cosignatures", {"note": note})

    @property
    def signer(self) -> Signer:
        made: Signer = _signer(self.key)
        return made


@pytest.fixture
def machine(tmp_path: Path, live_server: LiveServer) -> Machine:
    return Machine(tmp_path, live_server)


def last_note() -> str:
    last = Checkpoint.objects.order_by("-size").first()
    assert last
    return last.note


def test_it_cosigns_as_the_log_grows_and_everyone_can_see_it(machine: Machine) -> None:
    first = machine.cosign(verifier_key())
    assert first.exit_code == 0, first.output
    grow(machine.oslo)
    assert machine.cosign().exit_code == 0
    sizes = list(Cosignature.objects.order_by("size").values_list("size", flat=True))
    assert len(sizes) == 2
    (row,) = watching()
    assert (row.organisation_name, row.size) == ("Eksempel Oslo", sizes[-1])
    page = Client(headers={"accept-language": "en"}).get("/ledger/state/").content.decode()
    assert "Who else signs" in page
    assert row.key in page
    assert Client().get("/api/v1/log/witnesses").json()[0]["size"] == sizes[-1]
    assert list(flaws()) == []


def test_nothing_new_is_cosigned_once(machine: Machine) -> None:
    for _ in range(2):
        assert machine.cosign(verifier_key()).exit_code == 0
    assert Cosignature.objects.count() == 1


def test_a_log_that_was_rewritten_is_not_cosigned(machine: Machine) -> None:
    assert machine.cosign(verifier_key()).exit_code == 0
    seen = json.loads(machine.state.read_text())
    machine.state.write_text(json.dumps(seen | {"root": "00" * 32}))
    grow(machine.oslo)
    refused = machine.cosign()
    assert refused.exit_code == 1
    assert "NOT the one" in refused.output
    machine.state.write_text(json.dumps(seen | {"size": seen["size"] + 100}))
    assert machine.cosign().exit_code == 1
    assert Cosignature.objects.count() == 1


def test_the_logs_key_must_be_known_and_right(machine: Machine) -> None:
    assert machine.cosign().exit_code == 2
    other = machine.run("new", str(machine.key.with_name("x.pem")), "--name", "x.example").output.strip()
    assert "not signed by the log's key" in machine.cosign(other).output
    assert not machine.state.exists()


def test_a_key_is_never_written_over(machine: Machine) -> None:
    before = machine.key.read_bytes()
    assert machine.run("new", str(machine.key), "--name", NAME).exit_code == 1
    assert machine.key.read_bytes() == before
    assert machine.key.stat().st_mode & 0o077 == 0


def test_what_is_not_cosigned_by_this_witness_is_refused(machine: Machine) -> None:
    now = int(timezone.now().timestamp())
    note = last_note()
    early = cosigned(note, machine.signer, now + 3600)
    for wrong, says in (
        (note, "both this log and this witness"),
        (early, "has not come yet"),
        ("hei", "both this log and this witness"),
    ):
        answer = machine.hand_in(wrong)
        assert answer.status_code == 422
        assert says in answer.json()["errors"][0]["detail"]
    assert not Cosignature.objects.exists()


def test_an_older_log_is_not_taken_after_a_newer(machine: Machine) -> None:
    old = last_note()
    grow(machine.oslo)
    assert machine.cosign(verifier_key()).exit_code == 0
    assert machine.hand_in(cosigned(old, machine.signer, int(timezone.now().timestamp()))).status_code == 409


def test_only_its_own_administrators_decide_on_a_witness(machine: Machine) -> None:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Per Utenfor", people.company("Utenfor"), "administrator"))
    assert client.delete(f"/api/v1/log/witnesses/{machine.id}").status_code == 403
    again = machine.post("/log/witnesses", {"organisation": str(machine.oslo.id), "key": machine.line})
    assert again.json()["errors"][0]["detail"] == "There is a witness of this name already."
    own = Client()
    people.sign_in(own, machine.siri)
    assert own.delete(f"/api/v1/log/witnesses/{machine.id}").status_code == 204
    assert watching() == []
    assert machine.cosign(verifier_key()).exit_code == 1
    assert Event.objects.filter(name="witnesses.removed").count() == 1
    assert Witness.objects.get().removed_at


def test_verifying_the_log_checks_what_was_cosigned(machine: Machine) -> None:
    machine.cosign(verifier_key())
    row = Cosignature.objects.get()
    Cosignature.objects.update(note=row.note.replace("A", "B"))
    assert [found.code for found in flaws()] == [Flaw.COSIGNATURE_ALTERED]
    Cosignature.objects.update(note=row.note)
    Event.objects.filter(index=0).update(commitment="0" * 64)
    Checkpoint.objects.all().delete()
    from dugnad.kernel.ledger.models import SealState, Tile

    Tile.objects.all().delete()
    SealState.objects.all().delete()
    Event.objects.update(index=None)
    seal_all()
    (found,) = flaws()
    assert found.code is Flaw.COSIGNED_DIFFERS
    assert in_words(found)
