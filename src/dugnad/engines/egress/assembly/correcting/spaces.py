"""Corrections of a space: its name, its kind, whether one can wait in it."""

from __future__ import annotations

from dataclasses import replace

from dugnad.engines.egress.assembly.correcting.asked import (
    Values,
    Wrong,
    space_of,
)
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.engines.egress.plan import Space, SpaceKind

MOST_NAME = 120


def _with_space(assembly: Assembly, old: Space, new: Space) -> Assembly:
    spaces = tuple(new if space is old else space for space in assembly.plan.spaces)
    return replace(assembly, plan=replace(assembly.plan, spaces=spaces))


def rename(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `name`."""
    space = space_of(assembly.plan, values, "space")
    name = str(values.get("name") or "").strip()
    if not 0 < len(name) <= MOST_NAME:
        raise Wrong("name", "length")
    return _with_space(assembly, space, replace(space, name=name))


def set_kind(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `to`: a `SpaceKind`."""
    space = space_of(assembly.plan, values, "space")
    if values.get("to") not in list(SpaceKind):
        raise Wrong("to", "unknown")
    return _with_space(assembly, space, replace(space, kind=SpaceKind(values["to"])))


def set_refuge(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `on`: one can wait there for rescue, or not."""
    space = space_of(assembly.plan, values, "space")
    return _with_space(assembly, space, replace(space, refuge=values.get("on") is True))
