"""The picture as the screen's templates take it: in words, in order, each part with a mark that changes with it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.drawing import view
from dugnad.areas.rescue.drones.near import people_near
from dugnad.areas.rescue.drones.showing import flight_shown
from dugnad.areas.rescue.drones.words import facade_words
from dugnad.areas.rescue.incidents import words
from dugnad.areas.rescue.incidents.counting import counts_by_storey
from dugnad.areas.rescue.incidents.floors import choices, floors
from dugnad.areas.rescue.incidents.picture import Picture, TeamLine
from dugnad.areas.rescue.incidents.selectors import title, where
from dugnad.areas.rescue.incidents.states import Kind, Said
from dugnad.areas.rescue.sensing.selectors import feeds
from dugnad.engines.egress.plan import WayKind
from dugnad.kernel.identity.models import Person

PARTICULARS: Mapping[str, Any] = {
    "entrance": gettext_lazy("Entrance"),
    "key_safe": gettext_lazy("Key safe"),
    "lifts": gettext_lazy("Lifts"),
    "sprinklers": gettext_lazy("Sprinklers"),
    "vents": gettext_lazy("Smoke vents"),
    "shut_offs": gettext_lazy("Shut-offs"),
    "hazards": gettext_lazy("Hazards"),
    "hydrants": gettext_lazy("Hydrants"),
    "ladders": gettext_lazy("Places for ladders"),
}
FEEDS: Mapping[str, Any] = {
    "broker": gettext_lazy("Link to the sensors"),
    "badge": gettext_lazy("Badge readers"),
    "bed": gettext_lazy("Bed sensors"),
    "door": gettext_lazy("Door contacts"),
    "alarm": gettext_lazy("Safety alarms"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was said and done."""

    at: datetime
    text: str
    who: str


def screen(picture: Picture) -> dict[str, Any]:
    """All that the templates read."""
    shown = {
        "picture": picture,
        "title": title(picture.incident),
        "where": where(picture.building),
        "first_place": _first_place(picture),
        "verdict_word": words.VERDICT_WORDS[picture.state.verdict],
        "counts": _counts(picture),
        "sealed": _sealed(picture),
        "counted": _counted(picture),
        "one_voice": _one_voice(picture),
        "waiting": [one for one in picture.people or () if not one.done],
        "safe": [one for one in picture.people or () if one.done],
        "floors": floors(picture),
        "ramps": picture.plan is not None and any(way.kind is WayKind.RAMP for way in picture.plan.ways),
        "teams": _teams(picture),
        "times": list(_assumed(picture)),
        "particulars": list(_particulars(picture)),
        "flights": [_flight(picture, one) for one in picture.flights],
        "hot_spots": [_spot(picture, one) for one in picture.hot_spots],
        "feeds": list(_feeds(picture)),
        "log": log(picture, picture.log),
        "person_states": [(str(state), word) for state, word in words.PERSON_WORDS.items()],
        "dialogs": [(kind.value, choices(kind)) for kind in (Kind.SPACE, Kind.WAY)],
        "words": list(_words()),
        "mission_url": _mission_url(picture),
    }
    return shown | {"marks": _marks(shown)}


def log(picture: Picture, said: tuple[Said, ...]) -> list[Line]:
    """Entries in words. People are named by their rooms, and only to those who may see them."""
    names = dict(picture.names)
    names |= {one.id: one.home or _("Somebody") for one in picture.people or ()}
    names |= {str(team.row.id): team.row.name for team in picture.teams}
    people = {one.by for one in said if one.by}
    whose = dict(Person.objects.filter(id__in=people).values_list("id", "name"))
    return [
        Line(one.at, words.said_words(one, names), whose.get(one.by, "") if one.by else "") for one in said
    ]


def _first_place(picture: Picture) -> str:
    for alarm in picture.alarms:
        entry = picture.state.said(Kind.ALARM, alarm.detector)
        room = picture.names.get(str(entry.value.get("space")), "") if entry else ""
        if room or alarm.place or alarm.detector:
            return words.place_words(room, alarm.place or alarm.detector)
    return _("Not known")


def _counts(picture: Picture) -> dict[str, Any]:
    people = picture.people or ()
    waiting = [one for one in people if not one.done]
    storeys = {storey.id: storey.name for storey in picture.plan.storeys} if picture.plan else {}
    by_storey = Counter(one.storey for one in waiting if one.storey)
    return {
        "waiting": len(waiting),
        "safe": len(people) - len(waiting),
        "unknown": sum(one.known == "unknown" for one in waiting),
        "by_storey": [(name, by_storey[id]) for id, name in reversed(storeys.items()) if by_storey[id]],
    }


def _sealed(picture: Picture) -> str:
    if picture.incident.closed_at:
        return _("Who needed help is sealed again: the incident is closed.")
    if picture.alone:
        return _("You alone say that it burns. Rooms and needs are shown to your colleagues now.")
    if picture.two_steps:
        return _("Sign in with two steps to see who needs help.")
    return _("Who needs help is shown to the fire service that answers this alarm, and to nobody else.")


