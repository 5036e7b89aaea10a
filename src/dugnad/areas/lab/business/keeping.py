"""What was typed and not saved yet: kept for the person who typed it, so that nothing is lost when a browser closes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dugnad.areas.lab.business.revising import thing_of
from dugnad.areas.lab.models import BusinessModel, KeptInput
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Invalid, SignInNeeded

LARGEST: Final = 40_000
MOST_STEPS: Final = 120
KEEP: Final = timedelta(days=90)
OURS: Final = frozenset({"csrfmiddlewaretoken", "base", "go"})


@transaction.atomic
def keep(*, actor: Actor, row: BusinessModel, step: str, base: int, typed: QueryDict) -> KeptInput:
    """Keep what stands in a step's fields, as it was typed. Forbidden for those who may not change the model."""
    require(actor, "change", thing_of(row))
    values = {name: typed.getlist(name) for name in typed if name not in OURS}
    if sum(len(name) + sum(map(len, found)) for name, found in values.items()) > LARGEST:
        raise Invalid(_("This is too much text to keep."))
    if actor.person is None:
        raise SignInNeeded
    mine = KeptInput.objects.filter(model=row, person=actor.person)
    if mine.exclude(step=step).count() >= MOST_STEPS:
        raise Invalid(_("This is too much text to keep."))
    found, _made = KeptInput.objects.update_or_create(
        model=row,
        person_id=actor.person,
        step=step,
        defaults={"values": values, "revision": base, "at": timezone.now()},
    )
    return found


def kept(actor: Actor, row: BusinessModel) -> dict[str, KeptInput]:
    """What the actor has typed in this model and not saved, by step."""
    return {one.step: one for one in KeptInput.objects.filter(model=row, person=actor.person)}


def kept_in(actor: Actor, row: BusinessModel, step: str) -> tuple[MultiValueDict[str, str], int] | None:
    """What the actor has typed in one step, as a form takes it, and the revision it was typed over."""
    one = KeptInput.objects.filter(model=row, person=actor.person, step=step).first()
    return (MultiValueDict(one.values), one.revision) if one else None


def let_go(actor: Actor, row: BusinessModel, step: str) -> None:
    """Forget what was typed in one step."""
    KeptInput.objects.filter(model=row, person=actor.person, step=step).delete()


def expire(now: datetime) -> int:
    """Forget what nobody came back for."""
    return KeptInput.objects.filter(at__lt=now - KEEP).delete()[0]
