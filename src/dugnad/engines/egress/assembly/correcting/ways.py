"""Corrections of a way that is there: its width, whether it is a fire door, whether one can pass."""

from __future__ import annotations

from dataclasses import replace

from dugnad.engines.egress.assembly.correcting.asked import (
    WIDTHS,
    Values,
    length_of,
    way_of,
)
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.engines.egress.plan import Way


def with_ways(assembly: Assembly, ways: tuple[Way, ...], without: str = "") -> Assembly:
    """The assembly with these ways; `without`: the loose one that became a way."""
    loose = tuple(one for one in assembly.loose if one.id != without)
    return replace(assembly, plan=replace(assembly.plan, ways=ways), loose=loose)


def set_width(assembly: Assembly, values: Values) -> Assembly:
    """`way`, `width` in metres."""
    way = way_of(assembly.plan, values)
    width = length_of(values, "width", WIDTHS, None)
    known = tuple(name for name in way.guessed if name != "width")
    return exchanged(assembly, way, replace(way, width=width, guessed=known))


def set_fire_door(assembly: Assembly, values: Values) -> Assembly:
    """`way`, `on`: it closes by itself and holds back smoke, or not."""
    way = way_of(assembly.plan, values)
    return exchanged(assembly, way, replace(way, fire_door=values.get("on") is True))


def exchanged(assembly: Assembly, old: Way, new: Way) -> Assembly:
    """The assembly with one way in the place of another."""
    return with_ways(assembly, tuple(new if way is old else way for way in assembly.plan.ways))


def remove(assembly: Assembly, values: Values) -> Assembly:
    """`way`: nobody can pass there."""
    way = way_of(assembly.plan, values)
    return with_ways(assembly, tuple(one for one in assembly.plan.ways if one is not way))
