"""What is drawn on the map, and the same in words for those who do not see it.

A way to a child's door is personal data: show it only where the case itself may be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import RoadAssessment
from dugnad.areas.casework.rulebook.wording import written
from dugnad.areas.casework.walking.holding import Assessments
from dugnad.areas.casework.walking.routing import Judged, Point, Section, Way
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.network import Section as Whole
from dugnad.engines.walking.values import PER_METRE, degrees, place

MOST_DRAWN = 6000
DANGEROUS, UNASSESSED, FINE = "dangerous", "unassessed", "fine"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One road of a way, as one reads it: what it is called, how long, what is said of it."""

    name: str
    metres: int
    length: str
    state: str
    why: str


def way_shown(way: Way, judged: Judged | None = None) -> dict[str, Any]:
    """What `casework/walking_map.html` takes as `shown`: the drawing, the length in words, and the roads in order."""
    return {
        "drawn": drawing(way, judged),
        "metres": way.metres,
        "length": metres_words(way.metres),
        "roads": [asdict(one) for one in stretches(way, judged)],
        "judged": judged is not None,
    }


def drawing(way: Way, judged: Judged | None = None) -> dict[str, Any]:
    """GeoJSON: the way, its dangerous sections, home and school."""
    found = [_line("way", way.line)]
    found += [_line("danger", one.section.line) for one in (judged.dangerous if judged else ())]
    ends = (("home", _("Home"), way.line[0]), ("school", _("School"), way.line[-1]))
    found += [_feature("Point", list(at), kind=kind, name=name) for kind, name, at in ends]
    return collection(found)


def stretches(way: Way, judged: Judged | None) -> list[Stretch]:
    """The way's roads in order; neighbours of the same name and judgement are one."""
    why = {one.section.id: one.reason for one in (judged.dangerous if judged else ())}
    unknown = {one.id for one in (judged.unassessed if judged else ())}
    found: list[tuple[str, float, str, str]] = []
    for one in way.sections:
        state = _state(one, judged, why, unknown)
        name, reason = one.name or _("Road without a name"), why.get(one.id, "")
        before = found[-1] if found else None
        if before and (before[0], before[2], before[3]) == (name, state, reason):
            found[-1] = (name, before[1] + one.metres, state, reason)
        else:
            found.append((name, one.metres, state, reason))
    return [
        Stretch(name, round(metres), metres_words(round(metres)), state, reason)
        for name, metres, state, reason in found
    ]


def _state(one: Section, judged: Judged | None, why: dict[str, str], unknown: set[str]) -> str:
    if judged is None:
        return ""
    return DANGEROUS if one.id in why else UNASSESSED if one.id in unknown else FINE


def section_drawn(points: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """GeoJSON of one section."""
    return collection([_line("section", tuple(map(degrees, points)))])


def lines_within(
    graph: Graph, said: Sequence[RoadAssessment], corners: tuple[Point, Point]
) -> dict[str, Any]:
    """GeoJSON of the sections in a box with what is said of them; `too_many` and none if they are too many."""
    about = Assessments(said)
    (west, south), (east, north) = (place(*corner) for corner in corners)
    near = graph.within(west, south, east, north)
    if len(near) > MOST_DRAWN:
        return collection([]) | {"too_many": True}
    sections = [graph.sections[n] for n in near]
    return collection(_road(one, about.about(one.points)) for one in sections)


def _road(one: Whole, rows: Sequence[RoadAssessment]) -> dict[str, Any]:
    state = DANGEROUS if any(row.dangerous for row in rows) else FINE if rows else ""
    return _line("road", tuple(map(degrees, one.points)), id=one.id, name=one.name, state=state)


def bounds(graph: Graph) -> dict[str, Any]:
    """GeoJSON of nothing but where the network lies."""
    west, south, east, north = graph.bounds
    return collection([]) | {"bounds": [degrees((west, south)), degrees((east, north))]}


def in_metres(micrometres: int) -> str:
    """A length in words."""
    return metres_words(round(micrometres / PER_METRE))


def metres_words(metres: int) -> str:
    """2 197 m, as the reader's language groups digits."""
    language = (get_language() or "nb")[:2]
    return f"{written(Decimal(metres), language)} m"


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _line(kind: str, points: Sequence[Point], **about: Any) -> dict[str, Any]:
    return _feature("LineString", [list(point) for point in points], kind=kind, **about)


def _feature(geometry: str, coordinates: list[Any], **about: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": about,
        "geometry": {"type": geometry, "coordinates": coordinates},
    }
