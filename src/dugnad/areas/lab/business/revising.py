"""Saving a model: every save is a revision that is kept; two people's saves are merged, or told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.lab.business.document import Path, State, get, same_place, settled
from dugnad.areas.lab.models import BusinessModel, KeptInput, ModelRevision
from dugnad.areas.lab.rules.business import model_thing
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, NotFound

KEPT_REVISIONS: Final = 200
Change = Callable[[State, Path], State]
Seen = Callable[[State, Path], Any]


class ChangedMeanwhile(Conflict):
    """Somebody else saved the same part since it was read: it stands at `place` now, in `revision`; nowhere: None."""

    def __init__(self, place: Path | None, revision: int, by: str) -> None:
        says = _("%(who)s saved this part while you worked on it.")
        if place is None:
            says = _("%(who)s took this away while you worked on it.")
        super().__init__(says % {"who": by or _("Somebody")}, revision=revision)
        self.place, self.revision = place, revision


def thing_of(row: BusinessModel) -> Thing:
    return model_thing(row.id, row.organisation_id)


def state_of(row: BusinessModel | ModelRevision) -> State:
    """All of a model that a revision keeps."""
    return {"title": row.title, "document": row.document, "canvas": row.canvas, "seed": row.seed}


def locked(actor: Actor, model: UUID, action: str = "change") -> BusinessModel:
    """The model, held until the transaction ends. NotFound or Forbidden for those who may not."""
    row = BusinessModel.objects.select_for_update(of=("self",)).filter(id=model).first()
    if row is None:
        raise NotFound
    require(actor, action, thing_of(row))
    return row


@transaction.atomic
def save(
    *,
    actor: Actor,
    model: UUID,
    base: int,
    part: Path,
    change: Change,
    what: str,
    step: str = "",
    seen: Seen = get,
) -> BusinessModel:
    """Change one part of the model that was read at revision `base`; another part changed since is no hindrance.

    `change(state, place)` gives the new state; `place` is where the part stands now. `seen(state, place)`: what of it
    the person saw. `step`: whose kept input is now saved. ChangedMeanwhile when the part itself is another by now.
    """
    row = locked(actor, model)
    now = state_of(row)
    place = part if base == row.revision else _unchanged(row, base, part, now, seen)
    saved = write(row, change(now, place), what, actor)
    if step:
        KeptInput.objects.filter(model=row, person=actor.person, step=step).delete()
    return saved


def _unchanged(row: BusinessModel, base: int, part: Path, now: State, seen: Seen) -> Path:
    """Where the part stands now, when it is as it was at `base`; a new one is put last."""
    by = row.changed_by.name if row.changed_by else ""
    old = row.revisions.filter(number=base).first()
    if old is None:
        raise ChangedMeanwhile(part if get(now, part) is not None else None, row.revision, by)
    before = state_of(old)
    if part and isinstance(part[-1], int) and get(before, part) is None:
        return (*part[:-1], len(get(now, part[:-1]) or []))
    place = same_place(part, before, now)
    if place is None or seen(before, part) != seen(now, place):
        raise ChangedMeanwhile(place, row.revision, by)
    return place


def write(row: BusinessModel, state: State, what: str, actor: Actor) -> BusinessModel:
    """Save a state as the next revision of a locked row; nothing happens when nothing is new."""
    state = state | {"document": settled(state["document"])}
    if state == state_of(row):
        return row
    title = str(state["document"]["business"].get("name") or state["title"])[:120]
    row.title, row.document, row.canvas, row.seed = title, state["document"], state["canvas"], state["seed"]
    row.revision, row.changed_at, row.changed_by_id = row.revision + 1, timezone.now(), actor.person
    row.save()
    note(row, what, actor)
    record(
        "lab.model_changed", actor=actor, thing=thing_of(row), detail={"part": what, "revision": row.revision}
    )
    return row


def note(row: BusinessModel, what: str, actor: Actor) -> None:
    """Keep the present revision; the oldest beyond what is kept is let go."""
    ModelRevision.objects.create(
        model=row, number=row.revision, what=what[:40], by_id=actor.person, at=row.changed_at, **state_of(row)
    )
    ModelRevision.objects.filter(model=row, number__lte=row.revision - KEPT_REVISIONS).delete()


@transaction.atomic
def restore(*, actor: Actor, model: UUID, number: int) -> BusinessModel:
    """Bring a revision back, as a new one: what was undone can be brought back too."""
    row = locked(actor, model)
    old = row.revisions.filter(number=number).first()
    if old is None:
        raise NotFound
    return write(row, state_of(old), f"restored:{number}", actor)
