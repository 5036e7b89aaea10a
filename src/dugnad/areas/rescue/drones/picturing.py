"""Thermal pictures taken in, and small things that pages and the API share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.hot import Pose, Seen, add_hot_spots
from dugnad.areas.rescue.drones.services import require_command
from dugnad.areas.rescue.drones.thermal import LARGEST, Picture, hot_in
from dugnad.areas.rescue.incidents.things import find_incident
from dugnad.areas.rescue.models import HotSpot, Incident
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Invalid

if TYPE_CHECKING:
    from dugnad.areas.rescue.drones.scene import Scene

__all__ = ["LARGEST", "add_picture", "facade_count", "facade_url", "pose_now", "uuid_or_none"]
USUAL = {"threshold": 100.0, "pitch": 0.0, "wide": 57.0, "high": 44.0}


def add_picture(
    *,
    actor: Actor,
    incident: UUID,
    content: bytes,
    threshold: float,
    height: float,
    heading: float | None,
    pitch: float,
    latitude: float | None,
    longitude: float | None,
    wide: float,
    high: float,
) -> tuple[list[HotSpot], int]:
    """Put what is hot in a radiometric picture on the building; returns the spots and how many looked past it.

    Where it was taken comes from the picture where it is not given. The picture is not kept. Invalid, Conflict.
    """
    require_command(actor, find_incident(incident))
    found = hot_in(content, threshold)
    place = _place(found, latitude=latitude, longitude=longitude, heading=heading)
    if not found.regions:
        raise Invalid(fields={"threshold": _("Nothing in the picture is as hot as that.")})
    at = Pose(height=height, pitch=pitch, **place)
    seen = [
        Seen(one.celsius, at, one.column, one.row, found.columns, found.rows, wide, high)
        for one in found.regions
    ]
    return add_hot_spots(actor=actor, incident=incident, seen=seen)


def _place(found: Picture, **given: float | None) -> dict[str, float]:
    """Where it was taken, as given, else as the picture says."""
    place = {key: getattr(found, key) if value is None else value for key, value in given.items()}
    lacking = {
        key: _("The picture does not say. Write it here.") for key, value in place.items() if value is None
    }
    if lacking:
        raise Invalid(fields=lacking)
    return {key: float(value) for key, value in place.items()}


def pose_now(incident: Incident) -> dict[str, Any]:
    """Where a drone of the incident is now, as the first values of the form."""
    row = incident.flights.filter(state="flying").order_by("-begun_at").first()
    now = row.telemetry if row else {}
    kept = {key: now.get(key) for key in ("latitude", "longitude", "height", "heading")}
    return USUAL | {key: value for key, value in kept.items() if value is not None}


def facade_count(scene: Scene) -> int:
    """How many facades the building has."""
    from dugnad.engines.coverage import facades

    return len(facades(scene.block))


def facade_url(query: QueryDict) -> Callable[[int], str]:
    """For each facade the address of the same wish with a sweep of that facade."""

    def url(number: int) -> str:
        asked = query.copy()
        asked["kind"], asked["facade"] = "sweep", str(number)
        asked.setdefault("highest", str(settings.DRONE_MAX_HEIGHT))
        for name, usual in FIRST:
            asked.setdefault(name, usual)
        return f"?{asked.urlencode()}#plan"

    return url


FIRST = (
    ("stand_off", "8"),
    ("speed", "3"),
    ("camera", "thermal"),
    ("overlap", "60"),
    ("sidelap", "60"),
    ("profile", "px4"),
)


def uuid_or_none(text: str) -> UUID | None:
    """An id from a form; Invalid when it is none."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as fault:
        raise Invalid(fields={"incident": _("There is no such incident in this building.")}) from fault
