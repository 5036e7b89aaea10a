"""Which trials the actor sees: past cases for the organisation's case workers and lawyers, how many for its others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.casework.models import Consequence, ShadowCase, ShadowRun
from dugnad.areas.casework.models.trials import TrialState
from dugnad.areas.casework.rules.trials import (
    CONSEQUENCE,
    CONSEQUENCE_FIELDS,
    consequence_thing,
    consequences_thing,
    shadow_thing,
)
from dugnad.areas.casework.trials.subjects import Subject, runs_of, runs_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound

LEAST = 5


def may_see_cases(actor: Actor, row: Subject) -> bool:
    """Whether the actor may see which cases would end otherwise."""
    return bool(ask(actor, "read", runs_thing(row)))


def may_count(actor: Actor, row: Subject) -> bool:
    """Whether the actor may see how many."""
    return bool(ask(actor, "count", runs_thing(row)))


def runs(actor: Actor, row: Subject) -> QuerySet[ShadowRun]:
    """The runs, the newest first; NotFound for others than the organisation's people."""
    require(actor, "count", runs_thing(row))
    return runs_of(row).select_related("version__package", "adoption")


def run(actor: Actor, run: UUID) -> ShadowRun:
    """One run; NotFound."""
    rows = ShadowRun.objects.select_related(
        "version__package__owner", "adoption__organisation", "adoption__version"
    )
    row = rows.filter(id=run).first()
    if row is None:
        raise NotFound
    require(actor, "count", shadow_thing(row))
    return row


def counts(actor: Actor, row: ShadowRun) -> dict[str, Any]:
    """How many; numbers below five as None for those who may not see the cases."""
    told = {name: row.counts.get(name, 0) for name in ("total", "same", "changed", "cannot", "unread")}
    if ask(actor, "read", shadow_thing(row)):
        return told | {"moves": row.counts.get("moves", [])}
    few = any(0 < number < LEAST for name, number in told.items() if name != "total")
    if told["total"] < LEAST or few:
        told = {name: None if name != "total" or number < LEAST else number for name, number in told.items()}
    return told | {"moves": []}


def cases(actor: Actor, row: ShadowRun) -> QuerySet[ShadowCase]:
    """The cases that would end otherwise or cannot be decided; NotFound for others than case workers and lawyers."""
    require(actor, "read", shadow_thing(row))
    return row.cases.select_related("case")


def analyses(actor: Actor, organisation: UUID, slug: str = "") -> QuerySet[Consequence]:
    """An organisation's analyses; NotFound for others than its people."""
    require(actor, "read", consequences_thing(organisation))
    rows = visible(
        Consequence.objects.filter(organisation=organisation), actor, CONSEQUENCE, CONSEQUENCE_FIELDS
    )
    return (rows.filter(slug=slug) if slug else rows).defer("people")


def analysis(actor: Actor, analysis: UUID) -> Consequence:
    """One analysis; NotFound."""
    row = Consequence.objects.select_related("organisation").defer("people").filter(id=analysis).first()
    if row is None:
        raise NotFound
    require(actor, "read", consequence_thing(row))
    return row


def makers(actor: Actor) -> QuerySet[Organisation]:
    """The organisations for which the actor may ask for analyses."""
    held = {one for one, role in actor.roles if role in ("administrator", "caseworker", "lawyer")}
    return Organisation.objects.filter(id__in=held, left_at=None).order_by("name")


def job(id: UUID, state: str, label: str) -> dict[str, Any] | None:
    """The job as the page's progress shows it; None when it is done. Who did not ask for it sees that it waits."""
    if state == TrialState.DONE:
        return None
    row = JobRun.objects.filter(id=id).first()
    shown = {"queued": "waiting", "running": "running", "done": "running", "failed": "failed"}
    now = "failed" if state == TrialState.FAILED else shown[row.state] if row else "waiting"
    progress, message = (row.progress, row.message) if row else (0, "")
    return {"id": id, "label": label, "state": now, "done": progress, "total": 100, "message": message}
