"""Sightings as sensors send them: JSON, one or a list, judged field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from dugnad.areas.rescue.sensing.tags import LONGEST_TAG, Sensor

TOPIC = "dugnad/+/sightings"
LONGEST = {"sensor": 64, "tag": LONGEST_TAG, "space": 64}
MOST_AT_ONCE = 1_000
LARGEST = 512 * 1024
KINDS = frozenset(Sensor.values)


class Unreadable(ValueError):
    """Not a sighting; says which field, never what was in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one sensor (`sensor`, of a `kind`) said: which tag, in which space, when (Unix seconds, None: now).

    `left`: noticed as they left. The tag is in clear here and nowhere else.
    """

    kind: str
    sensor: str
    space: str
    tag: str = field(default="", repr=False)
    at: float | None = None
    left: bool = False


def topic_of(building: UUID) -> str:
    """Where sightings of the building are published."""
    return TOPIC.replace("+", str(building))


def building_of(topic: str) -> UUID:
    """The building of a topic; Unreadable for any other."""
    try:
        return UUID(topic.split("/")[1])
    except (IndexError, ValueError) as fault:
        raise Unreadable("topic") from fault


def read(payload: bytes) -> list[Said]:
    """The sightings in a message; Unreadable for a message with anything else in it."""
    if len(payload) > LARGEST:
        raise Unreadable("too large")
    try:
        values = json.loads(payload)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("not JSON") from fault
    rows = values if isinstance(values, list) else [values]
    if len(rows) > MOST_AT_ONCE:
        raise Unreadable("too many")
    return [said_of(row) for row in rows]


def said_of(row: Any) -> Said:
    """One sighting; Unreadable at the first field that cannot be used."""
    if not isinstance(row, Mapping):
        raise Unreadable("not an object")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Unreadable("kind")
    tag = _text(row, "tag", needed=kind != Sensor.DOOR)
    left = row.get("left", False)
    if not isinstance(left, bool):
        raise Unreadable("left")
    return Said(kind, _text(row, "sensor"), _text(row, "space"), tag, _moment(row.get("at")), left)


def written(sightings: list[Said]) -> bytes:
    """The message that `read` reads."""
    fields = ("kind", "sensor", "space", "tag", "at", "left")
    return json.dumps([{name: getattr(said, name) for name in fields} for said in sightings]).encode()


def _text(row: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST[name] or (needed and not value.strip()):
        raise Unreadable(name)
    return value.strip()


def _moment(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e11:
        return float(value)
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as fault:
        raise Unreadable("at") from fault
    if moment.tzinfo is None:
        raise Unreadable("at")
    return moment.timestamp()
