"""Detectors: which address of the alarm panel watches which room, by file or one by one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.models import Building, Detector
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, NotFound

MOST = 20_000
MOST_TOLD = 50
HEADINGS = {"address", "adresse", "detector", "detektor"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file."""

    number: int
    address: str
    space: str
    label: str


@transaction.atomic
def set_detector(*, actor: Actor, building: UUID, address: str, space: str, label: str = "") -> Detector:
    """The detector with this address watches that room. Invalid."""
    row = _changing(actor, building)
    spaces = _spaces(row)
    found = Row(1, address.strip(), space, label.strip())
    wrong = _wrong(found, spaces)
    if wrong:
        raise Invalid(fields=dict([wrong]))
    made, _new = Detector.objects.update_or_create(
        building=row,
        address=found.address,
        defaults={"space": spaces[found.space.casefold()], "label": found.label},
    )
    record("rescue.detectors_changed", actor=actor, thing=thing_of(row), detail={"number": 1})
    return made


@transaction.atomic
def set_detectors(*, actor: Actor, building: UUID, content: bytes) -> int:
    """Put the detectors of a CSV file (address; space; label) in place of all others; returns how many.

    A space is given by its id or its name. Nothing is changed if a line is wrong: Invalid tells each.
    """
    row = _changing(actor, building)
    rows = _rows(content)
    spaces = _spaces(row)
    _all_right(rows, spaces)
    row.detectors.all().delete()
    Detector.objects.bulk_create(
        Detector(building=row, address=r.address, space=spaces[r.space.casefold()], label=r.label)
        for r in rows
    )
    record("rescue.detectors_changed", actor=actor, thing=thing_of(row), detail={"number": len(rows)})
    return len(rows)


@transaction.atomic
def remove_detector(*, actor: Actor, building: UUID, detector: UUID) -> None:
    """The detector is there no more."""
    row = _changing(actor, building)
    gone, _what = row.detectors.filter(id=detector).delete()
    if not gone:
        raise NotFound
    record("rescue.detectors_changed", actor=actor, thing=thing_of(row), detail={"number": 1})


def _changing(actor: Actor, building: UUID) -> Building:
    row = find_building(building, lock=True)
    require(actor, "change", thing_of(row))
    if row.plan is None:
        raise Conflict(_("The building has no plan yet."))
    return row


def _spaces(row: Building) -> dict[str, str]:
    """Ids by id and by name, where only one room has the name; in small letters."""
    spaces = row.plan.plan["spaces"] if row.plan else []
    names: dict[str, set[str]] = {}
    for space in spaces:
        names.setdefault(space["name"].casefold(), set()).add(space["id"])
    by_name = {name: min(ids) for name, ids in names.items() if len(ids) == 1}
    return by_name | {space["id"].casefold(): space["id"] for space in spaces}


def _rows(content: bytes) -> list[Row]:
    text = _text(content)
    first = text.split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error as broken:
        raise Invalid(fields={"file": _("This is not a CSV file.")}) from broken
    rows = [
        Row(number, *(cell.strip() for cell in (*line, "", "")[:3]))
        for number, line in enumerate(lines, 1)
        if any(cell.strip() for cell in line) and len(line) > 0
    ]
    if rows and rows[0].address.casefold() in HEADINGS:
        rows = rows[1:]
    if not rows:
        raise Invalid(fields={"file": _("The file holds no detectors.")})
    if len(rows) > MOST:
        raise Invalid(fields={"file": _("The file holds more than 20,000 lines.")})
    return rows


def _text(content: bytes) -> str:
    for coding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(coding).replace("\r\n", "\n").replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1").replace("\x00", "")


def _wrong(row: Row, spaces: Mapping[str, str]) -> tuple[str, str] | None:
    if not 0 < len(row.address) <= 40:
        return "address", _("Write an address of 1 to 40 characters.")
    if row.space.casefold() not in spaces:
        return "space", _("There is no room called “%(space)s”, or there are several.") % {
            "space": row.space[:60]
        }
    if len(row.label) > 120:
        return "label", _("Write at most 120 characters.")
    return None


def _all_right(rows: list[Row], spaces: Mapping[str, str]) -> None:
    found: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        wrong = _wrong(row, spaces)
        if wrong:
            found.append(_("Line %(line)s: %(what)s") % {"line": row.number, "what": wrong[1]})
        elif row.address in seen:
            found.append(
                _("Line %(line)s: the address %(address)s stands on line %(other)s too.")
                % {"line": row.number, "address": row.address, "other": seen[row.address]}
            )
        seen.setdefault(row.address, row.number)
    if found:
        more = (
            [_("And %(number)s more.") % {"number": len(found) - MOST_TOLD}] if len(found) > MOST_TOLD else []
        )
        raise Invalid(
            fields={"file": " ".join([*found[:MOST_TOLD], *more])}, lines=[*found[:MOST_TOLD], *more]
        )
