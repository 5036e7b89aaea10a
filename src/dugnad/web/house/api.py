"""The house's part of the API: the log and its proofs, why something can be seen, one's data, jobs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpResponse
from ninja import Field, P, QueryEx, Router, Schema, Status

from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.jobs import selectors as job_selectors
from dugnad.kernel.jobs import services as job_services
from dugnad.kernel.ledger import selectors
from dugnad.kernel.ledger.models import Checkpoint
from dugnad.kernel.ledger.proofs import FAULTS, Proof, check, consistency, prove, verifier_key
from dugnad.kernel.ledger.selectors import Wanted
from dugnad.kernel.rights import services
from dugnad.kernel.rights.holdings import described
from dugnad.web.house.telling import Line, tell
from dugnad.web.house.why import why
from dugnad.web.identity.leaving import leave_nothing

LOG, YOU = ["log"], ["you"]
LARGEST = 2**62
router = Router()


class Told(Schema):
    """An entry of the log as the reader may see it; `detail` is null when there is none or it was erased."""

    number: int = Field(description="For `before`: asks for older entries")
    index: int | None = Field(description="Its place in the sealed log; null until it is sealed")
    at: datetime
    event: str
    says: str
    kind: str
    thing: UUID
    title: str
    actor: UUID | None
    who: str
    concerns: list[UUID]
    grant: UUID | None
    detail: dict[str, Any] | None


class ToldPage(Schema):
    """Entries, the latest first, and the cursor of the next page."""

    items: list[Told]
    before: int | None


class Signed(Schema):
    """A signed checkpoint (C2SP tlog-checkpoint)."""

    size: int
    root: str
    at: datetime
    note: str


class State(Schema):
    """The last checkpoint, null for an empty log, and the log's public key (C2SP signed-note)."""

    key: str
    checkpoint: Signed | None


class Consistency(Schema):
    """The hashes, in hexadecimal, that show the older log to be the beginning of the newer (RFC 9162)."""

    old: int
    new: int
    hashes: list[str]


class ProofText(Schema):
    """A proof as the log handed it out, and the key to check it with (empty: this log's own)."""

    proof: str = Field(max_length=1_000_000)
    key: str = Field("", max_length=400)


class Checked(Schema):
    """Whether a proof holds, and what is wrong if not."""

    holds: bool
    faults: list[str]


class Reasons(Schema):
    """What the reader may do with a thing, and why."""

    kind: str
    title: str
    answers: list[dict[str, Any]]


class JobState(Schema):
    """A job of one's own; `result_name` is empty until there is a file to fetch."""

    id: UUID
    name: str
    state: str
    progress: int
    message: str
    asked_at: datetime
    finished_at: datetime | None
    result_name: str


class Confirmed(Schema):
    """One's own e-mail address (or name, without one), to confirm."""

    typed: str = Field(max_length=254)


