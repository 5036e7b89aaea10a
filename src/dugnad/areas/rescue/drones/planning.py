"""From a wish to a mission with all that is told of it. Loads the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dugnad.areas.rescue.drones.scene import Scene
from dugnad.areas.rescue.drones.values import Asked
from dugnad.areas.rescue.models import GeoZone, Mission
from dugnad.engines.coverage import (
    Block,
    Camera,
    KeepOut,
    Kind,
    Origin,
    Place,
    Waypoint,
    Wish,
    crosses,
    facades,
    plan_mission,
)
from dugnad.engines.coverage import Mission as Planned
from dugnad.engines.coverage import progress as progress_of

KEPT_OUT = "kept_out"
PERMITTED = "permitted"
WARNED = "warned"
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A zone near a building: how it is held, and what of it must be kept out of."""

    row: GeoZone
    held: str
    keep_out: KeepOut


def zones_here(origin: Origin | None, asked: Asked, rows: Iterable[GeoZone]) -> list[Near]:
    """Zones as a mission holds them: those that forbid, those that the pilot may enter, those that only warn."""
    return [Near(row, _held(row, asked), _keep_out(origin, asked, row)) for row in rows] if origin else []


def _held(row: GeoZone, asked: Asked) -> str:
    if row.restriction == "PROHIBITED":
        return KEPT_OUT
    if row.restriction == "REQ_AUTHORISATION":
        return PERMITTED if row.identifier in asked.permitted else KEPT_OUT
    return WARNED


def _keep_out(origin: Origin, asked: Asked, row: GeoZone) -> KeepOut:
    """Where the ground's height is not known, what is measured from the sea is taken to begin at the ground."""
    ground = asked.ground
    lower, upper = row.lower, row.upper
    if row.lower_reference == "AMSL":
        lower = 0.0 if ground is None else lower - ground
    if row.upper_reference == "AMSL" and upper is not None and ground is not None:
        upper -= ground
    ring = tuple(origin.local(latitude, longitude) for longitude, latitude in row.ring)
    return KeepOut(ring, lower, upper, row.identifier)


def wish_of(asked: Asked, near: Sequence[Near] = ()) -> Wish:
    """The wish as the engine takes it."""
    lens = asked.lens
    return Wish(
        kind=Kind(asked.kind),
        stand_off=asked.stand_off,
        camera=Camera(lens.wide, lens.high, lens.columns, lens.rows),
        overlap=asked.overlap,
        sidelap=asked.sidelap,
        speed=asked.speed,
        highest=asked.highest,
        facade=asked.facade,
        keep_out=tuple(one.keep_out for one in near if one.held == KEPT_OUT),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A mission that was planned, with what it was planned from."""

    asked: Asked
    scene: Scene
    near: Sequence[Near]
    mission: Planned

    @property
    def points(self) -> list[list[Any]]:
        """The waypoints as the database keeps them."""
        return [
            [*(round(v, 3) for v in (p.x, p.y, p.z, p.heading, p.pitch)), p.picture]
            for p in self.mission.waypoints
        ]

    @property
    def report(self) -> dict[str, Any]:
        """What is told of it, with the building as it was flown around."""
        made, block, origin = self.mission, self.scene.block, self.scene.origin
        return {
            "resolution": round(made.resolution, 5),
            "length": round(made.length, 1),
            "seconds": round(made.seconds),
            "battery": round(made.battery, 3),
            "clearance": round(made.clearance, 2),
            "coverage": {str(number): round(share, 3) for number, share in made.coverage.items()},
            "warnings": list(made.warnings),
            "pictures": sum(point.picture for point in made.waypoints),
            "highest": round(max(point.z for point in made.waypoints), 1),
            "zones": [_told(one) for one in self.near],
            "facades": [[round(v, 2) for v in (*side.a, *side.b)] for side in facades(block)],
            "block": {"ring": [list(corner) for corner in block.ring], "height": block.height},
            "origin": [origin.latitude, origin.longitude, origin.turned] if origin else None,
        }


def _told(one: Near) -> dict[str, Any]:
    row = one.row
    return {
        "identifier": row.identifier,
        "name": row.name,
        "restriction": row.restriction,
        "held": one.held,
        "at_times": bool(row.applies),
        "from_sea": "AMSL" in (row.lower_reference, row.upper_reference),
        "ring": [[round(x, 1), round(y, 1)] for x, y in one.keep_out.ring],
    }


def plan(asked: Asked, scene: Scene, rows: Iterable[GeoZone]) -> Plan:
    """The mission that was asked for. CannotFly of the engine."""
    near = zones_here(scene.origin, asked, rows)
    return Plan(asked, scene, near, plan_mission(scene.block, wish_of(asked, near)))


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved mission as the engine takes it."""

    asked: Asked
    block: Block
    origin: Origin | None
    waypoints: tuple[Waypoint, ...]

    @property
    def places(self) -> list[Place]:
        """Its waypoints on the globe; none when nobody knows where the building lies."""
        return self.origin.places(self.waypoints, self.asked.stand_off) if self.origin else []

    def progress(self) -> dict[int, list[float]]:
        """The share of each facade that is seen after each waypoint."""
        return progress_of(self.block, wish_of(self.asked), self.waypoints)

    def entered(self, rows: Iterable[GeoZone]) -> list[str]:
        """The zones that it enters and must not, as they are now."""
        near = zones_here(self.origin, self.asked, rows)
        return crosses(wish_of(self.asked, near), self.waypoints)


def kept(row: Mission) -> Kept:
    """What was saved."""
    values: Mapping[str, Any] = row.asked
    asked = Asked(**{**values, "permitted": tuple(values.get("permitted", ()))})
    block, origin = row.report["block"], row.report["origin"]
    ring: Ring = tuple((x, y) for x, y in block["ring"])
    points = tuple(Waypoint(*point) for point in row.points)
    return Kept(asked, Block(ring, block["height"]), Origin(*origin) if origin else None, points)


def fence(row: Mission) -> list[list[tuple[float, float]]]:
    """The rings (latitude, longitude) that the mission was planned to keep out of."""
    origin = kept(row).origin
    rings = [zone["ring"] for zone in row.report["zones"] if zone["held"] == KEPT_OUT]
    return [[origin.globe(x, y) for x, y in ring] for ring in rings] if origin else []
