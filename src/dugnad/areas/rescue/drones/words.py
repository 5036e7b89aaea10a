"""Missions, flights and zones in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

COMPASS = (
    gettext_lazy("north"),
    gettext_lazy("north-east"),
    gettext_lazy("east"),
    gettext_lazy("south-east"),
    gettext_lazy("south"),
    gettext_lazy("south-west"),
    gettext_lazy("west"),
    gettext_lazy("north-west"),
)
RESTRICTIONS: Mapping[str, Any] = {
    "PROHIBITED": gettext_lazy("Forbidden"),
    "REQ_AUTHORISATION": gettext_lazy("Needs permission"),
    "CONDITIONAL": gettext_lazy("On conditions"),
    "NO_RESTRICTION": gettext_lazy("No restriction"),
}
FAULTS: Mapping[str, Any] = {
    "no_link": gettext_lazy("The link to the drone could not be opened."),
    "no_vehicle": gettext_lazy("No drone was heard on the link."),
    "refused": gettext_lazy("The drone did not take the mission. Try another firmware profile."),
    "upload_timed_out": gettext_lazy("The drone did not take the whole mission in time."),
    "command_refused": gettext_lazy("The drone refused to start."),
    "no_answer": gettext_lazy("The drone did not answer."),
    "lost": gettext_lazy("Nothing was heard from the drone for a minute. It goes on by its own rules."),
    "stopped": gettext_lazy("The platform was stopped while it flew. The drone goes on by itself."),
    "restarted": gettext_lazy("The platform was restarted while it flew. The drone goes on by itself."),
    "forbidden": gettext_lazy("It would enter a zone that is forbidden now."),
    "no_drone": gettext_lazy("No drone is connected to this installation."),
}


def direction(heading: float) -> str:
    """A heading from true north as a word."""
    return str(COMPASS[round(heading / 45) % 8])


def cannot_words(reason: str, values: Mapping[str, float]) -> tuple[str, str]:
    """Why no mission fulfils the wish: the field to change, empty for none, and the words."""
    numbers = {key: f"{value:.0f}" for key, value in values.items()}
    told = {
        "no_plan": ("", _("The building has no plan yet. Its owner must send one in first.")),
        "outline": ("", _("The plan's rooms enclose no area that could be flown around.")),
        "height": ("", _("The building's height is not known, or is not between 0 and 400 metres.")),
        "facade": ("facade", _("The building has no facade of that number.")),
        "heights": (
            "highest",
            _("The greatest height is lower than the lowest that can be flown, 3 metres."),
        ),
        "roof_too_high": (
            "highest",
            _("The flight over the roof would be at %(height)s m, higher than allowed.") % numbers
            if "height" in numbers
            else "",
        ),
        "too_many": (
            "overlap",
            _("That takes %(points)s pictures, more than one mission can have. Lower the overlap.") % numbers
            if "points" in numbers
            else "",
        ),
        "no_room": ("stand_off", _("There is no room before this facade at that distance.")),
        "all_forbidden": ("", _("A zone forbids all of this flight.")),
        "shut_off": ("stand_off", _("No way leads around the zones at that distance from the building.")),
    }
    return told.get(reason, (reason, _("This value cannot be flown.")))


def warning_words(warnings: Iterable[str]) -> list[str]:
    """What falls short of a mission that is possible."""
    told = {
        "battery": _("This takes more than one battery. Fly one facade at a time, or from farther away."),
        "coverage": _("Not all is seen. The facades below 95 % are marked."),
        "return": _(
            "The straight way back is not free. Fly home by hand, or set a return height above the roof."
        ),
    }
    return [told[warning] for warning in warnings if warning in told]


def zone_words(zones: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each zone near the building: how it is held as the kind of a tag, and words."""
    return [(KINDS[zone["held"]], _zone(zone)) for zone in zones]


KINDS = {"kept_out": "act", "permitted": "watch", "warned": "watch"}


def _zone(zone: Mapping[str, Any]) -> str:
    name = f"{zone['name']} ({zone['identifier']})" if zone["name"] else zone["identifier"]
    held = {
        "kept_out": _("%(zone)s: the flight keeps out of it."),
        "permitted": _("%(zone)s: you say that you have permission."),
        "warned": _("%(zone)s: read its conditions before you fly."),
    }[zone["held"]] % {"zone": name}
    parts = [held]
    if zone.get("at_times"):
        parts.append(_("It holds at certain times only; here it is taken to hold always."))
    return " ".join(parts)


def unreadable_words(fault: Exception) -> str:
    """Why a file of zones was refused."""
    values = {"zone": "", "most": ""} | dict(getattr(fault, "values", {}))
    told = {
        "too_large": _("The file is too large: %(most)s MB at most."),
        "no_json": _("This is no JSON file."),
        "no_zones": _("There are no zones in the file. It must be ED-269, with a list of 'features'."),
        "too_many": _("The file has more than %(most)s zones."),
        "twice": _("A zone stands in the file twice."),
        "restriction": _("Zone %(zone)s: the restriction is not known."),
        "identifier": _("Zone %(zone)s: the identifier lacks or is too long."),
        "geometry": _("Zone %(zone)s: it has no geometry."),
        "limits": _("Zone %(zone)s: its heights cannot be read."),
        "shape": _("Zone %(zone)s: its outline cannot be read."),
    }
    return told.get(getattr(fault, "reason", ""), _("Zone %(zone)s cannot be read.")) % values


def minutes(seconds: float) -> str:
    """Seconds as minutes, for a flight's length."""
    number = max(1, round(seconds / 60))
    return ngettext("%(n)s minute", "%(n)s minutes", number) % {"n": number}


def facade_words(facade: str) -> str:
    """'the roof', or 'facade 3'; `facade` as hot spots keep it."""
    if not facade.lstrip("-").isdigit():
        return _("outside")
    return _("the roof") if int(facade) < 0 else _("facade %(number)s") % {"number": int(facade) + 1}
