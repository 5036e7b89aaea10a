"""Hot spots of an exercise: invented, at the facade of what burns, while the drone flies."""

from __future__ import annotations

from math import hypot

from dugnad.areas.rescue.drones.hot import Pose, Seen, keep, scene_for
from dugnad.areas.rescue.drones.scene import Scene
from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.things import find_incident
from dugnad.areas.rescue.models import Flight
from dugnad.engines.coverage import facades
from dugnad.engines.coverage.casting import Room
from dugnad.engines.coverage.shape import heading_to
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Problem

PLATFORM = Actor(operator=True)
# At which share of the facades seen which temperature is found.
FOUND = ((0.15, 312.0), (0.4, 187.0))
AWAY = 8.0


class Inventing:
    """What the stand-in of one flight will find; nothing when it is not for an exercise."""

    def __init__(self, row: Flight) -> None:
        self.row = row
        found = row.incident_id and row.invented and find_incident(row.incident_id).exercise
        self.left = list(FOUND) if found else []

    def turn(self, coverage: float) -> None:
        """Find what is to be found when so much has been seen."""
        while self.left and coverage >= self.left[0][0]:
            _at, celsius = self.left.pop(0)
            self._find(celsius, len(self.left))

    def _find(self, celsius: float, which: int) -> None:
        incident = find_incident(self.row.incident_id) if self.row.incident_id else None
        if incident is None or incident.closed_at:
            return
        try:
            scene = scene_for(incident)
        except Problem:
            return
        burning = state_of(incident)[0].burning
        rooms = [room for room in scene.rooms if room.id in burning]
        if rooms:
            seen = before(scene, rooms[min(which, len(rooms) - 1)], 0.35 + 0.3 * which, celsius)
            keep(incident, [seen], self.row, PLATFORM)


def before(scene: Scene, room: Room, share: float, celsius: float) -> Seen:
    """A look at a room's outer wall, straight from outside; `share`: how far along its part of the facade."""
    middle = (sum(x for x, _ in room.ring) / len(room.ring), sum(y for _, y in room.ring) / len(room.ring))
    best = None
    for side in facades(scene.block):
        (tx, ty), (nx, ny) = side.along, side.normal
        along = [(x - side.a[0]) * tx + (y - side.a[1]) * ty for x, y in room.ring]
        inward = min(abs((x - side.a[0]) * nx + (y - side.a[1]) * ny) for x, y in room.ring)
        at = min(max(min(along) + share * (max(along) - min(along)), 0.1), side.length - 0.1)
        x, y = side.a[0] + at * tx, side.a[1] + at * ty
        far = inward + 0.01 * hypot(x - middle[0], y - middle[1])
        if best is None or far < best[0]:
            best = (far, x + AWAY * nx, y + AWAY * ny, side)
    assert best is not None and scene.origin is not None  # noqa: S101, PT018
    _far, x, y, side = best
    latitude, longitude = scene.origin.globe(x, y)
    heading = scene.origin.heading(heading_to(-side.normal[0], -side.normal[1]))
    return Seen(celsius, Pose(latitude, longitude, (room.low + room.high) / 2, heading))
