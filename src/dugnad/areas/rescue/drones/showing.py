"""Missions and flights as the templates take them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.drawing import kind_of, view
from dugnad.areas.rescue.drones.words import FAULTS, minutes, warning_words, zone_words
from dugnad.areas.rescue.models import Flight
from dugnad.areas.rescue.models.drones import FlightState

SILENT = 6.0
STATE_KINDS = {"flying": "info", "uploading": "watch", "landed": "fine", "lost": "act", "failed": "act"}


def numbers(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is told of a mission, as labels and values."""
    return [
        (_("Detail"), _("%(n)s cm in a pixel") % {"n": number_format(100 * report["resolution"], 1)}),
        (_("Pictures"), str(report["pictures"])),
        (_("Way"), _("%(n)s m") % {"n": number_format(report["length"], 0)}),
        (_("Time"), minutes(report["seconds"])),
        (_("Battery"), f"{round(100 * report['battery'])} %"),
        (_("Nearest to the building"), _("%(n)s m") % {"n": number_format(report["clearance"], 1)}),
        (_("Highest"), _("%(n)s m") % {"n": number_format(report["highest"], 0)}),
    ]


def seen(shares: Mapping[str, float]) -> list[dict[str, Any]]:
    """How much of each facade and the roof is seen."""
    named = sorted((int(number), share) for number, share in shares.items())
    ordered = [*(one for one in named if one[0] >= 0), *(one for one in named if one[0] < 0)]
    return [
        {
            "name": _("Roof") if number < 0 else _("Facade %(number)s") % {"number": number + 1},
            "share": round(100 * share),
            "kind": kind_of(share),
        }
        for number, share in ordered
    ]


def shown(report: Mapping[str, Any], points: list[list[Any]], **more: Any) -> dict[str, Any]:
    """A mission's picture, numbers, warnings and zones."""
    return {
        "view": view(report, points, **more),
        "numbers": numbers(report),
        "seen": seen(report["coverage"]),
        "warnings": warning_words(report["warnings"]),
        "zones": zone_words(report["zones"]),
        "placed": report["origin"] is not None,
    }


def flight_shown(row: Flight) -> dict[str, Any]:
    """A flight now: state in words, height, battery and coverage as whole numbers, and whether it is heard."""
    now = row.telemetry
    share = {key: now.get(key) for key in ("battery", "coverage")}
    return {
        "row": row,
        "id": row.id,
        "name": row.mission.name,
        "state": _state(row),
        "kind": "act" if _silent(row) else STATE_KINDS.get(row.state, "unknown"),
        "fault": str(FAULTS.get(row.fault, row.fault)),
        "invented": row.invented,
        "in_air": row.state in (FlightState.UPLOADING, FlightState.FLYING),
        "called_home": row.home_asked_at is not None,
        "height": round(now["height"]) if now.get("height") is not None else None,
        "facades": seen(now["facades"]) if now.get("facades") else [],
        **{key: round(100 * value) if value is not None else None for key, value in share.items()},
    }


def _state(row: Flight) -> str:
    if _silent(row):
        return _("No contact")
    if row.state == FlightState.FLYING and row.home_asked_at:
        return _("Coming home")
    return str(row.get_state_display())


def _silent(row: Flight) -> bool:
    """It flies, and nothing was heard of it for some seconds."""
    now = row.telemetry
    if row.state != FlightState.FLYING or not now:
        return False
    old = (timezone.now() - datetime.fromisoformat(now["at"])).total_seconds()
    return not now["link"] or old > SILENT
