"""What kinds of ways, spaces and marks are called on a plan."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from dugnad.areas.rescue.buildings import words

WAYS: dict[str, Any] = {
    "door": gettext_lazy("Door"),
    "opening": gettext_lazy("Opening"),
    "exit": gettext_lazy("Exit"),
    "stair": gettext_lazy("Stair"),
    "lift": gettext_lazy("Lift"),
    "ramp": gettext_lazy("Ramp"),
    "loose.door": gettext_lazy("Door that leads nowhere"),
    "loose.opening": gettext_lazy("Opening that leads nowhere"),
    "loose.stair": gettext_lazy("Stair that leads nowhere"),
    "loose.lift": gettext_lazy("Lift that leads nowhere"),
    "loose.ramp": gettext_lazy("Ramp that leads nowhere"),
}
SPACES: dict[str, Any] = {
    "room": gettext_lazy("Room"),
    "corridor": gettext_lazy("Corridor"),
    "stair": gettext_lazy("Stairwell"),
    "lift": gettext_lazy("Lift"),
    "shaft": gettext_lazy("Shaft"),
}
TITLES: dict[str, Any] = {**WAYS, **{f"mark.{kind}": word for kind, word in words.MARKS.items()}}
