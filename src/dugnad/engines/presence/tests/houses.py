"""Invented buildings for tests and measurements."""

from __future__ import annotations

from dugnad.engines.egress.plan import Plan, Ring, Space, SpaceKind, Storey, Way, WayKind


def _box(x: float, y: float, width: float, depth: float) -> Ring:
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


def care_home(storeys: int = 3, rooms: int = 20) -> Plan:
    """Storeys alike: two corridors with rooms on both sides, a lounge, a stair and a lift; one dining room and one
    exit on the ground. Spaces are called '0-r7' for room 7 on storey 0, '-c0' and '-c1' for the corridors,
    '-lounge', '-stair' and '-lift'; '0-dining'."""
    spaces: list[Space] = []
    ways: list[Way] = []
    for level in range(storeys):
        _storey(level, rooms, spaces, ways)
    spaces.append(Space("0-dining", "Dining room", "s0", SpaceKind.ROOM, _box(-12, 0, 10, 12)))
    ways.append(Way("dining", WayKind.DOOR, "0-c0", "0-dining", (-1, 5)))
    ways.append(Way("exit", WayKind.EXIT, "0-c0", None, (0, 5), 1.2))
    return Plan(
        "Care home",
        tuple(Storey(f"s{n}", str(n), 3.0 * n) for n in range(storeys)),
        tuple(spaces),
        tuple(ways),
    )


def _storey(level: int, rooms: int, spaces: list[Space], ways: list[Way]) -> None:
    storey, half = f"s{level}", rooms // 4 * 4.0

    def add(name: str, kind: SpaceKind, ring: Ring) -> str:
        spaces.append(Space(f"{level}-{name}", name, storey, kind, ring))
        return f"{level}-{name}"

    def join(kind: WayKind, a: str, b: str, at: tuple[float, float], length: float = 0.0) -> None:
        ways.append(Way(f"{a}/{b}", kind, a, b, at, length=length))

    halls = [add(f"c{n}", SpaceKind.CORRIDOR, _box(n * half, 4, half, 2)) for n in range(2)]
    join(WayKind.OPENING, halls[0], halls[1], (half, 5))
    join(WayKind.DOOR, halls[0], add("stair", SpaceKind.STAIR, _box(-3, 4, 3, 5)), (0, 5))
    join(WayKind.DOOR, halls[1], add("lift", SpaceKind.LIFT, _box(2 * half, 4, 2, 2)), (2 * half, 5))
    join(WayKind.OPENING, halls[0], add("lounge", SpaceKind.ROOM, _box(half, 10, 8, 6)), (half, 6))
    for room in range(rooms):
        x = room // 2 * 4.0
        made = add(f"r{room}", SpaceKind.ROOM, _box(x, 0 if room % 2 else 6, 4, 4))
        join(WayKind.DOOR, halls[0 if x < half else 1], made, (x + 2, 4 if room % 2 else 6))
    if level:
        join(WayKind.STAIR, f"{level - 1}-stair", f"{level}-stair", (-1, 6), length=5.0)
        join(WayKind.LIFT, f"{level - 1}-lift", f"{level}-lift", (2 * half, 5))


def tower() -> Plan:
    """A building of 1,000 rooms and corridors on ten storeys."""
    return care_home(storeys=10, rooms=94)
