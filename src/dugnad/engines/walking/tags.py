"""Who may walk where, by OpenStreetMap's tags (wiki: Key:highway, Key:foot, Key:access, Key:tunnel, Key:sidewalk)."""

from __future__ import annotations

from collections.abc import Mapping

WALKED = frozenset(
    [
        "footway",
        "path",
        "pedestrian",
        "steps",
        "living_street",
        "residential",
        "unclassified",
        "tertiary",
        "tertiary_link",
        "secondary",
        "secondary_link",
        "primary",
        "primary_link",
        "service",
        "track",
        "cycleway",
        "road",
    ]
)
# Walked only where it is said that one may.
ASKED = frozenset(("bridleway", "trunk", "trunk_link", "motorway", "motorway_link"))
FOR_CARS = WALKED - frozenset(("footway", "path", "pedestrian", "steps", "cycleway", "track"))
YES = frozenset(("yes", "designated", "permissive", "official"))
NO = frozenset(
    ("no", "private", "use_sidepath", "customers", "agricultural", "forestry", "delivery", "permit")
)
SIDEWALKS = frozenset(("yes", "both", "left", "right"))
OPEN_TUNNELS = frozenset(("building_passage", "avalanche_protector", "covered"))


def left_out(tags: Mapping[str, str], *, plain: bool = False) -> str:
    """Why a way is not walked; '' if it is. `plain`: lines without a highway tag are walked, unless they say no."""
    highway, foot = tags.get("highway", ""), tags.get("foot", "")
    if tags.get("walkable", "").lower() in ("no", "false", "0"):
        return "said_not_walkable"
    if foot in NO:
        return "closed_to_walkers"
    if tags.get("access") in NO and foot not in YES:
        return "private"
    if not highway:
        return "" if plain else "no_road"
    return _by_road(highway, foot, tags)


def _by_road(highway: str, foot: str, tags: Mapping[str, str]) -> str:
    if tags.get("area") == "yes":
        return "area"
    if highway in ASKED or tags.get("motorroad") == "yes":
        return "" if foot in YES else "motorway"
    if highway not in WALKED:
        return "other_kind"
    return "tunnel" if _closed_tunnel(highway, foot, tags) else ""


def _closed_tunnel(highway: str, foot: str, tags: Mapping[str, str]) -> bool:
    """A tunnel for cars that nobody says has room for those who walk."""
    tunnel = tags.get("tunnel", "no")
    if tunnel == "no" or tunnel in OPEN_TUNNELS or highway not in FOR_CARS:
        return False
    sides = {tags.get(f"sidewalk{side}", "") for side in ("", ":both", ":left", ":right")}
    return foot not in YES and not (sides & SIDEWALKS)


def named(tags: Mapping[str, str]) -> str:
    """What a way is called."""
    return " ".join((tags.get("name") or tags.get("ref") or "").split())[:120]
