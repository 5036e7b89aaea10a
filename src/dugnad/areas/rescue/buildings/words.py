"""A plan's report in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dugnad.engines.egress.assembly.values import Unusable

MEGABYTE = 1024 * 1024
REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "unknown_format": gettext_lazy("This is not a plan that can be read. Send IFC, IMDF (.zip) or GeoJSON."),
    "broken": gettext_lazy("The file is broken and cannot be read. Export it once more."),
    "no_reader": gettext_lazy(
        "IFC cannot be read here. Whoever runs the platform must install the extra 'ifc'."
    ),
    "no_features": gettext_lazy("This JSON holds no plan: a FeatureCollection is needed."),
    "no_storeys": gettext_lazy("The file holds no storeys, so there is no building in it."),
    "no_spaces": gettext_lazy(
        "The file holds no rooms, and its walls enclose none. Export it with rooms (IfcSpace, called Room or"
        " Zone in most programs)."
    ),
    "scale": gettext_lazy(
        "The building is as large as no building is. Check the unit of length and export it again."
    ),
    "too_slow": gettext_lazy(
        "Reading the file took too long. Export only storeys, rooms, walls, doors and stairs."
    ),
}
ARCHIVES = {
    "bomb": gettext_lazy("The archive unpacks to more than a plan can hold."),
    "broken": gettext_lazy("The archive is broken."),
    "no_plan": gettext_lazy("The archive holds no plan: neither IFC nor IMDF with levels and units."),
}


def refusal(reason: Unusable) -> str:
    """Why a file cannot be used, and what to do."""
    facts = reason.facts
    if reason.code == "too_large" and facts:
        values = {"size": _megabytes(facts["bytes"]), "most": _megabytes(facts["most"])}
        return _("The file is %(size)s MB; the most is %(most)s MB. Leave out furniture and pipes.") % values
    if reason.code == "too_large":
        return _(
            "The file needs more memory than there is. Export only storeys, rooms, walls, doors and stairs."
        )
    if reason.code == "too_many":
        values = {"spaces": _number(facts["spaces"]), "most": _number(facts["most"])}
        return (
            _("The file holds %(spaces)s elements; the most is %(most)s. Send one building at a time.")
            % values
        )
    if reason.code == "archive":
        return str(ARCHIVES.get(facts.get("why", ""), ARCHIVES["broken"]))
    return str(REFUSALS.get(reason.code, REFUSALS["broken"]))


def _number(value: float) -> str:
    return number_format(value, force_grouping=True)


def _megabytes(size: int) -> str:
    return _number(-(-size // MEGABYTE))


LOOSE = {
    "no_space": gettext_lazy("touches no room"),
    "one_space": gettext_lazy("has no room on the other side"),
    "same_space": gettext_lazy("has the same room on both sides"),
    "above_ground": gettext_lazy("leads outside above the ground"),
    "one_end": gettext_lazy("reaches a room at one end only"),
}
STUCK = {
    "no_way": gettext_lazy("no door, opening or stair touches it"),
    "cut_off": gettext_lazy("leads only to rooms that lead nowhere"),
}
GUESSED = {
    "spaces": gettext_lazy("Rooms drawn from the walls"),
    "door.width": gettext_lazy("Width of doors"),
    "exit.width": gettext_lazy("Width of exits"),
    "exit.exit": gettext_lazy("Exits taken to lead outside"),
    "opening.width": gettext_lazy("Width of openings"),
    "stair.width": gettext_lazy("Width of stairs"),
    "stair.length": gettext_lazy("Length of stairs"),
    "stair.riser": gettext_lazy("Height of steps"),
    "stair.tread": gettext_lazy("Depth of steps"),
    "ramp.width": gettext_lazy("Width of ramps"),
    "ramp.length": gettext_lazy("Length of ramps"),
    "ramp.slope": gettext_lazy("Slope of ramps: taken to be passable by wheelchair"),
    "lift.stops": gettext_lazy("Stops of lifts"),
}


def guesses(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was guessed, in words, and how often."""
    return [(str(GUESSED.get(key, key)), number) for key, number in found.items()]


