"""Registering: a resident for themselves, a care service on a resident's behalf."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.rescue.models import Building, Need, Resident
from dugnad.areas.rescue.models.residents import Ground
from dugnad.areas.rescue.residents import consent as consents
from dugnad.areas.rescue.residents import places
from dugnad.areas.rescue.residents.codes import digest_of, fresh_code
from dugnad.areas.rescue.residents.door import demand_two_steps
from dugnad.areas.rescue.residents.services.rows import tell
from dugnad.areas.rescue.residents.values import LONGEST_NAME, NeedValues
from dugnad.areas.rescue.residents.values import reason as checked_reason
from dugnad.areas.rescue.residents.values import reference as checked_reference
from dugnad.areas.rescue.rules import resident_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid, Problem

TWICE = gettext_lazy("You are registered in this building already. Change that registration.")
USED = gettext_lazy("You have used this reference already.")


@dataclass(frozen=True, slots=True)
class Registered:
    """A new registration; `code` for one with a blocked address, to be shown this once."""

    id: UUID
    code: str = ""


@transaction.atomic
def register(
    *, actor: Actor, building: UUID, space: str, need: NeedValues, consent: str, blocked: bool = False
) -> Registered:
    """Register the actor's own need in a building that takes part, with consent to the text of that version.

    NotFound for another building, Invalid at the field, Conflict when they are registered there already. With a
    blocked address nothing is kept that leads to the actor.
    """
    found = places.place(actor, building)
    require(actor, "register", resident_thing(None, None, actor.person))
    version = consents.agreed(consent)
    values: dict[str, Any] = {"ground": Ground.CONSENT, "consent_version": version}
    if blocked:
        return _blocked(found, space, need, **values)
    with wall.system():
        if Resident.objects.filter(person=actor.person, building=found).exists():
            raise Conflict(TWICE)
    values["person_id"] = values["registered_by_id"] = actor.person
    made = _write_once(Conflict(TWICE), found, space, need, **values)
    tell("rescue.registered", actor, made.id, None, ground=Ground.CONSENT)
    return Registered(made.id)


@transaction.atomic
def register_for(
    *,
    actor: Actor,
    service: UUID,
    building: UUID,
    space: str,
    need: NeedValues,
    ground: str,
    reason: str = "",
    reference: str = "",
    name: str = "",
    blocked: bool = False,
    synthetic: bool = False,
) -> Registered:
    """Register a resident's need for a care service that the actor is a carer of, signed in with two steps.

    `ground`: one of `Ground`; HEALTH_DUTY needs a reason (Health Personnel Act, helsepersonelloven, section 31).
    NotFound for another service or building, Invalid at the field, SecondFactorNeeded.
    """
    require(actor, "register", resident_thing(None, service, None))
    demand_two_steps(actor)
    found = places.place(actor, building)
    values = _grounds(ground, reason) | {"synthetic": synthetic}
    if blocked:
        return _blocked(found, space, need, **{**values, "ground_said": ""})
    values |= {"service_id": service, "registered_by_id": actor.person, "name": _name(name)}
    values["reference"] = _free(service, checked_reference(reference))
    made = _write_once(Invalid(fields={"reference": USED}), found, space, need, **values)
    tell("rescue.registered", actor, made.id, service, ground=ground)
    return Registered(made.id)


def _grounds(ground: str, reason: str) -> dict[str, Any]:
    if ground not in Ground.values:
        raise Invalid(fields={"ground": _("Choose one of these.")})
    said = checked_reason(reason) if ground == Ground.HEALTH_DUTY or reason.strip() else ""
    version = consents.VERSION if ground == Ground.CONSENT else ""
    return {"ground": ground, "ground_said": said, "consent_version": version}


def _name(name: str) -> str:
    words = " ".join(name.split())
    if len(words) > LONGEST_NAME:
        raise Invalid(fields={"name": _("At most %(most)d characters.") % {"most": LONGEST_NAME}})
    return words


def _free(service: UUID, reference: str) -> str:
    with wall.system():
        taken = Resident.objects.filter(service=service, reference=reference).exists()
    if taken:
        raise Invalid(fields={"reference": USED})
    return reference


def _blocked(building: Building, space: str, need: NeedValues, **values: Any) -> Registered:
    """Nothing that names: no person, no service, no reference, and the log tells only that it was done."""
    code = fresh_code()
    made = _write(building, space, need, blocked=True, code_digest=digest_of(code), **values)
    tell("rescue.registered", Actor(), made.id, None, ground=values["ground"])
    return Registered(made.id, code)


def _write_once(twice: Problem, building: Building, space: str, need: NeedValues, **values: Any) -> Resident:
    """The new registration; `twice` is raised when the same is sent twice at once and the other was first."""
    try:
        with transaction.atomic():
            return _write(building, space, need, **values)
    except IntegrityError as fault:
        raise twice from fault


def _write(building: Building, space: str, need: NeedValues, **values: Any) -> Resident:
    checked = need.checked()
    row = Resident.objects.create(building=building, space=places.room(building, space), **values)
    Need.objects.create(resident=row, **asdict(checked))
    return row
