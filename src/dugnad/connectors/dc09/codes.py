"""From the codes of panels to what happened: SIA DC-03 (level 2 and up) and DC-05 (Contact ID).

What may be a fire counts as one: a code is taken for less only when its name says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siadc09 import dc03  # type: ignore[import-untyped]

from dugnad.connectors.dc09.values import Event, What

DCS: dict[str, What] = {
    **dict.fromkeys(("FA", "FG", "FM", "KA", "SA", "GA"), "fire"),
    **dict.fromkeys(("MA", "PA", "QA"), "person"),
}
# Words of DC-03's names, looked for in this order.
WORDS: tuple[tuple[What, tuple[str, ...]], ...] = (
    ("restore", ("Restor", "Unbypass", "Cancel", "Silenced", "Completed")),
    ("test", ("Test",)),
    (
        "fault",
        ("Trouble", "Supervis", "Missing", "Bypass", "Fail", "Fault", "Tamper", "Low", "Battery", "Required"),
    ),
)
CONTACT_ID: dict[str, What] = {
    **dict.fromkeys(("110", "112", "113", "114", "117", "118", "151"), "fire"),
    **dict.fromkeys(("111", "116"), "smoke"),
    "115": "manual",
    **dict.fromkeys(("100", "101", "102", "103", "120", "122", "123", "129"), "person"),
    **dict.fromkeys(("601", "602", "603", "604", "607", "608"), "test"),
}
CLASSES: dict[str, What] = {"2": "fault", "3": "fault", "5": "fault"}
# The panel says what raised the alarm (DC-09, X-data T).
MANUAL = "M"
RESTORED = "3"
EVENT_BLOCKS = ("N", "O")
LONGEST_TEXT = 200


def dcs_event(block: Any, trigger: str) -> Iterator[Event]:
    """The events of a DC-03 block of new or old events; one 'other' when its codes are not known."""
    if str(block.functioncode) not in EVENT_BLOCKS:
        return
    if not hasattr(block, "events"):
        text = _printable(block.content or b"")
        yield Event("other", text[:2], text=text)
        return
    for one in block.events:
        group = one.modifiers.get("ri")
        what = _triggered(dcs_kind(one.code), trigger)
        text = (one.descr or "")[:LONGEST_TEXT]
        yield Event(what, one.code, _address(one.addr), str(group.value) if group else "", text)


def dcs_kind(code: str) -> What:
    """What a code of DC-03 tells."""
    name = dc03.BLOCK["N"]["block"].get(code, {}).get("name", "")
    return DCS.get(code) or _named(name)


def contact_id_event(event: Any, trigger: str) -> Event:
    """The event of a Contact ID block. Qualifier 3 restores; 6 says that it still lasts, and counts as new."""
    what = CONTACT_ID.get(event.code) or CLASSES.get(event.code[:1], "other")
    if event.qualifier == RESTORED and what != "test":
        what = "restore"
    return Event(
        _triggered(what, trigger),
        f"{event.qualifier}{event.code}",
        _address(event.addr),
        _address(event.group),
    )


def _named(name: str) -> What:
    return next((what for what, words in WORDS if any(word in name for word in words)), "other")


def _triggered(what: What, trigger: str) -> What:
    return "manual" if what == "fire" and trigger == MANUAL else what


def _address(value: object) -> str:
    """An address as panels print it: DC-03 and DC-05 write it in hexadecimal digits."""
    if isinstance(value, int):
        return f"{value:X}" if value else ""
    return str(value or "")


def _printable(content: bytes) -> str:
    text = "".join(char for char in content.decode("ascii", "replace") if char.isprintable())
    return text[:LONGEST_TEXT]
