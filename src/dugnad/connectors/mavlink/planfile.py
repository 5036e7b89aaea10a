"""The mission as a .plan file, which QGroundControl opens (its file format, version 1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isnan
from typing import Any

from dugnad.connectors.mavlink.items import RELATIVE, Item, Profile

Ring = Sequence[tuple[float, float]]
MULTICOPTER = 2


def plan_file(
    mission: Sequence[Item], profile: Profile, speed: float, keep_out: Sequence[Ring] = ()
) -> bytes:
    """The file's bytes. `keep_out`: rings of (latitude, longitude) that the fence forbids; `speed` in m/s."""
    places = [item.params for item in mission if item.params[4] or item.params[5]]
    own = mission[1:] if profile.home_first else mission
    content = {
        "fileType": "Plan",
        "version": 1,
        "groundStation": "QGroundControl",
        "mission": {
            "version": 2,
            "firmwareType": profile.firmware,
            "vehicleType": MULTICOPTER,
            "globalPlanAltitudeMode": 1,
            "cruiseSpeed": speed,
            "hoverSpeed": speed,
            "plannedHomePosition": [places[0][4], places[0][5], 0],
            "items": [_item(item, number) for number, item in enumerate(own, 1)],
        },
        "geoFence": {"version": 2, "circles": [], "polygons": [_fence(ring) for ring in keep_out]},
        "rallyPoints": {"version": 2, "points": []},
    }
    return json.dumps(content, indent=1, allow_nan=False).encode()


def _item(item: Item, number: int) -> dict[str, Any]:
    params = [None if isnan(value) else value for value in item.params]
    simple = {
        "type": "SimpleItem",
        "autoContinue": True,
        "command": int(item.command),
        "doJumpId": number,
        "frame": item.frame,
        "params": params,
    }
    if item.frame == RELATIVE:
        simple |= {"AMSLAltAboveTerrain": None, "Altitude": item.params[6], "AltitudeMode": 1}
    return simple


def _fence(ring: Ring) -> dict[str, Any]:
    return {"version": 1, "inclusion": False, "polygon": [list(corner) for corner in ring]}
