"""How the routes of the log are tried."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.proofs import prove
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.tests.logs import write
from tests.world import Builder, Sample, World


def _event(world: World) -> Event:
    """A sealed entry that concerns `own`."""
    event = write(world.own.id, actor=Actor(operator=True), fields=["name"])
    seal_all()
    return Event.objects.get(id=event.id)


def _index(world: World) -> dict[str, int]:
    return {"index": _event(world).index or 0}


def _own_organisation(world: World) -> Sample:
    return Sample({"kind": "organisations.organisation", "thing": world.own.id}, public=True)


def _sizes(world: World) -> Sample:
    size = (_event(world).index or 0) + 1
    return Sample(query={"old": size // 2, "new": size}, public=True)


def _proof(world: World) -> str:
    return prove(_event(world)).to_json()


def _upload(world: World) -> Sample:
    file = SimpleUploadedFile("proof.json", _proof(world).encode(), "application/json")
    return Sample(data={"file": file, "key": ""}, public=True)


SAMPLES: dict[str, Builder] = {
    "ledger": lambda world: Sample(query={"event": "organisations.changed", "thing": uuid4()}, public=True),
    "ledger_entry": _index,
    "ledger_proof": _index,
    "ledger_proof_text": _index,
    "ledger_state": _sizes,
    "ledger_check": _upload,
    "ledger_checkpoint": lambda world: Sample(query={"after": _index(world)["index"]}, public=True),
    "why": _own_organisation,
    "GET /log/entries/{index}": _index,
    "GET /log/entries/{index}/proof": _index,
    "GET /log/consistency": _sizes,
    "POST /log/proofs/check": lambda world: Sample(data={"proof": _proof(world), "key": ""}, public=True),
    "GET /why/{kind}/{thing}": _own_organisation,
}
