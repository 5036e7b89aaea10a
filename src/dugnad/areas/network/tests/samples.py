"""How the network's routes are tried. See tests/world.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from uuid import UUID

from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Invitation, Membership, RoleName, Unit
from tests import people
from tests.world import Builder, Sample, World

_serial = count(1)
ACCOUNT = {"name": "Ny Eksempel", "password": "en lang setning som passord"}
NAMED = {"name": "Eksempel own", "kind": "company"}


def _email() -> str:
    return f"invited-{next(_serial)}@eksempel.example"


def _unit(world: World) -> Unit:
    return people.unit(f"Unit {next(_serial)}", world.own)


def _colleague(world: World) -> Person:
    return people.person(f"Colleague {next(_serial)}", world.own, RoleName.SIGNATORY)


def _role(world: World) -> Membership:
    return Membership.objects.get(person=_colleague(world))


def _invited(world: World) -> tuple[Invitation, str]:
    return services.invite(
        actor=people.PLATFORM, organisation=world.own.id, email=_email(), role=RoleName.MEMBER
    )


def of_organisation(data: Mapping[str, Any] | None = None) -> Builder:
    """Everyone knows the organisation."""
    return lambda world: Sample({"organisation": world.own.id}, data=data, public=True)


def with_part(
    name: str, find: Callable[[World], UUID], data: Mapping[str, Any] | None = None, public: bool = False
) -> Builder:
    """Something within the organisation, by its own id."""
    return lambda world: Sample({"organisation": world.own.id, name: find(world)}, data=data, public=public)


def _person_id(world: World) -> UUID:
    return _colleague(world).id


def _role_id(world: World) -> UUID:
    return _role(world).id


def _unit_id(world: World) -> UUID:
    return _unit(world).id


def _invitation_id(world: World) -> UUID:
    return _invited(world)[0].id


def _new_member(world: World) -> Sample:
    return Sample(data={"number": people.fresh_number(), "name": "Ny", "kind": "city"}, public=True)


def _new_unit(world: World) -> Sample:
    return Sample({"organisation": world.own.id}, data={"name": f"Unit {next(_serial)}"}, public=True)


def _invitation(world: World) -> Sample:
    return Sample(
        {"organisation": world.own.id},
        data={"email": _email(), "role": "member", "authority": ""},
        public=True,
    )


def _given(world: World) -> Sample:
    data = {"person": str(_colleague(world).id), "role": "member"}
    return Sample({"organisation": world.own.id}, data=data, public=True)


def _accepting(world: World) -> Sample:
    return Sample(data={"token": _invited(world)[1], **ACCOUNT}, public=True)


def _opened(world: World) -> Sample:
    return Sample({"token": _invited(world)[1]}, data=ACCOUNT, public=True)


def _numbered(world: World) -> Sample:
    return Sample({"organisation": world.own.id}, data={"number": people.fresh_number()}, public=True)


def _leaving(world: World) -> Sample:
    return Sample({"organisation": world.own.id}, data={}, public=True)


def _former(world: World) -> Sample:
    gone = people.company("Eksempel gone")
    services.leave(actor=people.PLATFORM, organisation=gone.id)
    return Sample({"organisation": gone.id}, data={}, public=True)


ORGANISATION = "/organisations/{organisation}"
ROLE = ORGANISATION + "/roles/{membership}"
INVITATION = ORGANISATION + "/invitations/{invitation}"
UNIT = ORGANISATION + "/units/{unit}"
RENAMED = {"name": "Renamed", "parent": None}

SAMPLES: dict[str, Builder] = {
    "network:add": _new_member,
    "network:invitation": _opened,
    "network:member": of_organisation(),
    "network:edit": of_organisation(NAMED),
    "network:number": _numbered,
    "network:leave": _leaving,
    "network:let_back": _former,
    "network:units": _new_unit,
    "network:unit": with_part("unit", _unit_id, {"name": "Renamed", "parent": ""}, public=True),
    "network:remove_unit": with_part("unit", _unit_id, {}, public=True),
    "network:people": of_organisation(),
    "network:invite": _invitation,
    "network:person": with_part("person", _person_id),
    "network:give_role": with_part("person", _person_id, {"role": "member"}),
    "network:place": with_part("person", _person_id, {"unit": ""}),
    "network:end_role": with_part("membership", _role_id, {}),
    "network:authority": with_part("membership", _role_id, {"authority": "Case 2/26"}),
    "network:renew_invitation": with_part("invitation", _invitation_id, {}),
    "network:withdraw_invitation": with_part("invitation", _invitation_id, {}),
    "POST /organisations": _new_member,
    f"GET {ORGANISATION}": of_organisation(),
    f"PATCH {ORGANISATION}": of_organisation({"about": "About"}),
    f"PUT {ORGANISATION}/number": _numbered,
    f"POST {ORGANISATION}/leave": _leaving,
    f"POST {ORGANISATION}/return": _former,
    f"GET {ORGANISATION}/sharing": of_organisation(),
    f"GET {ORGANISATION}/units": of_organisation(),
    f"POST {ORGANISATION}/units": _new_unit,
    f"PUT {UNIT}": with_part("unit", _unit_id, RENAMED, public=True),
    f"DELETE {UNIT}": with_part("unit", _unit_id, {}, public=True),
    f"GET {ORGANISATION}/roles": of_organisation(),
    f"POST {ORGANISATION}/roles": _given,
    f"PATCH {ROLE}": with_part("membership", _role_id, {"authority": "Case 2/26"}),
    f"DELETE {ROLE}": with_part("membership", _role_id, {}),
    f"PUT {ORGANISATION}/people/{{person}}/unit": with_part("person", _person_id, {"unit": None}),
    f"GET {ORGANISATION}/invitations": of_organisation(),
    f"POST {ORGANISATION}/invitations": _invitation,
    f"POST {INVITATION}/renew": with_part("invitation", _invitation_id, {}),
    f"DELETE {INVITATION}": with_part("invitation", _invitation_id, {}),
    "POST /invitations/accept": _accepting,
}
