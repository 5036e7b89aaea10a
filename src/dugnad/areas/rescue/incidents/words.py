"""The incident in words: needs, states, ways and what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from dugnad.areas.rescue.incidents.people import Helped
from dugnad.areas.rescue.incidents.states import Kind, PersonState, Said, SpaceState, Verdict, WayState
from dugnad.areas.rescue.models.alarms import AlarmKind
from dugnad.areas.rescue.models.residents import Aid, Device, Stairs

PERSON_WORDS = {
    PersonState.NOT_CONTACTED: gettext_lazy("Not contacted"),
    PersonState.CONTACTED: gettext_lazy("Contacted"),
    PersonState.LOCATED: gettext_lazy("Located"),
    PersonState.ASSISTED: gettext_lazy("Being helped"),
    PersonState.SAFE: gettext_lazy("Safe"),
}
SPACE_WORDS = {
    SpaceState.FIRE: gettext_lazy("Burns"),
    SpaceState.SMOKE: gettext_lazy("Smoke"),
    SpaceState.CLEAR: gettext_lazy("Clear"),
    SpaceState.SEARCHED: gettext_lazy("Searched, empty"),
    SpaceState.UNKNOWN: gettext_lazy("Not known"),
}
WAY_WORDS = {
    WayState.USABLE: gettext_lazy("Usable"),
    WayState.SMOKE: gettext_lazy("Smoke in it"),
    WayState.BLOCKED: gettext_lazy("Blocked"),
    WayState.UNKNOWN: gettext_lazy("Not known"),
}
VERDICT_WORDS = {
    Verdict.UNCONFIRMED: gettext_lazy("Not confirmed"),
    Verdict.CONFIRMED: gettext_lazy("Confirmed"),
    Verdict.FALSE: gettext_lazy("False alarm"),
}
STATE_WORDS: Mapping[Kind, Mapping[Any, Any]] = {
    Kind.PERSON: PERSON_WORDS,
    Kind.SPACE: SPACE_WORDS,
    Kind.WAY: WAY_WORDS,
    Kind.VERDICT: VERDICT_WORDS,
}
NEXT = {
    PersonState.NOT_CONTACTED: PersonState.CONTACTED,
    PersonState.CONTACTED: PersonState.LOCATED,
    PersonState.LOCATED: PersonState.ASSISTED,
    PersonState.ASSISTED: PersonState.SAFE,
    PersonState.SAFE: PersonState.SAFE,
}
TEAM_WORDS = {
    "ready": gettext_lazy("ready"),
    "busy": gettext_lazy("busy"),
    "resting": gettext_lazy("resting"),
    "left": gettext_lazy("has left"),
}


def need_words(one: Helped) -> str:
    """'Cannot use stairs, wheelchair, 2 carriers, evacuation chair, does not hear the alarm'."""
    need = one.need
    parts: list[str] = [str(Stairs(need.stairs).label)]
    if need.aid != Aid.NONE:
        parts.append(str(Aid(need.aid).label).lower())
    if need.carriers:
        parts.append(ngettext("%(n)d carrier", "%(n)d carriers", need.carriers) % {"n": need.carriers})
    if need.device != Device.NONE:
        parts.append(str(Device(need.device).label).lower())
    if not need.hears_alarm:
        parts.append(_("does not hear the alarm"))
    if need.lives_alone:
        parts.append(_("lives alone"))
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """Seconds as m:ss, from an hour on as h:mm:ss, with a minus sign when the time is over."""
    minutes, left = divmod(abs(round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
    return f"{'−' if seconds < 0 else ''}{told}"


def place_words(room: str, place: str) -> str:
    """A room of the plan and what the transmitter calls it: '205, Linen store', but 'Rom 205' alone."""
    if room.casefold() in place.casefold().split():
        return place
    return ", ".join(filter(None, [room, place]))


def said_words(said: Said, names: Mapping[str, str]) -> str:
    """What an entry says, in a line; `names` are of rooms, doors, people and teams by id."""
    about = names.get(said.about) or names.get(str(said.value.get("space")), "")
    if said.kind in STATE_WORDS:
        word = str(STATE_WORDS[Kind(said.kind)].get(said.value.get("state"), ""))
        return f"{about}: {word.lower()}" if about else word
    if said.kind == Kind.TEAM and (whom := names.get(str(said.value.get("person")))):
        return _("%(team)s: with %(whom)s") % {"team": about or _("Team"), "whom": whom}
    return _FREE[Kind(said.kind)](said, about)


def _alarm(said: Said, about: str) -> str:
    kind = AlarmKind(said.value.get("kind", AlarmKind.OTHER)).label
    return f"{kind}: {about or said.value.get('detector') or _('place unknown')}"


def _team(said: Said, about: str) -> str:
    return f"{about or _('Team')}: {TEAM_WORDS.get(str(said.value.get('state')), '')}"


def _text(said: Said, about: str) -> str:
    return str(said.value.get("text", ""))


def _closed(said: Said, about: str) -> str:
    return _("Closed: %(outcome)s") % {"outcome": said.value.get("text", "")}


def _particular(said: Said, about: str) -> str:
    words = {"working": _("works"), "failed": _("does not work"), "unknown": _("not known")}
    return f"{said.about}: {words.get(str(said.value.get('state')), '')}"


_FREE = {
    Kind.ALARM: _alarm,
    Kind.TEAM: _team,
    Kind.NOTE: _text,
    Kind.DRONE: _text,
    Kind.CLOSED: _closed,
    Kind.PARTICULAR: _particular,
}


def way_words(one: Helped) -> str:
    """The recommended way in, and the way out or the refuge, with the team that goes."""
    advice = one.advice
    parts = []
    if advice.get("team"):
        parts.append(str(advice["team"]))
    if advice.get("in"):
        parts.append(_("in: %(way)s") % {"way": advice["in"]})
    if advice.get("refuge"):
        parts.append(_("to refuge: %(place)s") % {"place": advice["refuge"]})
    elif advice.get("out"):
        parts.append(_("out: %(way)s") % {"way": advice["out"]})
    if why := advice.get("why"):
        parts.append(_(why) % _named(advice.get("values") or {}))
    return " · ".join(parts)


def times_words(one: Helped) -> str:
    """How long a person needs and how long there is, each as a range; empty where either is not known."""
    need, have = one.advice.get("need"), one.advice.get("have")
    if not (need and have):
        return ""
    return _("needs %(need)s, has %(have)s") % {"need": _range(need), "have": _range(have)}


def _range(span: Sequence[float]) -> str:
    return f"{clock(span[0])}–{clock(span[1])}"


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    """What belongs in the gaps of an engine's sentence, with devices in the reader's words."""
    labels = {device.value: str(device.label).lower() for device in Device}
    return {key: labels.get(value, value) for key, value in values.items()}


def task_words(task: Mapping[str, Any], rooms: Mapping[str, str]) -> str:
    """One task of a team: 'Room 216 by Trapp B (2:05)'."""
    room = rooms.get(str(task.get("person")), "") or _("somebody")
    way = _(" by %(way)s") % {"way": task["in"]} if task.get("in") else ""
    return f"{room}{way} ({clock(task['end'])})"


def assumption(key: str, worst: float, best: float, unit: str) -> str:
    """'A closed door holds smoke back for: 60 to 600 s'."""
    return f"{_(key)}: {worst:g} – {best:g} {unit}".strip()


# What the engines say, for the catalogues.
ENGINE = (
    gettext_noop("A team is on its way."),
    gettext_noop("In time only if the fire grows slowly."),
    gettext_noop("cannot leave alone"),
    gettext_noop("place not known"),
    gettext_noop("no way out"),
    gettext_noop("No team finds an open way in."),
    gettext_noop("There is no open way out on which they can be moved."),
    gettext_noop("Needs %(needed)s carriers, %(present)s are here."),
    gettext_noop("There is no %(device)s here."),
    gettext_noop("Nobody here can handle the %(device)s."),
    gettext_noop("The fire reaches one megawatt after"),
    gettext_noop("The fire has burnt before the alarm for"),
    gettext_noop("A room is lost when clear air reaches up only to"),
    gettext_noop("Smoke spills through a door when it hangs as low as"),
    gettext_noop("A ceiling lies below the next floor by"),
    gettext_noop("Smoke spreads along a ceiling at"),
    gettext_noop("Smoke rises in a stair at"),
    gettext_noop("A closed door holds smoke back for"),
    gettext_noop("A fire door holds smoke back for"),
    gettext_noop("A door not known to be closed stands open (1) or closed (0)"),
)
