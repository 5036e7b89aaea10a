"""A file of any known format becomes sections and a report of what it held."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from dugnad.engines.walking import geojson, osm
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.network import Section, sections
from dugnad.engines.walking.quality import report
from dugnad.engines.walking.values import Read, Unusable

# The first bytes of files that hold no text.
PACKED = ((b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"))
SEEN = 4096


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file became."""

    sections: list[Section]
    report: dict[str, Any]


def take(opened: osm.Open, size: int) -> Taken:
    """The network of a file that `opened` opens anew each time. Raises Unusable."""
    with opened() as stream:
        start = stream.read(SEEN)
    format = _format(start)
    most = osm.MOST_BYTES if format == "osm" else geojson.MOST_BYTES
    if size > most:
        raise Unusable("too_large", bytes=size, most=most)
    found = _read(opened, format)
    cut = sections(found.lines)
    return Taken(cut, {"format": format, **report(Graph(cut), found.excluded)})


def take_bytes(content: bytes) -> Taken:
    """The same of a file that is held already."""
    return take(lambda: BytesIO(content), len(content))


def _format(start: bytes) -> str:
    if not start.strip():
        raise Unusable("empty")
    if b"OSMHeader" in start[:64]:
        raise Unusable("pbf")
    for sign, name in PACKED:
        if start.startswith(sign):
            raise Unusable("packed", format=name)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return "osm"
    if text.startswith(b"{"):
        return "geojson"
    raise Unusable("unknown")


def _read(opened: osm.Open, format: str) -> Read:
    if format == "osm":
        return osm.read(opened)
    with opened() as stream:
        return geojson.read(stream.read(geojson.MOST_BYTES + 1))
