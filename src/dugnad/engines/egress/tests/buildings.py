"""Small buildings, drawn with few words."""

from __future__ import annotations

from dugnad.engines.egress.plan import Plan, Point, Space, SpaceKind, Storey, Way, WayKind


class Drawing:
    """A plan in the making; storeys are 3 m apart."""

    def __init__(self, storeys: int = 1, height: float = 3.0) -> None:
        self.storeys = tuple(Storey(f"s{n}", f"{n}", n * height, height) for n in range(storeys))
        self.spaces: list[Space] = []
        self.ways: list[Way] = []

    def room(
        self,
        name: str,
        left: float,
        low: float,
        right: float,
        high: float,
        *,
        storey: int = 0,
        kind: SpaceKind = SpaceKind.ROOM,
        refuge: bool = False,
    ) -> Drawing:
        ring = ((left, low), (right, low), (right, high), (left, high))
        return self.shape(name, *ring, storey=storey, kind=kind, refuge=refuge)

    def shape(
        self,
        name: str,
        *ring: Point,
        storey: int = 0,
        kind: SpaceKind = SpaceKind.ROOM,
        refuge: bool = False,
    ) -> Drawing:
        self.spaces.append(Space(name, name, f"s{storey}", kind, ring, refuge))
        return self

    def door(self, a: str, b: str, x: float, y: float, width: float = 1.0, **more: object) -> Drawing:
        return self._way(f"{a}-{b}", WayKind.DOOR, a, b, (x, y), width, **more)

    def opening(self, a: str, b: str, x: float, y: float, width: float = 2.0, name: str = "") -> Drawing:
        return self._way(name or f"{a}-{b}", WayKind.OPENING, a, b, (x, y), width)

    def exit(self, name: str, a: str, x: float, y: float, width: float = 1.0, **more: object) -> Drawing:
        return self._way(name, WayKind.EXIT, a, None, (x, y), width, **more)

    def stair(self, a: str, b: str, x: float, y: float, width: float = 1.2, **more: object) -> Drawing:
        return self._way(f"{a}-{b}", WayKind.STAIR, a, b, (x, y), width, **more)

    def lift(self, a: str, b: str, x: float, y: float, width: float = 1.1) -> Drawing:
        return self._way(f"{a}-{b}", WayKind.LIFT, a, b, (x, y), width)

    def _way(
        self, name: str, kind: WayKind, a: str, b: str | None, at: Point, width: float, **more: object
    ) -> Drawing:
        self.ways.append(Way(name, kind, a, b, at, width, **more))  # type: ignore[arg-type]
        return self

    def plan(self, name: str = "Building") -> Plan:
        return Plan(name, self.storeys, tuple(self.spaces), tuple(self.ways))


def house(storeys: int = 3, rooms: int = 6) -> Plan:
    """Storeys with rooms along a corridor, a stair at each end, exits below; the east stair's landings are refuges."""
    drawing = Drawing(storeys)
    end = 5.0 * rooms
    for n in range(storeys):
        drawing.room(f"hall{n}", 0, 0, end, 2, storey=n, kind=SpaceKind.CORRIDOR)
        drawing.room(f"west{n}", -3, 0, 0, 2, storey=n, kind=SpaceKind.STAIR)
        drawing.room(f"east{n}", end, 0, end + 3, 2, storey=n, kind=SpaceKind.STAIR, refuge=n > 0)
        drawing.door(f"hall{n}", f"west{n}", 0, 1, 0.9, fire_door=True)
        drawing.door(f"hall{n}", f"east{n}", end, 1, 0.9, fire_door=True)
        for r in range(rooms):
            drawing.room(f"room{n}{r}", 5 * r, 2, 5 * r + 5, 6, storey=n)
            drawing.door(f"hall{n}", f"room{n}{r}", 5 * r + 2.5, 2, 0.9)
        if n:
            drawing.stair(f"west{n - 1}", f"west{n}", -1.5, 1)
            drawing.stair(f"east{n - 1}", f"east{n}", end + 1.5, 1)
    drawing.exit("west", "west0", -3, 1).exit("east", "east0", end + 3, 1)
    return drawing.plan("House")
