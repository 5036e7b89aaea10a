"""What can be wrong with a file or a way, and what was left out, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.walking.routing import NO_NETWORK, NOT_CONNECTED, TOO_FAR
from dugnad.engines.walking.values import Unusable

EXCLUDED = {
    "motorway": gettext_lazy("Motorways and other roads where nobody may walk"),
    "tunnel": gettext_lazy("Tunnels for cars"),
    "closed_to_walkers": gettext_lazy("Closed to those who walk"),
    "private": gettext_lazy("Private roads"),
    "area": gettext_lazy("Squares drawn as areas"),
    "other_kind": gettext_lazy("Roads being built, and other kinds"),
    "said_not_walkable": gettext_lazy("Marked as not walkable"),
    "no_line": gettext_lazy("Not lines"),
    "cut_off": gettext_lazy("Cut off at the edge of the file"),
}
MISSING = {
    NO_NETWORK: gettext_lazy("There is no walking network for that day."),
    TOO_FAR: gettext_lazy("One of the places lies more than 300 metres from every road in the network."),
    NOT_CONNECTED: gettext_lazy("No way in the network connects the two places."),
}
REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "unknown": gettext_lazy("The file is neither GeoJSON nor an OpenStreetMap extract (.osm)."),
    "pbf": gettext_lazy(
        "This is OpenStreetMap's packed format (.osm.pbf). Make it plain first: osmium cat file.osm.pbf -o file.osm"
    ),
    "packed": gettext_lazy("The file is packed (%(format)s). Unpack it first."),
    "too_large": gettext_lazy(
        "The file is %(size)s; %(most_size)s is the most. Cut out your municipality, or use the command line."
    ),
    "no_json": gettext_lazy("The file is broken: it is no whole JSON."),
    "no_geojson": gettext_lazy("The file holds no GeoJSON features."),
    "no_xml": gettext_lazy("The file is broken: it is no whole XML (%(at)s)."),
    "no_osm": gettext_lazy("The file is XML, but not from OpenStreetMap."),
    "no_place": gettext_lazy("A place cannot be read: %(given)s"),
    "projection": gettext_lazy(
        "The file uses the projection %(name)s. Save it as longitude and latitude (WGS84, EPSG:4326)."
    ),
    "metres": gettext_lazy(
        "%(given)s is no longitude and latitude; it looks like metres (UTM). Save the file as WGS84 (EPSG:4326)."
    ),
    "swapped": gettext_lazy("%(given)s: latitude stands first. GeoJSON has longitude first."),
    "not_in_norway": gettext_lazy("%(given)s lies outside Norway."),
    "nothing_to_walk": gettext_lazy("The file holds no way that can be walked."),
    "too_many_points": gettext_lazy("The file has more than %(most)s points. Cut out your municipality."),
    "too_many_sections": gettext_lazy(
        "The network has more than %(most)s sections. Cut out your municipality."
    ),
}


def refusal(wrong: Unusable) -> str:
    """Why a file cannot be used, and what to do."""
    about = dict(wrong.about)
    about |= {
        "size": filesizeformat(about.get("bytes", 0)),
        "most_size": filesizeformat(about.get("most", 0)),
    }
    return str(REFUSALS[wrong.code]) % about


def numbers(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures of a report, each with what it is."""
    if not report:
        return []
    return [
        (_("Sections"), f"{report['sections']}"),
        (_("Kilometres"), f"{report['kilometres']:.1f}"),
        (_("Junctions"), f"{report['junctions']}"),
        (_("Parts that hang together"), f"{report['parts']}"),
        (_("Kilometres in the largest part"), f"{report['largest']['kilometres']:.1f}"),
        (_("Sections without a name"), f"{report['unnamed']}"),
    ]


def left_out(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What was left out of a file, and how many."""
    found = report.get("excluded", {})
    return [(str(EXCLUDED.get(reason, reason)), count) for reason, count in found.items()]


def apart(report: Mapping[str, Any]) -> list[str]:
    """Parts that do not hang together with the largest, one line each."""
    return [_apart(one) for one in report.get("apart", ())]


def _apart(one: Mapping[str, Any]) -> str:
    where = ", ".join(one["names"]) or _("without a name")
    longitude, latitude = one["at"]
    place = f"{latitude:.5f}, {longitude:.5f}"
    text = _("%(where)s: %(kilometres)s km at %(place)s")
    return text % {"where": where, "kilometres": f"{one['kilometres']:.1f}", "place": place}