def _counted(picture: Picture) -> list[tuple[str, int]]:
    """How many need help on each floor, for the one to whom they are sealed for having told of the fire alone."""
    return list(counts_by_storey(picture).items()) if picture.alone else []


def _one_voice(picture: Picture) -> str:
    """Who alone says that it burns; empty when it is said by more, or by a detector."""
    incident = picture.incident
    return incident.alone.name if incident.alone and not incident.closed_at else ""


def _teams(picture: Picture) -> list[dict[str, Any]]:
    rooms = {one.id: one.home or one.room for one in picture.people or ()}
    return [{"row": team.row, "told": list(_told(picture, team, rooms))} for team in picture.teams]


def _told(picture: Picture, team: TeamLine, rooms: Mapping[str, str]) -> Iterator[str]:
    """What a team does now, by its own word, and what the plan gives it next."""
    if picture.incident.closed_at:
        return
    said = picture.state.said(Kind.TEAM, str(team.row.id))
    if said and said.value.get("state") == "busy":
        yield _("With %(room)s now") % {"room": rooms.get(str(said.value.get("person")), "") or _("somebody")}
    for task in team.tasks[:4]:
        yield words.task_words(task, rooms)


def _assumed(picture: Picture) -> Iterator[str]:
    for key, worst, best, unit in picture.assessment.get("assumptions", ()):
        yield words.assumption(key, worst, best, unit)


def _particulars(picture: Picture) -> Iterator[tuple[str, str]]:
    given = picture.building.particulars if picture.building else {}
    for key, label in PARTICULARS.items():
        lines = given.get(key) or []
        if lines:
            yield str(label), ", ".join(lines if isinstance(lines, list) else [str(lines)])


def _flight(picture: Picture, flight: Any) -> dict[str, Any]:
    """A flight with its drawing while it is in the air: the drone, what it has seen, what was hot."""
    shown = flight_shown(flight)
    now, mission = flight.telemetry, flight.mission
    if shown["in_air"]:
        spots = [(one.place["x"], one.place["y"]) for one in picture.hot_spots if "x" in one.place]
        shown["view"] = view(
            mission.report, mission.points, shares=now.get("facades", {}), craft=now.get("place"), spots=spots
        )
    return shown


def _spot(picture: Picture, spot: Any) -> dict[str, Any]:
    storey = (
        next((one.name for one in picture.plan.storeys if one.id == spot.storey), "") if picture.plan else ""
    )
    room = picture.names.get(spot.space, "") or spot.place.get("text", "") or facade_words(spot.facade)
    near = people_near(picture.plan, spot.space, picture.people or ())
    return {"celsius": round(spot.celsius), "place": ", ".join(filter(None, [room, storey])), "near": near}


def _feeds(picture: Picture) -> Iterator[dict[str, Any]]:
    """What the picture rests on, and how old it is."""
    newest = max((alarm.received_at for alarm in picture.alarms), default=None)
    yield {"kind": "fine" if newest else "unknown", "text": _("Alarms"), "at": newest}
    for feed in feeds(picture.building.id) if picture.building else ():
        yield {
            "kind": "fine" if feed.ok else "watch",
            "text": str(FEEDS.get(feed.sensor, feed.sensor)),
            "at": feed.heard_at,
        }
    late = picture.assessed_at is None or picture.assessment.get("number", 0) < picture.state.number
    yield {"kind": "watch" if late else "fine", "text": _("Times and plan"), "at": picture.assessed_at}


def _words() -> Iterator[tuple[str, str, str]]:
    """What the script shows before the server has answered."""
    for kind, states in words.STATE_WORDS.items():
        for state, word in states.items():
            yield kind.value, str(state).replace("_", ""), str(word)


def _mission_url(picture: Picture) -> str:
    if not (picture.building and picture.plan and picture.commands):
        return ""
    return f"{reverse('rescue:missions', args=[picture.building.id])}?incident={picture.incident.id}"


def _marks(shown: dict[str, Any]) -> dict[str, str]:
    """A mark for each part of the screen that is another as soon as anything in it is."""
    picture: Picture = shown["picture"]
    common = (get_language(), picture.commands, picture.incident.closed_at)
    parts = {
        "head": (shown["verdict_word"], shown["first_place"], shown["where"], shown["one_voice"]),
        "people": (picture.people, picture.assessed_at, shown["counts"], shown["sealed"], shown["counted"]),
        "plan": (shown["floors"], len(picture.hot_spots)),
        "teams": (shown["teams"], shown["times"]),
        "building": shown["particulars"],
        "drone": (shown["flights"], shown["hot_spots"]),
        "feeds": shown["feeds"],
        "log": picture.state.number,
    }
    return {name: _mark(common, part) for name, part in parts.items()}


def _mark(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
