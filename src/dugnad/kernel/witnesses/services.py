"""Writes: who witnesses the log, and what they have cosigned.

A cosignature is no entry of the log: it is about the log, and each would call for the next one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.engines.merkle import CheckpointError, TileReader, frontier_of, parse, verify
from dugnad.engines.merkle.cosignature import read_witness_line, witnessed_at
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.keys import public_keys
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.rules import organisation_thing
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from dugnad.kernel.witnesses.models import Cosignature, Witness

LONGEST_NAME = 80
LONGEST_NOTE = 20_000
CLOCKS_DIFFER = timedelta(minutes=5)


@transaction.atomic
def add_witness(*, actor: Actor, organisation: UUID, key: str) -> Witness:
    """Let a member witness the log with this public key (name+id+key). Invalid at `key`."""
    thing = organisation_thing(organisation)
    require(actor, "change", thing)
    if not Organisation.objects.filter(id=organisation, left_at=None).exists():
        raise NotFound
    name, _public = _read(key)
    try:
        with transaction.atomic():
            row = Witness.objects.create(organisation_id=organisation, name=name, key=key.strip())
    except IntegrityError as taken:
        raise Invalid(fields={"key": _("There is a witness of this name already.")}) from taken
    record("witnesses.added", actor=actor, thing=thing, detail={"key": row.key})
    return row


@transaction.atomic
def remove_witness(*, actor: Actor, witness: UUID) -> None:
    """End a witness; what it has cosigned stays. NotFound."""
    row = Witness.objects.select_for_update().filter(id=witness, removed_at=None).first()
    if row is None:
        raise NotFound
    thing = organisation_thing(row.organisation_id)
    require(actor, "change", thing)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    record("witnesses.removed", actor=actor, thing=thing, detail={"key": row.key})


def _read(key: str) -> tuple[str, Ed25519PublicKey]:
    try:
        name, public = read_witness_line(key)
    except CheckpointError as error:
        raise Invalid(fields={"key": _("This is not a public key of a witness.")}) from error
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(fields={"key": _("This is not a public key of a witness.")})
    return name, public


@transaction.atomic
def take_cosignature(*, actor: Actor, witness: UUID, note: str) -> Cosignature:
    """Keep a checkpoint of this log that the witness has cosigned; the same one twice is kept once.

    NotFound; Invalid at `note` if it is no checkpoint of this log or not signed by this witness; Conflict if the
    witness has cosigned a larger log before.
    """
    row = Witness.objects.select_for_update().filter(id=witness, removed_at=None).first()
    if row is None:
        raise NotFound
    require(actor, "change", organisation_thing(row.organisation_id))
    size, at = _checked(row, note)
    last = row.cosignatures.first()
    if last and last.size > size:
        raise Conflict(_("This witness has cosigned a larger log already."))
    kept, _made = Cosignature.objects.get_or_create(witness=row, size=size, defaults={"note": note, "at": at})
    return kept


def _checked(row: Witness, note: str) -> tuple[int, datetime]:
    """Size and time of a note that this log and this witness have signed, and that is of the log as it is now."""
    try:
        if len(note) > LONGEST_NOTE:
            raise Invalid(fields={"note": _("This text is too long.")})
        told = parse(note)
        verify(note, public_keys())
        at = datetime.fromtimestamp(witnessed_at(note, *read_witness_line(row.key)), UTC)
    except (CheckpointError, OverflowError, ValueError) as error:
        wrong = _("This is not a checkpoint that both this log and this witness have signed.")
        raise Invalid(fields={"note": wrong}) from error
    if at > timezone.now() + CLOCKS_DIFFER:
        raise Invalid(fields={"note": _("It is signed at a time that has not come yet.")})
    if not of_this_log(told.size, told.root):
        raise Invalid(fields={"note": _("This checkpoint is not of the log as it is now.")})
    return told.size, at


def of_this_log(size: int, root: bytes) -> bool:
    """Whether the first `size` entries of the log have this root."""
    if not 0 < size <= storage.sealed_size():
        return False
    return frontier_of(size, TileReader(storage.Tiles())).root() == root
