"""That one entry stands in the log: made here, checked by anyone with the file and the log's public key."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from dugnad.engines.merkle import (
    CheckpointError,
    TileReader,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    parse,
    verify,
    verify_inclusion,
)
from dugnad.engines.merkle.note import key_id, read_key_line
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.entry import Entry, commitment
from dugnad.kernel.ledger.keys import public_keys
from dugnad.kernel.ledger.models import Checkpoint, Detail, Event
from dugnad.kernel.problems import Invalid, NotFound

FORMAT = "dugnad-ledger-proof-1"
LONGEST_FILE = 1_000_000
_ED25519 = b"\x01"


class Fault(StrEnum):
    """Why a proof does not hold."""

    CHECKPOINT = "checkpoint"
    SIZE = "size"
    ENTRY = "entry"
    DETAIL = "detail"


FAULTS = {
    Fault.CHECKPOINT: _("The checkpoint is not signed by this key."),
    Fault.SIZE: _("The checkpoint is for another size of the log than the proof."),
    Fault.ENTRY: _("The entry is not in the log that the checkpoint was signed for, or was altered."),
    Fault.DETAIL: _("The detail is not the one that the entry commits to."),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's bytes, the way from it to a root (RFC 9162), and the checkpoint signed over that root."""

    index: int
    size: int
    entry: bytes
    hashes: tuple[bytes, ...]
    note: str
    key: str
    detail: tuple[bytes, str] | None = None

    @property
    def text(self) -> str:
        """The entry's bytes as the text they are."""
        return self.entry.decode()

    @property
    def facts(self) -> dict[str, Any]:
        """What the detail says, if the proof shows it."""
        return dict(json.loads(self.detail[1])) if self.detail else {}

    def to_json(self) -> str:
        """The proof as the file that others can check."""
        body: dict[str, Any] = {
            "format": FORMAT,
            "index": self.index,
            "size": self.size,
            "entry": self.text,
            "hashes": [node.hex() for node in self.hashes],
            "checkpoint": self.note,
            "key": self.key,
        }
        if self.detail:
            body["detail"] = {"salt": self.detail[0].hex(), "text": self.detail[1]}
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Proof:
        """Read what `to_json` wrote; Invalid at `file` when it is anything else."""
        try:
            return cls._read(json.loads(text) if len(text) <= LONGEST_FILE else None)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Invalid(fields={"file": _("This is not a proof from the log.")}) from error

    @classmethod
    def _read(cls, body: Any) -> Proof:
        if body["format"] != FORMAT:
            raise ValueError(body["format"])
        entry = str(body["entry"]).encode()
        Entry.from_bytes(entry)
        hashes = tuple(bytes.fromhex(node) for node in body["hashes"])
        detail = body.get("detail")
        hidden = (bytes.fromhex(detail["salt"]), str(detail["text"])) if detail else None
        if hidden:
            dict(json.loads(hidden[1]))
        index, size = int(body["index"]), int(body["size"])
        return cls(index, size, entry, hashes, str(body["checkpoint"]), str(body["key"]), hidden)


def prove(event: Event, *, detail: Detail | None = None) -> Proof:
    """The proof that a sealed entry stands in the log; NotFound until a checkpoint covers it."""
    last = Checkpoint.objects.order_by("-size").first()
    if event.index is None or last is None or last.size <= event.index:
        raise NotFound(_("This entry is not sealed yet. Try again in a moment."))
    hashes = tuple(inclusion_proof(event.index, last.size, TileReader(storage.Tiles())))
    entry = storage.entry_at(event.index) or b""
    hidden = (bytes(detail.salt), detail.body) if detail else None
    return Proof(event.index, last.size, entry, hashes, last.note, verifier_key(), hidden)


def check(proof: Proof, key: str = "") -> list[Fault]:
    """What is wrong with a proof, judged by the log's public key (or the one in the proof); [] when it holds.

    Invalid at `key` when that is no key.
    """
    keys = dict([read_key(key or proof.key)])
    try:
        verify(proof.note, keys)
        told = parse(proof.note)
    except CheckpointError:
        return [Fault.CHECKPOINT]
    faults = [Fault.SIZE] if told.size != proof.size else []
    if not verify_inclusion(leaf_hash(proof.entry), proof.index, told.size, proof.hashes, told.root):
        faults.append(Fault.ENTRY)
    if proof.detail and commitment(*proof.detail) != Entry.from_bytes(proof.entry).commitment:
        faults.append(Fault.DETAIL)
    return faults


def consistency(old: int, new: int) -> list[bytes]:
    """The hashes that show the log of `old` entries to be the beginning of the log of `new` (RFC 9162).

    Invalid at `old` or `new` when the log was never of that size.
    """
    size = storage.sealed_size()
    if not 0 < new <= size:
        raise Invalid(fields={"new": _("The log has not had that size.")})
    if not 0 <= old <= new:
        raise Invalid(fields={"old": _("The older size cannot be the larger one.")})
    return consistency_proof(old, new, TileReader(storage.Tiles()))


def verifier_key() -> str:
    """The log's present public key as a line of text (C2SP signed-note: name+id+key); '' before the first."""
    lines = [key_line(name, key) for name, key in public_keys().items()]
    return lines[-1] if lines else ""


def key_line(name: str, key: Ed25519PublicKey) -> str:
    return f"{name}+{key_id(name, key).hex()}+{b64encode(_ED25519 + key.public_bytes_raw()).decode()}"


def read_key(line: str) -> tuple[str, Ed25519PublicKey]:
    """Name and key of such a line; Invalid at `key` when it is none."""
    try:
        return read_key_line(line)
    except CheckpointError as error:
        raise Invalid(fields={"key": _("This is not a public key of a log.")}) from error


def key_lines(keys: Mapping[str, Ed25519PublicKey]) -> list[str]:
    return [key_line(name, key) for name, key in keys.items()]