MARKS = {
    "defibrillator": gettext_lazy("Defibrillator"),
    "extinguisher": gettext_lazy("Fire extinguisher"),
    "alarm_button": gettext_lazy("Manual call point"),
    "first_aid": gettext_lazy("First aid"),
    "emergency_phone": gettext_lazy("Emergency phone"),
    "meeting_point": gettext_lazy("Meeting point"),
    "shelter": gettext_lazy("Emergency shelter"),
    "refuge": gettext_lazy("Refuge for people who cannot use stairs"),
    "entry": gettext_lazy("Entrance"),
    "stairs": gettext_lazy("Stairs"),
    "escalator": gettext_lazy("Escalator"),
    "elevator": gettext_lazy("Lift"),
    "ramp": gettext_lazy("Ramp"),
}


def slope(value: float) -> str:
    """A slope as people say it: 1:12."""
    return f"1:{number_format(round(1 / value, 1))}" if value > 0 else ""


SAID = {
    "rooms_from_walls": gettext_lazy(
        "The file holds no rooms. They were drawn from the walls: check all of them."
    ),
    "outside_spaces": gettext_lazy("Outdoor areas count as outside."),
    "site_dropped": gettext_lazy("The coordinates are a country's, not a building's: set its place by hand."),
}


def notes(report: Mapping[str, Any]) -> Iterable[str]:
    """How the file was understood, in sentences."""
    for warning in report["scale_warnings"]:
        yield _(
            "The file's unit of length is wrong: the building would be %(found)s m long. It was made %(factor)s"
            " times as large."
        ) % {"found": _number(warning["found"]), "factor": number_format(warning["factor"])}
    for note in report["notes"]:
        said = _note(note["code"], int(note["number"]))
        yield from filter(None, [f"{said} ({note['text']})" if said and note["text"] else said])
    if report["empty_storeys"]:
        yield _("Storeys without rooms were left out: %(names)s.") % {
            "names": ", ".join(report["empty_storeys"])
        }


def _note(code: str, number: int) -> str:
    if code in SAID:
        return str(SAID[code])
    if code == "property_sets_ignored":
        text = ngettext(
            "%(number)s fire rating says nothing of use and was not believed.",
            "%(number)s fire ratings say nothing of use and were not believed.",
            number,
        )
    elif code == "moved":
        text = ngettext(
            "%(number)s room was listed under another storey than it lies on.",
            "%(number)s rooms were listed under another storey than they lie on.",
            number,
        )
    elif code == "steps":
        text = ngettext(
            "%(number)s short stair stays within one storey.",
            "%(number)s short stairs stay within one storey.",
            number,
        )
    elif code == "ramps_apart":
        text = ngettext(
            "%(number)s ramp lies outdoors or within one room, and joins no two rooms.",
            "%(number)s ramps lie outdoors or within one room, and join no two rooms.",
            number,
        )
    else:
        text = _left(code, number)
    return text % {"number": number} if text else ""


def _left(code: str, number: int) -> str:
    if code == "amenities_left":
        return ngettext(
            "%(number)s amenity that does not matter in a fire was left out.",
            "%(number)s amenities that do not matter in a fire were left out.",
            number,
        )
    if code == "amenities_unplaced":
        return ngettext(
            "%(number)s amenity names no room, so its storey is not known; it was left out.",
            "%(number)s amenities name no room, so their storey is not known; they were left out.",
            number,
        )
    if code == "fixtures_left":
        return ngettext("%(number)s fixture was left out.", "%(number)s fixtures were left out.", number)
    return ""


def numbers(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The report's counts, each with its label."""
    rows = [
        (_("Storeys"), report["storeys"]),
        (_("Rooms"), report["spaces"]),
        (_("Doors"), report["doors"]),
        (_("Doors that join two rooms"), report["door_pairs_resolved"]),
        (_("Openings without a door"), report["openings"]),
        (_("Stairs"), report["stairs"]),
        (_("Stairs that join storeys"), report["stairs_linked"]),
        (_("Lifts"), report["lifts"]),
        (_("Ramps"), report.get("ramps", 0)),
        (_("Ramps that join rooms"), report.get("ramps_linked", 0)),
        (_("Exits"), report["exits"]),
        (_("Refuges"), report["refuges"]),
        (_("Parts without a way between them"), report["connected_components"]),
        (_("Rooms in the largest part"), report["largest_component"]),
    ]
    marks = ((str(MARKS[kind]), number) for kind, number in report.get("marks", {}).items())
    return [(label, _number(value)) for label, value in (*rows, *marks)]
