"""The API of the log's witnesses: who they are, and where they hand in what they have cosigned."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Router, Schema, Status

from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.witnesses import selectors, services
from dugnad.kernel.witnesses.selectors import Watching

router = Router(tags=["log"])


class WitnessOut(Schema):
    """A witness, and the largest log that it has cosigned."""

    id: UUID
    organisation: UUID
    organisation_name: str
    key: str
    size: int | None
    at: datetime | None


class WitnessIn(Schema):
    """A member, and the public key of its witness (C2SP signed-note: name+id+key)."""

    organisation: UUID
    key: str = Field(max_length=160)


class AddedOut(Schema):
    """A new witness; hand in cosignatures under its id."""

    id: UUID


class CosignedIn(Schema):
    """A checkpoint of this log with the witness's signature under it (C2SP tlog-cosignature)."""

    note: str = Field(max_length=services.LONGEST_NOTE)


class CosignedOut(Schema):
    """What is kept of it."""

    size: int
    at: datetime


@router.get("/log/witnesses", response=list[WitnessOut], summary="Who else signs for the log")
@authorised(ANYONE)
def witnesses(request: Request) -> list[Watching]:
    return selectors.watching()


@router.post("/log/witnesses", response={201: AddedOut}, summary="Let a member witness the log")
@authorised(PERSON)
def add(request: Request, body: WitnessIn) -> Status[object]:
    row = services.add_witness(actor=request.actor, organisation=body.organisation, key=body.key)
    return Status(201, row)


@router.delete("/log/witnesses/{uuid:witness}", response={204: None}, summary="End a witness")
@authorised(PERSON)
def remove(request: Request, witness: UUID) -> Status[None]:
    services.remove_witness(actor=request.actor, witness=witness)
    return Status(204, None)


@router.post(
    "/log/witnesses/{uuid:witness}/cosignatures",
    response={201: CosignedOut},
    summary="Hand in a checkpoint that the witness has cosigned",
)
@authorised(PERSON)
def cosign(request: Request, witness: UUID, body: CosignedIn) -> Status[object]:
    return Status(201, services.take_cosignature(actor=request.actor, witness=witness, note=body.note))
