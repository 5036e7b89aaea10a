"""Reads an extract of OpenStreetMap as XML, twice over the stream: the ways that are walked, then their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from dugnad.engines.walking.geojson import check
from dugnad.engines.walking.tags import left_out, named
from dugnad.engines.walking.values import Line, Place, Read, Unusable, place

MOST_BYTES = 1024 * 1024 * 1024
MOST_NODES = 10_000_000
# Elements that a way may hold; OpenStreetMap itself allows 2,000.
MOST_IN_WAY = 20_000
Open = Callable[[], IO[bytes]]
Way = tuple[str, Sequence[int]]


def read(opened: Open) -> Read:
    """The ways that can be walked. Raises Unusable: no_xml, no_osm, too_many_points, and as `geojson.check` does."""
    found = Read()
    ways = list(_ways(opened, found))
    places = _places(opened, {node for _name, nodes in ways for node in nodes})
    for name, nodes in ways:
        points = tuple(places[node] for node in nodes if node in places)
        if len(points) < len(nodes):
            found.leave_out("cut_off")
        if len(points) > 1:
            found.lines.append(Line(name, points))
    return found


def _ways(opened: Open, found: Read) -> Iterator[Way]:
    total = 0
    for element in _elements(opened, "way"):
        tags = {str(tag.get("k", "")): str(tag.get("v", ""))[:255] for tag in element.iter("tag")}
        reason = left_out(tags)
        if reason:
            if reason != "no_road":
                found.leave_out(reason)
            continue
        nodes = [_number(one.get("ref")) for one in element.iter("nd")]
        total += len(nodes)
        if total > MOST_NODES:
            raise Unusable("too_many_points", most=MOST_NODES)
        yield named(tags), nodes


def _places(opened: Open, wanted: set[int]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for element in _elements(opened, "node"):
        number = _number(element.get("id"))
        if number not in wanted:
            continue
        try:
            longitude, latitude = float(element.get("lon", "")), float(element.get("lat", ""))
        except ValueError as wrong:
            raise Unusable("no_place", given=f"node {number}") from wrong
        check(longitude, latitude)
        found[number] = place(longitude, latitude)
    return found


def _number(text: str | None) -> int:
    if text is None or len(text) > 20 or not text.lstrip("-").isdecimal():
        raise Unusable("no_osm")
    return int(text)


def _elements(opened: Open, name: str) -> Iterator[Any]:
    """The elements of that name right under the root, one at a time; what is done with is let go."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    with opened() as stream:
        try:
            events = iterparse(stream, events=("start", "end"), forbid_dtd=True)
            yield from _children(iter(events), name)
        except (ParseError, DefusedXmlException, UnicodeDecodeError, LookupError) as wrong:
            raise Unusable("no_xml", at=str(wrong)[:120]) from wrong


def _children(events: Iterator[tuple[str, Any]], name: str) -> Iterator[Any]:
    root, depth, within = None, 0, 0
    for event, element in events:
        depth, within = (depth + 1, within + 1) if event == "start" else (depth - 1, within)
        if root is None:
            root = _osm(element)
        if depth > 4 or within > MOST_IN_WAY * 2:
            raise Unusable("no_osm")
        if event == "end" and depth == 1:
            if element.tag == name:
                yield element
            within = 0
            root.clear()


def _osm(root: Any) -> Any:
    if root.tag != "osm":
        raise Unusable("no_osm")
    return root
