"""The buildings that take part, by address, and their rooms: what one needs in order to register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Building, District
from dugnad.areas.rescue.rules import building_thing
from dugnad.engines.egress.plan import SpaceKind
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Invalid, NotFound

MOST = 20
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Floor:
    """A storey and its rooms as (id, name)."""

    name: str
    rooms: tuple[tuple[str, str], ...]


def taking_part() -> QuerySet[Building]:
    """The buildings with a plan where a fire service answers: elsewhere a registration would help nobody."""
    served = District.objects.filter(municipality=OuterRef("municipality"))
    return Building.objects.filter(Exists(served), plan__isnull=False)


def search(actor: Actor, words: str) -> list[Building]:
    """Those whose name and address hold all the words, at most twenty; none without words or without an actor."""
    wanted = words.replace("\x00", " ").split()[:MOST_WORDS]
    if not wanted or actor.person is None:
        return []
    rows = taking_part()
    for word in wanted:
        rows = rows.filter(Q(name__icontains=word) | Q(address__icontains=word))
    return list(rows.order_by("address", "id")[:MOST])


def place(actor: Actor, building: UUID) -> Building:
    """One building that takes part, with its plan; NotFound if there is none."""
    row = taking_part().select_related("plan").filter(id=building).first()
    if row is None:
        raise NotFound
    require(actor, "register", building_thing(row.id, row.owner_id))
    return row


def floors(building: Building) -> list[Floor]:
    """The rooms that someone can live in, storey by storey from the lowest."""
    plan = building.plan.plan if building.plan else {}
    rooms: dict[str, list[tuple[str, str]]] = {}
    for space in plan.get("spaces", ()):
        if space["kind"] == SpaceKind.ROOM:
            rooms.setdefault(space["storey"], []).append((space["id"], space["name"] or space["id"]))
    storeys = ((one["name"], rooms.get(one["id"], [])) for one in plan.get("storeys", ()))
    return [Floor(name, tuple(sorted(found, key=lambda room: room[1]))) for name, found in storeys if found]


def room(building: Building, space: str) -> str:
    """The room, if the building has it; Invalid at `space` if not."""
    if space not in {id for floor in floors(building) for id, _name in floor.rooms}:
        raise Invalid(fields={"space": _("Choose a room of this building.")})
    return space


def room_names(building: Building) -> dict[str, str]:
    """By room id: storey and name, as 'Second floor, 214'."""
    return {id: f"{floor.name}, {name}" for floor in floors(building) for id, name in floor.rooms}


def rooms_of_opening(opening: UUID) -> dict[str, str]:
    """By room id: storey and name, in the building that an opening is about."""
    row = Building.objects.select_related("plan").filter(openings=opening).first()
    return room_names(row) if row else {}
