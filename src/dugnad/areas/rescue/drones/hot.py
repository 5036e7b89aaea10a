"""Hot spots: a ray from a camera to the facade, floor and room behind it, kept for the incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, isfinite, radians, sin
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.services import require_command
from dugnad.areas.rescue.drones.telling import say
from dugnad.areas.rescue.drones.words import facade_words
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Flight, HotSpot, Incident
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.live.ticks import tell
from dugnad.kernel.problems import Conflict, Invalid

if TYPE_CHECKING:
    from dugnad.areas.rescue.drones.scene import Scene
    from dugnad.engines.coverage import Hit

AT_ONCE = 200
CELSIUS = (-50.0, 2000.0)
TICK = "rescue.flight"


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a camera is and looks: degrees, metres above the ground at the building, heading from true north."""

    latitude: float
    longitude: float
    height: float
    heading: float
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Something hot: straight ahead of the pose, or at a pixel of a picture of `columns` by `rows` pixels with a field
    of view of `wide` by `high` degrees."""

    celsius: float
    pose: Pose
    column: float | None = None
    row: float | None = None
    columns: int = 640
    rows: int = 512
    wide: float = 57.0
    high: float = 44.0


def add_hot_spots(
    *, actor: Actor, incident: UUID, seen: Sequence[Seen], flight: UUID | None = None
) -> tuple[list[HotSpot], int]:
    """Cast what is hot onto the building and keep it; returns what was kept, and how many rays missed.

    Invalid for values that cannot be, Conflict when the incident is closed or its building unknown.
    """
    row = find_incident(incident)
    require_command(actor, row)
    _check(seen)
    of = Flight.objects.filter(id=flight, incident=row).first() if flight else None
    if flight and of is None:
        raise Invalid(fields={"flight": _("There is no such flight in this incident.")})
    kept = keep(row, seen, of, actor)
    return kept, len(seen) - len(kept)


def keep(incident: Incident, seen: Sequence[Seen], flight: Flight | None, actor: Actor) -> list[HotSpot]:
    """Cast and keep, for one who was found to be allowed to."""
    scene = scene_for(incident)
    found = [(one, hit) for one in seen if (hit := cast_on(scene, one))]
    with transaction.atomic():
        rows = HotSpot.objects.bulk_create([_row(incident, flight, one, hit, scene) for one, hit in found])
        if rows:
            _tell(incident, rows, actor)
    return rows


def scene_for(incident: Incident) -> Scene:
    """The incident's building as it was when the alarm came. Conflict when it cannot be cast upon."""
    from dugnad.areas.rescue.drones.scene import scene_of
    from dugnad.engines.coverage import CannotFly

    if incident.building is None:
        raise Conflict(_("The incident has no building."))
    try:
        scene = scene_of(incident.building, incident.plan)
    except CannotFly as reason:
        raise Conflict(_("The building has no plan that could be looked at from outside.")) from reason
    if scene.origin is None:
        raise Conflict(_("Nobody has said where the building lies."))
    return scene


def cast_on(scene: Scene, one: Seen) -> Hit | None:
    """Where the ray meets the building; None when it misses."""
    from dugnad.engines.coverage import Camera, Waypoint, cast, ray_of

    origin = scene.origin
    assert origin is not None  # noqa: S101
    pose = one.pose
    x, y = origin.local(pose.latitude, pose.longitude)
    heading = (pose.heading - origin.turned) % 360
    eye = Waypoint(x, y, pose.height, heading, pose.pitch)
    if one.column is None or one.row is None:
        level = cos(radians(pose.pitch))
        ray = (level * sin(radians(heading)), level * cos(radians(heading)), sin(radians(pose.pitch)))
    else:
        ray = ray_of(eye, Camera(one.wide, one.high, one.columns, one.rows), one.column, one.row)
    return cast(scene.block, scene.rooms, eye, ray)


def _row(incident: Incident, flight: Flight | None, one: Seen, hit: Hit, scene: Scene) -> HotSpot:
    origin = scene.origin
    assert origin is not None  # noqa: S101
    latitude, longitude = origin.globe(hit.x, hit.y)
    return HotSpot(
        incident=incident,
        flight=flight,
        celsius=round(one.celsius, 1),
        facade=str(hit.facade),
        storey=hit.storey,
        space=hit.room,
        place={
            "x": round(hit.x, 2),
            "y": round(hit.y, 2),
            "height": round(hit.z, 1),
            "latitude": round(latitude, 7),
            "longitude": round(longitude, 7),
        },
    )


def _tell(incident: Incident, rows: Sequence[HotSpot], actor: Actor) -> None:
    hottest = max(rows, key=lambda row: row.celsius)
    words = {"celsius": f"{hottest.celsius:.0f}", "place": place_words(incident, hottest)}
    say(incident.id, _("Hot from outside: %(celsius)s °C, %(place)s") % words)
    detail = {"number": len(rows)}
    record("rescue.hot_spots_seen", actor=actor, thing=thing_of(incident), detail=detail)
    tell(TICK, thing_of(incident))


def place_words(incident: Incident, spot: HotSpot) -> str:
    """The room behind a hot spot, else its floor, else its facade."""
    plan: dict[str, Any] = incident.plan.plan if incident.plan else {}
    names = {one["id"]: one["name"] for key in ("spaces", "storeys") for one in plan.get(key, ())}
    named = [names[id] for id in (spot.space, spot.storey) if id in names]
    return ", ".join(named) or facade_words(spot.facade)


def _check(seen: Sequence[Seen]) -> None:
    if not 0 < len(seen) <= AT_ONCE:
        raise Invalid(fields={"points": _("Send between 1 and 200 points.")})
    for one in seen:
        wrong = [name for name, holds in _fits(one).items() if not holds]
        if wrong:
            raise Invalid(fields=dict.fromkeys(wrong, _("This value cannot be.")))


def _fits(one: Seen) -> dict[str, bool]:
    pose = one.pose
    return {
        "celsius": CELSIUS[0] <= one.celsius <= CELSIUS[1],
        "latitude": -90 <= pose.latitude <= 90,
        "longitude": -180 <= pose.longitude <= 180,
        "height": -100 <= pose.height <= 1000,
        "heading": isfinite(pose.heading) and -360 <= pose.heading <= 360,
        "pitch": -90 <= pose.pitch <= 90,
        "wide": 1 <= one.wide <= 150,
        "high": 1 <= one.high <= 150,
        "column": one.column is None or 0 <= one.column < one.columns,
        "row": one.row is None or 0 <= one.row < one.rows,
        "columns": 0 < one.columns <= 20_000,
        "rows": 0 < one.rows <= 20_000,
    }
