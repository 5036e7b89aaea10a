"""The floors of an incident's plan: fire, smoke, ways that are shut, and who is probably where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from dugnad.areas.rescue.buildings.drawing import Drawing, drawing
from dugnad.areas.rescue.buildings.titles import TITLES
from dugnad.areas.rescue.incidents.people import Helped
from dugnad.areas.rescue.incidents.picture import Picture
from dugnad.areas.rescue.incidents.states import Kind, SpaceState
from dugnad.areas.rescue.incidents.words import SPACE_WORDS, WAY_WORDS

# A chance less than this is not drawn; a dot for certain has this radius in metres.
FAINTEST = 0.1
LARGEST = 0.75
# Smoke that may be in a room within so many seconds is shown.
SOON = 60.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A person's chance of being in a room; `order` is their place in the list of those who need help."""

    x: float
    y: float
    radius: float
    state: str
    known: str
    title: str
    order: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A hot spot on a room."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor as it is drawn; `people`: how many that need help are probably here."""

    id: str
    name: str
    drawing: Drawing
    fire: bool
    first: bool
    people: int
    dots: tuple[Dot, ...]
    routes: tuple[str, ...]
    spots: tuple[Spot, ...]


def floors(picture: Picture) -> list[Floor]:
    """The floors from the highest down; the first to be shown is the lowest that burns, else the lowest."""
    plan = picture.plan
    if plan is None:
        return []
    burning = {picture.storey_of[space] for space in picture.state.burning if space in picture.storey_of}
    levels = [storey.id for storey in plan.storeys]
    first = next((level for level in levels if level in burning), levels[0] if levels else "")
    classes = _classes(picture)
    drawings = {one.id: drawing(plan, one.id, states=classes, titles=TITLES) for one in plan.storeys}
    dots = _dots(picture, drawings.values())
    return [
        Floor(
            id=storey.id,
            name=storey.name,
            drawing=(drawn := drawings[storey.id]),
            fire=storey.id in burning,
            first=storey.id == first,
            people=sum(1 for one in picture.people or () if one.storey == storey.id and not one.done),
            dots=tuple(dots[storey.id]),
            routes=tuple(_routes(picture.assessment, storey.id)),
            spots=tuple(_spots(picture, drawn)),
        )
        for storey in reversed(plan.storeys)
    ]


def _classes(picture: Picture) -> dict[str, str]:
    """Further classes of rooms and ways by id."""
    found = {about: f"is-{said.value.get('state')}" for about, said in picture.state.all(Kind.SPACE).items()}
    found |= {about: f"is-{said.value.get('state')}" for about, said in picture.state.all(Kind.WAY).items()}
    soon = (picture.now - picture.incident.opened_at).total_seconds() + SOON
    for space, (earliest, _latest) in picture.assessment.get("smoke", {}).items():
        if earliest <= soon:
            found.setdefault(space, "is-smoke-soon")
    return found | dict.fromkeys(picture.state.burning, f"is-{SpaceState.FIRE}")


def _dots(picture: Picture, drawings: Iterable[Drawing]) -> Mapping[str, list[Dot]]:
    places = {room.id: (room.x, room.y) for drawn in drawings for room in drawn.rooms}
    taken: dict[str, int] = defaultdict(int)
    found: dict[str, list[Dot]] = defaultdict(list)
    for order, one in enumerate(picture.people or (), 1):
        for space, chance in _chances(one):
            if space not in places:
                continue
            x, y = _beside(*places[space], taken[space])
            taken[space] += 1
            radius = round(max(0.3, LARGEST * sqrt(chance)), 2)
            title = f"{one.room} {one.need.name}".strip()
            found[picture.storey_of[space]].append(Dot(x, y, radius, one.state, one.known, title, order))
    return found


def _chances(one: Helped) -> Iterator[tuple[str, float]]:
    if one.done:
        return
    if one.known == "registered":
        yield one.space, 0.4
        return
    for space, chance in sorted(one.beliefs.items(), key=lambda item: -item[1])[:3]:
        if chance >= FAINTEST:
            yield space, chance


def _beside(x: float, y: float, number: int) -> tuple[float, float]:
    """Places around a room's middle, so that dots do not cover one another or the room's name."""
    ring, turn = 1 + number // 6, number % 6
    return round(x + 1.0 * ring * cos(turn * pi / 3), 2), round(
        y + 1.1 + 0.9 * (ring - 1) + 0.6 * sin(turn * pi / 3), 2
    )


def _routes(assessment: Mapping[str, object], storey: str) -> Iterator[str]:
    routes = assessment.get("routes", {})
    if isinstance(routes, Mapping):
        for parts in routes.values():
            for level, points in parts:
                if level == storey:
                    yield " ".join(f"{x:g},{-y:g}" for x, y in points)


def _spots(picture: Picture, drawn: Drawing) -> Iterator[Spot]:
    places = {room.id: (room.x, room.y) for room in drawn.rooms}
    for spot in picture.hot_spots:
        if spot.space in places:
            yield Spot(*places[spot.space], f"{spot.celsius:.0f} °C")


def choices(kind: Kind) -> list[tuple[str, str]]:
    """What can be said of a room or a way that was touched."""
    words = SPACE_WORDS if kind is Kind.SPACE else WAY_WORDS
    return [(str(state), str(word)) for state, word in words.items()]
