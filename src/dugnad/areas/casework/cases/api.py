"""This part's operations, under /api/v1/casework: everything that the pages of cases do."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from dugnad.areas.casework.cases import appeals, applying, judging, reopening, selectors, statistics
from dugnad.areas.casework.cases.noark import packing
from dugnad.areas.casework.cases.schemas import (
    AnswersIn,
    ArchiveDaysIn,
    CaseOut,
    CaseReasonIn,
    CaseworkJobOut,
    FactIn,
    JudgementIn,
    LetterLineOut,
    ReopenIn,
    RulesFiguresOut,
    WholeOut,
)
from dugnad.areas.casework.models import Case
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])


def _out(row: Case) -> dict[str, Any]:
    same = ("id", "reference", "state", "day", "until", "why", "waits_for", "applied_at", "decided_at")
    return {name: getattr(row, name) for name in same} | {
        "organisation": row.organisation_id,
        "first": row.first_id,
        "rules": row.slug,
    }


def _whole(row: Case) -> dict[str, Any]:
    known = ("name", "value", "source", "at", "note", "provenance")
    facts = [{name: getattr(one, name) for name in known} for one in row.facts.all()]
    same = ("number", "result", "final", "automatic", "at", "fingerprint", "package_digest", "engine_digest")
    decisions = [
        {name: getattr(one, name) for name in same} | {"trace": json.loads(one.trace)}
        for one in row.decisions.all()
    ]
    return _out(row) | {"facts": facts, "decisions": decisions, "appeals": list(row.appeals.all())}


@router.get("/casework/cases", response=list[CaseOut])
@authorised(PERSON)
def own(request: Request) -> Any:
    """Your own cases, the latest first."""
    return [_out(row) for row in selectors.own(request.actor)[:500]]


@router.post("/casework/organisations/{organisation}/cases/{slug}", response={201: CaseOut})
@authorised(PERSON)
def begin(request: Request, organisation: UUID, slug: str) -> Any:
    """Begin an application to a city by its rules of that id, or find the draft that waits."""
    return Status(201, _out(applying.begin(actor=request.actor, organisation=organisation, slug=slug)))


@router.get("/casework/organisations/{organisation}/cases", response=list[CaseOut])
@authorised(PERSON)
def queue(request: Request, organisation: UUID) -> Any:
    """What waits for the city's case workers, the oldest first."""
    return [_out(row) for row in selectors.queue(request.actor, organisation)[:500]]


@router.get("/casework/organisations/{organisation}/figures", response=list[RulesFiguresOut])
@authorised(PERSON)
def figures(request: Request, organisation: UUID) -> Any:
    """How cases end and how long they take, without names; for the city's case workers and lawyers."""
    return statistics.figures(request.actor, organisation)


@router.get("/casework/cases/{case}", response=WholeOut)
@authorised(PERSON)
def case(request: Request, case: UUID) -> Any:
    """One case with what is known and what was decided."""
    return _whole(selectors.case(request.actor, case))


@router.put("/casework/cases/{case}/answers", response=CaseOut)
@authorised(PERSON)
def save(request: Request, case: UUID, answers: AnswersIn) -> Any:
    """Keep what is written so far, right or wrong."""
    return _out(applying.save(actor=request.actor, case=case, answers=answers.answers))


@router.post("/casework/cases/{case}/send", response=CaseOut)
@authorised(PERSON)
def send(request: Request, case: UUID, answers: AnswersIn) -> Any:
    """Send the application. Faults are told at each field, and what was written is kept."""
    return _out(applying.send(actor=request.actor, case=case, answers=answers.answers))


@router.post("/casework/cases/{case}/withdraw", response={204: None})
@authorised(PERSON)
def withdraw(request: Request, case: UUID) -> Any:
    """Delete a draft, or withdraw an application that is not decided yet."""
    applying.withdraw(actor=request.actor, case=case)
    return Status(204, None)


@router.post("/casework/cases/{case}/control", response=CaseOut)
@authorised(PERSON)
def control(request: Request, case: UUID) -> Any:
    """Ask that a person decides, now or over again."""
    return _out(appeals.ask_control(actor=request.actor, case=case))


@router.post("/casework/cases/{case}/facts", response=CaseOut)
@authorised(PERSON)
def enter(request: Request, case: UUID, fact: FactIn) -> Any:
    """Enter a fact as a case worker, with how you know it; then the rules are tried again."""
    return _out(
        judging.enter(actor=request.actor, case=case, name=fact.name, value=fact.value, note=fact.note)
    )


