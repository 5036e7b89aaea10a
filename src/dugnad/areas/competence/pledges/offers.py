"""Labs, courses and solutions that can be used again: adding, changing, resting, and who uses them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.competence.models import Offer, Reuse
from dugnad.areas.competence.pledges.cleaning import Cleaner, put, teach
from dugnad.areas.competence.pledges.things import member_of_network, offer_of, thing_of_offer
from dugnad.areas.competence.rules.pledges import offer_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Forbidden

SAID: dict[str, Any] = {
    "text": "",
    "skills": (),
    "counties": (),
    "remote": True,
    "languages": ("nb",),
    "url": "",
    "next_date": None,
    "price": None,
    "publiccode": None,
    "used_by": (),
}


@transaction.atomic
def add_offer(
    *, actor: Actor, organisation: UUID, kind: str, title: str, invented: bool = False, **said: Any
) -> Offer:
    """Pledge a lab, a course or a solution. `said`: the rest of its fields, `skills` by id. Invalid at the fields."""
    member_of_network(organisation)
    require(actor, "add", offer_thing(None, organisation))
    values = Cleaner({**SAID, **said, "kind": kind, "title": title}).done()
    skills = values.pop("skills")
    values["used_by"] = list(values["used_by"])
    row = Offer.objects.create(organisation_id=organisation, invented=invented, **values)
    teach(row, skills)
    record("competence.offer_added", actor=actor, thing=thing_of_offer(row), detail={"kind": kind})
    return row


@transaction.atomic
def change_offer(*, actor: Actor, offer: UUID, **said: Any) -> Offer:
    """Change what is said of an offer."""
    row = _changeable(actor, offer)
    values = Cleaner(said).done()
    skills = values.pop("skills", None)
    put(row, values)
    _save(row, *values)
    teach(row, skills)
    record("competence.offer_changed", actor=actor, thing=thing_of_offer(row))
    return row


@transaction.atomic
def pause_offer(*, actor: Actor, offer: UUID) -> Offer:
    """Not to be found for now."""
    return _turn(actor, offer, "paused", paused_at=timezone.now())


@transaction.atomic
def resume_offer(*, actor: Actor, offer: UUID) -> Offer:
    """To be found again."""
    return _turn(actor, offer, "resumed", paused_at=None)


@transaction.atomic
def withdraw_offer(*, actor: Actor, offer: UUID) -> Offer:
    """Take the offer back."""
    return _turn(actor, offer, "withdrawn", withdrawn_at=timezone.now())


@transaction.atomic
def restore_offer(*, actor: Actor, offer: UUID) -> Offer:
    """Undo a withdrawal."""
    return _turn(actor, offer, "restored", withdrawn_at=None)


@transaction.atomic
def tell_reuse(*, actor: Actor, offer: UUID, organisation: UUID, uses: bool = True) -> None:
    """An organisation of the actor's says that it uses the offer, or that it does so no more."""
    row = offer_of(offer)
    require(actor, "reuse", thing_of_offer(row))
    if not actor.holds(organisation, frozenset()):
        raise Forbidden
    if uses:
        Reuse.objects.get_or_create(offer=row, organisation_id=organisation)
    else:
        Reuse.objects.filter(offer=row, organisation=organisation).delete()
    name = "competence.offer_used" if uses else "competence.offer_not_used"
    record(name, actor=actor, thing=thing_of_offer(row), concerns=[organisation])


def _turn(actor: Actor, offer: UUID, what: str, **times: Any) -> Offer:
    row = _changeable(actor, offer)
    put(row, times)
    _save(row, *times)
    record(f"competence.offer_{what}", actor=actor, thing=thing_of_offer(row))
    return row


def _changeable(actor: Actor, offer: UUID) -> Offer:
    require(actor, "change", thing_of_offer(offer_of(offer)))
    return Offer.objects.select_for_update().get(id=offer)


def _save(row: Offer, *fields: str) -> None:
    row.active = row.paused_at is None and row.withdrawn_at is None
    row.changed_at = timezone.now()
    row.save(update_fields=[*fields, "active", "changed_at"])
