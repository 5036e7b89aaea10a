"""The plan of an invented care home: three storeys, twenty rooms on each, two stairs, a lift, refuges at the stairs.

y=16  | stair W | 1 | 2 | 3 | 4 | 5 | lounge | 6 | 7 | 8 | 9 | 10 | stair E |
      |---------|----------------------- corridor ----------------|---------|
y=0   | refuge  | 11| 12| 13| 14| 15| lift,kit| 16| 17| 18| 19| 20 | refuge  |
"""

from __future__ import annotations

from collections.abc import Iterator

from dugnad.engines.egress.plan import Plan, Ring, Site, Space, SpaceKind, Storey, Way, WayKind

STOREYS = 3
HEIGHT = 3.2
END = 4.0
ROOM = 4.2
MIDDLE = 8.0
DEPTH = 6.5
CORRIDOR = 2.6
SIDE = 5
NORTH = (DEPTH + CORRIDOR, 2 * DEPTH + CORRIDOR)
SOUTH = (0.0, DEPTH)
LENGTH = 2 * END + 2 * SIDE * ROOM + MIDDLE
SITE = Site(latitude=60.3713, longitude=5.3489, turned=20.0)


def care_home(name: str) -> Plan:
    """The whole building."""
    levels = range(1, STOREYS + 1)
    return Plan(
        name=name,
        storeys=tuple(Storey(f"S{n}", f"{n}. etasje", (n - 1) * HEIGHT, HEIGHT) for n in levels),
        spaces=tuple(space for n in levels for space in _spaces(n)),
        ways=(*(way for n in levels for way in _ways(n)), *_between(), *_exits()),
        site=SITE,
        outlines={f"S{n}": _box(0, LENGTH, 0, NORTH[1]) for n in levels},
    )


def rooms(storey: int) -> tuple[str, ...]:
    """The ids of a storey's twenty residents' rooms."""
    return tuple(f"R{storey}{number:02d}" for number in range(1, 4 * SIDE + 1))


def _box(left: float, right: float, low: float, high: float) -> Ring:
    return ((left, low), (right, low), (right, high), (left, high))


def _left(column: int) -> float:
    """Where the room in a column (0-9) begins; the lounge parts the halves."""
    return END + column * ROOM + (MIDDLE if column >= SIDE else 0.0)


def _spaces(n: int) -> Iterator[Space]:
    storey = f"S{n}"
    for number, room in enumerate(rooms(n)):
        side = NORTH if number < 2 * SIDE else SOUTH
        left = _left(number % (2 * SIDE))
        yield Space(room, f"{n}{number + 1:02d}", storey, SpaceKind.ROOM, _box(left, left + ROOM, *side))
    begin = END + SIDE * ROOM
    corridor = _box(END, LENGTH - END, DEPTH, DEPTH + CORRIDOR)
    yield Space(f"C{n}", "Korridor", storey, SpaceKind.CORRIDOR, corridor)
    yield Space(f"L{n}", "Stue", storey, SpaceKind.ROOM, _box(begin, begin + MIDDLE, *NORTH))
    yield Space(f"K{n}", "Kjøkken", storey, SpaceKind.ROOM, _box(begin, begin + MIDDLE - 3, *SOUTH))
    lift = _box(begin + MIDDLE - 3, begin + MIDDLE, *SOUTH)
    yield Space(f"H{n}", "Heis", storey, SpaceKind.LIFT, lift)
    for end, left in (("W", 0.0), ("E", LENGTH - END)):
        stair, refuge = _box(left, left + END, DEPTH, NORTH[1]), _box(left, left + END, *SOUTH)
        yield Space(f"T{end}{n}", f"Trapp {'A' if end == 'W' else 'B'}", storey, SpaceKind.STAIR, stair)
        yield Space(f"F{end}{n}", "Sikkert sted", storey, SpaceKind.ROOM, refuge, refuge=n > 1)


def _door(n: int, name: str, a: str, at: tuple[float, float], **more: float | bool) -> Way:
    return Way(f"D{n}-{name}", WayKind.DOOR, a, f"C{n}", at, **more)  # type: ignore[arg-type]


def _ways(n: int) -> Iterator[Way]:
    for number, room in enumerate(rooms(n)):
        edge = NORTH[0] if number < 2 * SIDE else SOUTH[1]
        yield _door(n, room, room, (_left(number % (2 * SIDE)) + ROOM / 2, edge), width=1.0)
    middle = END + SIDE * ROOM
    yield _door(n, "L", f"L{n}", (middle + MIDDLE / 2, NORTH[0]), width=1.8)
    yield _door(n, "K", f"K{n}", (middle + 2, SOUTH[1]), width=1.0)
    yield _door(n, "H", f"H{n}", (middle + MIDDLE - 1.5, SOUTH[1]), width=1.1)
    for end, edge, left in (("W", END, 0.0), ("E", LENGTH - END, LENGTH - END)):
        yield _door(n, f"T{end}", f"T{end}{n}", (edge, DEPTH + 1.3), width=1.2, fire_door=True)
        refuge, stair, at = f"F{end}{n}", f"T{end}{n}", (left + END / 2, DEPTH)
        yield Way(f"D{n}-F{end}", WayKind.DOOR, refuge, stair, at, width=1.2, fire_door=True)


def _between() -> Iterator[Way]:
    for n in range(1, STOREYS):
        for end, x in (("W", END / 2), ("E", LENGTH - END / 2)):
            stair = (f"T{end}{n}", f"T{end}{n + 1}", (x, NORTH[1] - 3))
            yield Way(f"U{n}{end}", WayKind.STAIR, *stair, width=1.3, length=6.4, riser=0.16, tread=0.29)
        at = (END + SIDE * ROOM + MIDDLE - 1.5, 3.0)
        yield Way(f"U{n}H", WayKind.LIFT, f"H{n}", f"H{n + 1}", at, width=1.1, length=HEIGHT)


def _exits() -> Iterator[Way]:
    for end, x in (("W", 0.0), ("E", LENGTH)):
        yield Way(f"X{end}", WayKind.EXIT, f"T{end}1", None, (x, DEPTH + 4), width=1.2)
    yield Way("XM", WayKind.EXIT, "L1", None, (END + SIDE * ROOM + MIDDLE / 2, NORTH[1]), width=1.8)
