"""Corrections in words: what was done, and what is wrong with one that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.engines.egress.plan import Plan

WRONG = {
    "unknown": gettext_lazy("Choose one of those listed."),
    "no_such_space": gettext_lazy("There is no such room on the plan."),
    "no_such_way": gettext_lazy("There is no such door, opening or stair on the plan."),
    "no_such_door": gettext_lazy("There is no such door among those that lead nowhere."),
    "no_door": gettext_lazy("Only a door or an opening can be made an exit."),
    "out_of_bounds": gettext_lazy("Write metres: a width between 0.4 and 20, a length between 0.5 and 200."),
    "length": gettext_lazy("Write between 1 and 120 characters."),
    "same_space": gettext_lazy("Choose another room."),
    "other_storey": gettext_lazy("The rooms lie on different storeys: add a stair instead."),
    "same_storey": gettext_lazy("Choose a room on another storey."),
    "joined": gettext_lazy("These rooms are joined already."),
}
DONE = {
    "exit": gettext_lazy("Exit from %(names)s"),
    "join": gettext_lazy("Opening between %(names)s"),
    "stair": gettext_lazy("Stair between %(names)s"),
    "refuge": gettext_lazy("Refuge: %(names)s"),
    "rename": gettext_lazy("New name: %(names)s"),
    "kind": gettext_lazy("New kind of room: %(names)s"),
    "width": gettext_lazy("Width of a way at %(names)s"),
    "fire_door": gettext_lazy("Fire door at %(names)s"),
    "remove": gettext_lazy("No way any more between %(names)s"),
}
ENDED = gettext_lazy("No refuge any more: %(names)s")


def wrong_in_words(wrong: Any) -> str:
    """What is wrong at the field."""
    return str(WRONG.get(wrong.code, WRONG["unknown"]))


def in_words(kind: str, values: Mapping[str, Any], before: Plan, after: Plan) -> str:
    """What a correction did, with the names of the rooms."""
    told = ENDED if kind == "refuge" and values.get("on") is not True else DONE[kind]
    return str(told) % {"names": ", ".join(_names(values, before, after))}


def _names(values: Mapping[str, Any], before: Plan, after: Plan) -> list[str]:
    names = {space.id: space.name for space in after.spaces}
    changed = set(after.ways) ^ set(before.ways)
    ends = [end for way in changed for end in (way.a, way.b) if end]
    given = [values[key] for key in ("space", "a", "b") if values.get(key)]
    found = list(dict.fromkeys(names.get(str(one), "") for one in (given or sorted(ends))))
    return [name for name in found if name] or [_("the building")]
