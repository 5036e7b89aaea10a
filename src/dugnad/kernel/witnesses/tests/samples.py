"""How the routes of witnesses are tried."""

from __future__ import annotations

from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dugnad.engines.merkle import Signer
from dugnad.engines.merkle.cosignature import witness, witness_line
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.models import Checkpoint
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.witnesses.models import Witness
from dugnad.kernel.witnesses.services import add_witness
from tests.world import Builder, Sample, World


def _key() -> Signer:
    return Signer(f"eksempel.example/{uuid4().hex}", Ed25519PrivateKey.generate())


def _line(key: Signer) -> str:
    return witness_line(key.name, key.key.public_key())


def _witness(world: World, key: Signer) -> Witness:
    return add_witness(actor=Actor(operator=True), organisation=world.own.id, key=_line(key))


def _removing(world: World) -> Sample:
    return Sample({"witness": _witness(world, _key()).id}, data={}, public=True)


def _cosigning(world: World) -> Sample:
    key = _key()
    row = _witness(world, key)
    seal_all()
    last = Checkpoint.objects.order_by("-size").first()
    assert last
    note = witness(last.note, key, int(last.at.timestamp()))
    return Sample({"witness": row.id}, data={"note": note}, public=True)


def _adding(world: World) -> Sample:
    return Sample(data={"organisation": str(world.own.id), "key": _line(_key())}, public=True)


SAMPLES: dict[str, Builder] = {
    "POST /log/witnesses": _adding,
    "DELETE /log/witnesses/{uuidstr:witness}": _removing,
    "POST /log/witnesses/{uuidstr:witness}/cosignatures": _cosigning,
}
