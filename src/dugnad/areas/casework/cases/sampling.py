"""Automatic decisions drawn for a person to look through: how many is the city's choice, which ones is chance's."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Case, Sampling
from dugnad.areas.casework.rules.cases import desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid


def one_of(organisation: UUID) -> int:
    """Of how many automatic decisions one is drawn."""
    found = Sampling.objects.filter(organisation=organisation).values_list("one_of", flat=True).first()
    return found or Sampling.DEFAULT


def drawn(case: Case) -> bool:
    """Whether an automatic decision is looked through: drawn by the case's id, not by its content."""
    number = int.from_bytes(hashlib.sha256(case.id.bytes).digest()[:8])
    return number % one_of(case.organisation_id) == 0


@transaction.atomic
def set_one_of(*, actor: Actor, organisation: UUID, number: int) -> Sampling:
    """Choose of how many decisions one is drawn, from now on; Invalid at `one_of`."""
    require(actor, "sample", desk_thing(organisation))
    if not 1 <= number <= Sampling.MOST:
        words = _("Choose a number from 1 to %(most)s.") % {"most": Sampling.MOST}
        raise Invalid(fields={"one_of": words})
    told = {"one_of": number, "by_id": actor.person, "at": timezone.now()}
    row, _made = Sampling.objects.update_or_create(organisation_id=organisation, defaults=told)
    record("casework.sampling_set", actor=actor, thing=desk_thing(organisation), detail={"one_of": number})
    return row
