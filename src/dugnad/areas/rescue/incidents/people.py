"""The people in an incident as the commander sees them: in the order in which they must be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dugnad.areas.rescue.incidents.states import Kind, PersonState, Said, State
from dugnad.areas.rescue.models import Incident
from dugnad.areas.rescue.models.residents import Stairs
from dugnad.areas.rescue.residents.door import (
    PersonSeen,
    Position,
    has_two_steps,
    may_see_people,
    people_in,
)
from dugnad.engines.egress.plan import Plan, Space
from dugnad.kernel.access import Actor

# A place is 'seen' while one room is this probable, or the sighting is this fresh.
SURE = 0.5
FRESH = timedelta(minutes=2)
UNKNOWN_ALONE = 60.0


@dataclass(frozen=True, slots=True)
class Helped:
    """One person who needs help; `home` is what their own room is called.

    `known`: 'seen', 'registered' or 'unknown', `space`: the most probable one, `sureness` its probability.
    `margin`: seconds between the time available and the time required, low and high; None: unknown.
    `advice`: way in, way out, refuge and team, as the assessment gives them.
    """

    need: PersonSeen
    space: str
    room: str
    home: str
    storey: str
    known: str
    sureness: float
    advice: Mapping[str, Any]
    state: PersonState
    said: Said | None

    @property
    def id(self) -> str:
        return str(self.need.id)

    @property
    def seen_at(self) -> datetime | None:
        return self.need.position.seen_at if self.need.position else None

    @property
    def beliefs(self) -> Mapping[str, float]:
        """Probability by space; what is left to 1 is unknown."""
        return self.need.position.beliefs if self.need.position else {}

    @property
    def margin(self) -> tuple[float, float] | None:
        found = self.advice.get("margin")
        return (found[0], found[1]) if found else None

    @property
    def done(self) -> bool:
        return self.state is PersonState.SAFE

    @property
    def urgency(self) -> tuple[bool, bool, float, str]:
        """Those not safe first, then the least margin; not known counts as none, unless they walk by themselves."""
        alone = self.need.stairs == Stairs.ALONE and not self.need.carriers
        unknown = UNKNOWN_ALONE if alone else 0.0
        margin = self.margin[0] if self.margin else unknown
        return (self.done, self.state is PersonState.ASSISTED, margin, self.room)


def helped(
    actor: Actor,
    incident: Incident,
    state: State,
    plan: Plan | None,
    advice: Mapping[str, Any],
    now: datetime,
) -> tuple[Helped, ...] | None:
    """Those who need help, most urgent first; None for those to whom the register is sealed.

    It stays sealed to one who has not signed in with two steps, and the rest of the incident is shown.
    """
    if not may_see_people(actor, incident) or not has_two_steps(actor):
        return None
    spaces = {space.id: space for space in plan.spaces} if plan else {}
    rows = (_helped(one, state, spaces, advice, now) for one in people_in(actor, incident.id))
    return tuple(sorted(rows, key=lambda one: one.urgency))


def _helped(
    one: PersonSeen, state: State, spaces: Mapping[str, Space], advice: Mapping[str, Any], now: datetime
) -> Helped:
    known, place, sureness = place_of(one.position, one.space, now)
    space = spaces.get(place)
    return Helped(
        need=one,
        space=place,
        room=space.name if space else place,
        home=spaces[one.space].name if one.space in spaces else one.space,
        storey=space.storey if space else "",
        known=known,
        sureness=sureness,
        advice=advice.get(str(one.id), {}),
        state=state.person(str(one.id)),
        said=state.said(Kind.PERSON, str(one.id)),
    )


def place_of(position: Position | None, registered: str, now: datetime) -> tuple[str, str, float]:
    """How a person's place is known, the most probable space and its probability."""
    if position is None or position.seen_at is None or not position.beliefs:
        return ("registered", registered, 0.0) if registered else ("unknown", "", 0.0)
    space, chance = max(position.beliefs.items(), key=lambda item: item[1])
    if chance >= SURE or now - position.seen_at <= FRESH:
        return "seen", space, chance
    return "unknown", space, chance