@router.get("/log/entries", response=ToldPage, tags=LOG, summary="What happened that concerns you")
@authorised(PERSON)
def entries(
    request: Request,
    of: UUID | None = None,
    event: QueryEx[str, P(max_length=60)] = "",
    thing: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
    before: QueryEx[int | None, P(ge=0, le=LARGEST)] = None,
    limit: QueryEx[int, P(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    wanted = Wanted(of, event, thing, first, last)
    found = selectors.entries(request.actor, wanted, before=before, limit=limit)
    return {"items": [_told(line) for line in tell(request.actor, found.events)], "before": found.before}


@router.get("/log/entries/{index}", response=Told, tags=LOG, summary="One entry of the log")
@authorised(PERSON)
def entry(request: Request, index: int) -> dict[str, Any]:
    event, _decision = selectors.entry(request.actor, index)
    return _told(tell(request.actor, [event])[0])


@router.get("/log/entries/{index}/proof", tags=LOG, summary="The proof that an entry stands in the log")
@authorised(PERSON)
def proof(request: Request, index: int, detail: bool = False) -> dict[str, Any]:
    event, _decision = selectors.entry(request.actor, index)
    open_to = selectors.details(request.actor, [event]) if detail else {}
    made: dict[str, Any] = json.loads(prove(event, detail=open_to.get(event.id)).to_json())
    return made


@router.post("/log/proofs/check", response=Checked, tags=LOG, summary="Check a proof")
@authorised(ANYONE)
def check_proof(request: Request, body: ProofText) -> dict[str, Any]:
    faults = check(Proof.from_json(body.proof), body.key or verifier_key())
    return {"holds": not faults, "faults": [str(FAULTS[fault]) for fault in faults]}


@router.get("/log/state", response=State, tags=LOG, summary="What the log vouches for now")
@authorised(ANYONE)
def state(request: Request) -> dict[str, Any]:
    return {"key": verifier_key(), "checkpoint": Checkpoint.objects.order_by("-size").first()}


@router.get(
    "/log/checkpoints", response=list[Signed], tags=LOG, summary="Signed checkpoints, the latest first"
)
@authorised(ANYONE)
def checkpoints(
    request: Request,
    below: QueryEx[int | None, P(ge=0, le=LARGEST)] = None,
    limit: QueryEx[int, P(ge=1, le=200)] = 50,
) -> list[Checkpoint]:
    rows = Checkpoint.objects.order_by("-size")
    return list((rows if below is None else rows.filter(size__lt=below))[:limit])


@router.get(
    "/log/consistency", response=Consistency, tags=LOG, summary="That one size of the log grew into another"
)
@authorised(ANYONE)
def consistency_proof(
    request: Request, old: QueryEx[int, P(ge=0, le=LARGEST)], new: QueryEx[int, P(ge=1, le=LARGEST)]
) -> dict[str, Any]:
    return {"old": old, "new": new, "hashes": [node.hex() for node in consistency(old, new)]}


@router.get("/why/{kind}/{thing}", response=Reasons, tags=YOU, summary="Why you can see something")
@authorised(ANYONE)
def reasons(request: Request, kind: str, thing: UUID) -> dict[str, Any]:
    told = why(request.actor, kind, thing)
    return {"kind": told.kind, "title": told.title, "answers": [asdict(answer) for answer in told.answers]}


@router.get("/you/data", tags=YOU, summary="What is stored about you, why and for how long")
@authorised(PERSON)
def your_data(request: Request) -> list[dict[str, str]]:
    return described()


@router.post("/you/data/export", response={202: JobState}, tags=YOU, summary="Ask for all of it in one file")
@authorised(PERSON)
def export(request: Request) -> Status[Any]:
    return Status(202, services.ask_export(actor=request.actor))


@router.post("/you/data/erase", response={204: None}, tags=YOU, summary="Erase it, at once and for good")
@authorised(PERSON)
def erase(request: Request, body: Confirmed, response: HttpResponse) -> Status[None]:
    services.erase(actor=request.actor, typed=body.typed)
    logout(request)
    leave_nothing(response)
    return Status(204, None)


@router.get("/jobs/{job}", response=JobState, tags=YOU, summary="How far a job of yours is")
@authorised(PERSON)
def job(request: Request, job: UUID) -> Any:
    return job_selectors.job(request.actor, job)


@router.post("/jobs/{job}/stop", response=JobState, tags=YOU, summary="Stop a job of yours")
@authorised(PERSON)
def job_stop(request: Request, job: UUID) -> Any:
    """It is not begun, or ends within seconds. 409 when it has ended, or is of a kind that cannot be stopped."""
    return job_services.stop(actor=request.actor, job=job)


@router.get("/jobs/{job}/result", tags=YOU, summary="The file that a job of yours made")
@authorised(PERSON)
def job_result(request: Request, job: UUID) -> HttpResponse:
    name, content = job_selectors.result(request.actor, job)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def _told(line: Line) -> dict[str, Any]:
    event = line.event
    return {
        "number": event.id,
        "index": event.index,
        "at": event.at,
        "event": event.name,
        "says": line.says,
        "kind": event.thing_kind,
        "thing": event.thing,
        "title": line.thing,
        "actor": event.actor,
        "who": line.who,
        "concerns": event.refs,
        "grant": event.grant,
        "detail": line.detail.facts if line.detail else None,
    }
