"""What the page of a version, or of a city's use of it, tells of trials."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from dugnad.areas.casework.models import Adoption
from dugnad.areas.casework.models.trials import TrialState
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.trials import selectors
from dugnad.areas.casework.trials.shadow import past
from dugnad.areas.casework.trials.subjects import Subject, digest_of
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation


def shadow(actor: Actor, row: Subject) -> dict[str, Any] | None:
    """The newest finished run and whether it is of what is there now; None for others than its people."""
    if not selectors.may_count(actor, row):
        return None
    newest = selectors.runs(actor, row).filter(state=TrialState.DONE).first()
    waits = row.state in OPEN and past(row).exists()
    fresh = newest is not None and newest.digest == digest_of(row)
    return {
        "newest": newest,
        "counts": selectors.counts(actor, newest) if newest else None,
        "stale": newest is not None and not fresh,
        "past": waits,
        "reason_needed": waits and not fresh,
        "url": runs_address(row),
    }


def runs_address(row: Subject) -> str:
    """The page of its runs."""
    name = "adoption_shadow" if isinstance(row, Adoption) else "shadow"
    return reverse(f"casework:{name}", args=[row.id])


def makers(actor: Actor) -> QuerySet[Organisation] | list[Organisation]:
    """The organisations for which the actor may ask what a change leads to."""
    return selectors.makers(actor) if actor.person else []
