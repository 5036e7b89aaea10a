"""Writes CAP 1.2. What goes to shared channels tells how many need help, never who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from dugnad.connectors.cap.reading import NAMESPACE

URGENCY = ("Immediate", "Expected", "Future", "Past", "Unknown")
SEVERITY = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
CERTAINTY = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")


@dataclass(frozen=True, slots=True)
class Area:
    """Where: in words, a circle (latitude, longitude in degrees, radius in km), and codes by name."""

    says: str
    circle: tuple[float, float, float] | None = None
    geocodes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Info:
    """What is told in one language. `counts`: numbers by what they count, such as {'storey 2': 7}."""

    event: str
    headline: str
    language: str = "nb"
    description: str = ""
    urgency: str = "Immediate"
    severity: str = "Severe"
    certainty: str = "Likely"
    sender_name: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


def write(
    *,
    identifier: str,
    sender: str,
    sent: datetime,
    infos: Sequence[Info],
    area: Area,
    status: str = "Actual",
    kind: str = "Alert",
    references: str = "",
) -> bytes:
    """A message (UTF-8 XML) to a restricted circle. `sent` with its time zone; `references` names what it updates.

    ValueError for an identifier or sender with spaces, commas or markup, or a count that is no whole number.
    """
    for text in (identifier, sender):
        if not text or any(char in text for char in " ,<&"):
            raise ValueError("identifier and sender have no spaces, commas or markup (CAP 1.2, 3.2.1)")
    root = etree.Element(_tag("alert"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    _add(root, identifier=identifier, sender=sender, sent=_moment(sent), status=status, msgType=kind)
    _add(root, scope="Restricted", restriction="Emergency services")
    if references:
        _add(root, references=references)
    for info in infos:
        _add_info(root, info, area)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add_info(root: etree._Element, info: Info, area: Area) -> None:
    node = etree.SubElement(root, _tag("info"))
    _add(node, language=info.language)
    for category in ("Fire", "Rescue"):
        _add(node, category=category)
    _add(node, event=info.event, urgency=info.urgency, severity=info.severity, certainty=info.certainty)
    optional = {"senderName": info.sender_name, "headline": info.headline, "description": info.description}
    _add(node, **{name: text for name, text in optional.items() if text})
    for name, number in info.counts.items():
        if not isinstance(number, int):
            raise ValueError("only counts are told")
        _add_pair(node, "parameter", name, str(number))
    _add_area(node, area)


def _add_area(info: etree._Element, area: Area) -> None:
    node = etree.SubElement(info, _tag("area"))
    _add(node, areaDesc=area.says)
    if area.circle:
        latitude, longitude, radius = area.circle
        _add(node, circle=f"{latitude:.5f},{longitude:.5f} {radius:g}")
    for name, value in area.geocodes.items():
        _add_pair(node, "geocode", name, value)


def _add_pair(parent: etree._Element, name: str, key: str, value: str) -> None:
    _add(etree.SubElement(parent, _tag(name)), valueName=key, value=value)


def _add(parent: etree._Element, **texts: str) -> None:
    for name, text in texts.items():
        etree.SubElement(parent, _tag(name)).text = "".join(c for c in text if c.isprintable() or c in "\n\t")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _moment(at: datetime) -> str:
    """As CAP wants it: to the second, with the zone's distance in hours and minutes, never 'Z'."""
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.replace(microsecond=0).isoformat()