@router.post("/casework/cases/{case}/decide", response={204: None})
@authorised(PERSON)
def decide(request: Request, case: UUID, judgement: JudgementIn) -> Any:
    """Decide as a case worker: each open condition, and how the case ends, with reasons."""
    states = {name: {"state": one.state, "reason": one.reason} for name, one in judgement.states.items()}
    judging.judge(
        actor=request.actor,
        case=case,
        brief=judgement.brief,
        result=judgement.result,
        states=states,
        reason=judgement.reason,
        heard=judgement.heard,
    )
    return Status(204, None)


@router.post("/casework/cases/{case}/drafts", response=dict[str, list[LetterLineOut]])
@authorised(PERSON)
def drafts(request: Request, case: UUID, judgement: JudgementIn) -> Any:
    """The letter as the decision would write it, in both written forms; nothing is kept."""
    states = {name: {"state": one.state, "reason": one.reason} for name, one in judgement.states.items()}
    return judging.drafts(
        actor=request.actor,
        case=case,
        brief=judgement.brief,
        result=judgement.result,
        states=states,
        reason=judgement.reason,
        heard=judgement.heard,
    )


@router.post("/casework/cases/{case}/reopen", response=CaseOut)
@authorised(PERSON)
def reopen(request: Request, case: UUID, told: ReopenIn) -> Any:
    """Open a decided case again, or choose another ground.

    `ground` of forvaltningsloven § 35: 'favour' (a), 'not_told' (b), 'void' (c).
    """
    return _out(reopening.reopen(actor=request.actor, case=case, reason=told.reason, ground=told.ground))


@router.post("/casework/cases/{case}/stand", response=CaseOut)
@authorised(PERSON)
def stand(request: Request, case: UUID, told: CaseReasonIn) -> Any:
    """Close a case that was opened again without an appeal: its decision stands."""
    return _out(reopening.stand(actor=request.actor, case=case, reason=told.reason))


@router.post("/casework/cases/{case}/controlled", response={204: None})
@authorised(PERSON)
def controlled(request: Request, case: UUID) -> Any:
    """Say that you have looked through an automatic decision, and that it stands."""
    judging.controlled(actor=request.actor, case=case)
    return Status(204, None)


@router.post("/casework/in-use/{adoption}/reopen-cases", response=dict[str, int])
@authorised(PERSON)
def reopen_touched(request: Request, adoption: UUID, told: CaseReasonIn) -> Any:
    """Open again all cases that were decided automatically by rules that were found wrong; gives how many."""
    return {"cases": reopening.reopen_touched(actor=request.actor, adoption=adoption, reason=told.reason)}


@router.get(
    "/casework/cases/{case}/letters/{letter}",
    openapi_extra={"responses": {200: {"content": {"application/pdf": {}}}}},
)
@authorised(PERSON)
def letter(request: Request, case: UUID, letter: UUID) -> HttpResponse:
    """A sealed letter as PDF."""
    return HttpResponse(selectors.letter(request.actor, case, letter), content_type="application/pdf")


@router.get(
    "/casework/cases/{case}/journal", openapi_extra={"responses": {200: {"content": {"application/xml": {}}}}}
)
@authorised(PERSON)
def journal_file(request: Request, case: UUID) -> HttpResponse:
    """A closed case's journal in the structure of Noark 5. 409 while it is open, or if it does not fit the schema."""
    row = selectors.case(request.actor, case, "journal")
    return HttpResponse(packing.journal(row), content_type="application/xml; charset=utf-8")


@router.get(
    "/casework/cases/{case}/journal-package",
    openapi_extra={"responses": {200: {"content": {"application/zip": {}}}}},
)
@authorised(PERSON)
def journal_package(request: Request, case: UUID) -> HttpResponse:
    """A closed case for the archive: arkivstruktur.xml, its documents, and the checksums of them all."""
    row = selectors.case(request.actor, case, "journal")
    return HttpResponse(packing.package(row), content_type="application/zip")


@router.post("/casework/organisations/{organisation}/archive", response={202: CaseworkJobOut})
@authorised(PERSON)
def archive(request: Request, organisation: UUID, days: ArchiveDaysIn) -> Any:
    """Ask for all cases that were closed between two days; the ZIP waits at the job, for the one who asked."""
    job = packing.ask(actor=request.actor, organisation=organisation, first=days.first, last=days.last)
    return Status(202, {"job": job.id})
