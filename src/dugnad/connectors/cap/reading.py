"""Reads CAP 1.2. Nothing is asked of a network, no entity is expanded, and no message is large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LARGEST = 64 * 1024
KINDS = ("Alert", "Update", "Cancel", "Ack", "Error")
STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
# The area speaks of these, whatever the sender calls the code of a municipality.
FIRE = "Fire"
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Alert:
    """What a message says, from its first block of information. `kind`: its msgType."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    kind: str
    fire: bool = False
    event: str = ""
    headline: str = ""
    area: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    geocodes: Mapping[str, str] = field(default_factory=dict)


def read(content: bytes) -> Alert:
    """The alert in a message; ValueError that says why it is none."""
    root = _root(content)
    info = root.find(_tag("info"))
    return Alert(
        identifier=_needed(root, "identifier"),
        sender=_needed(root, "sender"),
        sent=_moment(_needed(root, "sent")),
        status=_one_of(_needed(root, "status"), STATUSES, "status"),
        kind=_one_of(_needed(root, "msgType"), KINDS, "msgType"),
        fire=FIRE in _texts(info, "category"),
        event=_first(info, "event"),
        headline=_first(info, "headline"),
        area=_first(info, f"area/{_tag('areaDesc')}"),
        parameters=dict(_pairs(info, "parameter")),
        geocodes=dict(_pairs(info, f"area/{_tag('geocode')}")),
    )


def _root(content: bytes) -> etree._Element:
    if len(content) > LARGEST:
        raise ValueError("larger than 64 kB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise ValueError("not XML") from fault
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ValueError("a document type is not allowed")
    if root.tag != _tag("alert"):
        raise ValueError(f"not an alert of {NAMESPACE}")
    return root


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _path(name: str) -> str:
    """The path of a child; one with a '/' names its first step without the namespace."""
    first, slash, rest = name.partition("/")
    return _tag(first) + slash + rest


def _texts(node: etree._Element | None, name: str) -> list[str]:
    found = [] if node is None else node.findall(_path(name))
    return [(one.text or "").strip()[:LONGEST] for one in found]


def _first(node: etree._Element | None, name: str) -> str:
    return next(iter(_texts(node, name)), "")


def _needed(root: etree._Element, name: str) -> str:
    text = _first(root, name)
    if not text:
        raise ValueError(f"{name} is missing")
    return text


def _pairs(node: etree._Element | None, name: str) -> Iterator[tuple[str, str]]:
    for one in [] if node is None else node.findall(_path(name)):
        yield _first(one, "valueName"), _first(one, "value")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError("sent is not a time") from fault
    if moment.tzinfo is None:
        raise ValueError("sent has no time zone")
    return moment


def _one_of(text: str, known: tuple[str, ...], name: str) -> str:
    if text not in known:
        raise ValueError(f"{name} is not one of {', '.join(known)}")
    return text
