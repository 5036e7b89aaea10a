"""The director of exercises: lets time pass in each, has sensors speak, and does what teams would do.

It says what teams say until a person does: who is marked on a screen is left to that screen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID, uuid4

from django.db import close_old_connections, transaction
from django.utils import timezone

from dugnad.areas.rescue.drones.services import fly_for_exercise
from dugnad.areas.rescue.exercises.simulation import Exercise, Sighting, Someone
from dugnad.areas.rescue.incidents.closing import end
from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.saying import Saying, append
from dugnad.areas.rescue.incidents.states import Kind, PersonState, State
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Assessment, Incident, Team
from dugnad.areas.rescue.models.residents import Device
from dugnad.areas.rescue.residents.assessed import functions_in
from dugnad.areas.rescue.residents.synthetic import tag_of
from dugnad.engines.egress.plan import from_json
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.ledger.services import record

log = logging.getLogger(__name__)
PLATFORM = Actor(operator=True)
STEP = 0.5
# An exercise that nobody closes ends by itself.
LONGEST = timedelta(hours=2)
# Seconds after the alarm at which teams come: name, people, smoke divers, devices.
ARRIVALS = (
    (20.0, "Lag 1", 4, True, {Device.CHAIR.value: 1, Device.SHEET.value: 1}),
    (35.0, "Lag 2", 4, True, {Device.CHAIR.value: 1, Device.SHEET.value: 1}),
    (60.0, "Lag 3", 2, False, {Device.CHAIR.value: 1}),
)
# Teams work this much faster than in life, so that a drill can be followed.
PACE = 2.0
# Seconds after the alarm at which a drone is sent up.
DRONE_AT = 45.0


@dataclass(slots=True)
class Running:
    """One exercise: its people, how far it has come, who has come out, and which teams are on their way to whom."""

    incident: UUID
    building: UUID
    exercise: Exercise
    at: float = 0.0
    arrived: int = 0
    flown: bool = False
    safe: set[str] = field(default_factory=set)
    doing: dict[str, dict[str, Any]] = field(default_factory=dict)

    def step(self, now: float, deliver: Callable[[UUID, Sighting], None]) -> None:
        """Let time pass until `now`, in seconds after the alarm."""
        for sighting in self.exercise.step(self.at, now):
            deliver(self.building, sighting)
        self.at = now
        if now >= DRONE_AT and not self.flown:
            self.flown = True
            fly_for_exercise(self.incident)
        with transaction.atomic():
            row = find_incident(self.incident, lock=True)
            if row.closed_at is None:
                self._say(row, now)

    def _say(self, row: Incident, now: float) -> None:
        state, _said = state_of(row)
        sayings = [*self._come(row, now), *self._came_out(state), *self._work(row, state, now)]
        if sayings:
            append(row, sayings, by=None)
            record(
                "rescue.incident_said", actor=PLATFORM, thing=thing_of(row), detail={"entries": len(sayings)}
            )

    def _come(self, row: Incident, now: float) -> Iterator[Saying]:
        """Teams that come in these seconds."""
        for at, name, size, divers, devices in ARRIVALS[self.arrived :]:
            if now < at:
                return
            self.arrived += 1
            values = {"size": size, "smoke_divers": divers, "devices": devices}
            team, new = Team.objects.get_or_create(incident=row, name=name, defaults=values)
            if new:
                yield _saying(Kind.TEAM, str(team.id), state="ready")

    def _came_out(self, state: State) -> Iterator[Saying]:
        """Those who have come out by themselves are counted at the door."""
        for person, out in self.exercise.out.items():
            if out and person not in self.safe:
                self.safe.add(person)
                if state.person(person) is not PersonState.SAFE:
                    yield _saying(Kind.PERSON, person, state=PersonState.SAFE)

    def _work(self, row: Incident, state: State, now: float) -> Iterator[Saying]:
        """Teams do the tasks that the plan gives them, one after another."""
        found = Assessment.objects.filter(incident=row).first()
        tasks = found.content.get("teams", {}) if found else {}
        for team in map(str, Team.objects.filter(incident=row, left_at=None).values_list("id", flat=True)):
            if team not in self.doing:
                yield from self._begin(team, tasks.get(team, ()), state, now)
            else:
                yield from self._go_on(team, now)

    def _begin(self, team: str, tasks: Any, state: State, now: float) -> Iterator[Saying]:
        taken = {task["person"] for task in self.doing.values()}
        for task in tasks:
            person = task["person"]
            if person in taken or state.person(person) is PersonState.SAFE:
                continue
            inward, whole = (max(4.0, task[key] - task["start"]) / PACE for key in ("reach", "end"))
            self.doing[team] = {"person": person, "reach": now + inward, "end": now + max(whole, inward + 8)}
            yield _saying(Kind.TEAM, team, state="busy", person=person)
            yield _saying(Kind.PERSON, person, state=PersonState.CONTACTED)
            return

    def _go_on(self, team: str, now: float) -> Iterator[Saying]:
        task = self.doing[team]
        person = task["person"]
        if not task.get("reached") and now >= task["reach"]:
            task["reached"] = True
            self.exercise.fetched(person)
            yield _saying(Kind.PERSON, person, state=PersonState.ASSISTED)
        if now >= task["end"]:
            del self.doing[team]
            self.safe.add(person)
            yield _saying(Kind.PERSON, person, state=PersonState.SAFE)
            yield _saying(Kind.TEAM, team, state="ready")


def _saying(kind: Kind, about: str, **value: Any) -> Saying:
    return Saying(uuid4(), kind, about, value, timezone.now())


def begin(row: Incident) -> Running:
    """An exercise as it stands at its beginning, or taken up again after a restart."""
    if row.plan is None or row.building_id is None:
        raise ValueError("an exercise needs a building with a plan")
    plan = from_json(row.plan.plan)
    state, _said = state_of(row)
    people = [
        Someone(one.id, one.space, one.stairs == "alone" and one.hears_alarm, tag_of(one.id))
        for one in functions_in(row)
        if state.person(one.id) is not PersonState.SAFE
    ]
    return Running(
        row.id, row.building_id, Exercise(plan, people, seed=row.id.int & 0xFFFF, burning=state.burning)
    )


@dataclass(slots=True)
class Director:
    """All exercises that run."""

    deliver: Callable[[UUID, Sighting], None]
    running: dict[UUID, Running] = field(default_factory=dict)

    def turn(self) -> int:
        """A step in each; returns how many there are."""
        rows = (
            Incident.objects.filter(closed_at=None, exercise=True).exclude(plan=None).select_related("plan")
        )
        found = {row.id: row for row in rows}
        for gone in self.running.keys() - found.keys():
            del self.running[gone]
        now = timezone.now()
        for id, row in found.items():
            if now - row.opened_at > LONGEST:
                _end(row)
                continue
            if id not in self.running:
                self.running[id] = begin(row)
            self.running[id].step((now - row.opened_at).total_seconds(), self.deliver)
        return len(found)


def _end(row: Incident) -> None:
    """Close an exercise that nobody closed."""
    with transaction.atomic():
        end(find_incident(row.id, lock=True), actor=PLATFORM, outcome="–")


def direct(stopping: Event) -> None:
    """Run exercises for as long as the installation runs."""
    from dugnad.areas.rescue.exercises.speaking import Speaker

    with wall.system():
        director = Director(Speaker().say)
        while not stopping.wait(STEP):
            close_old_connections()
            try:
                director.turn()
            except Exception:
                log.exception("an exercise stumbled")
                stopping.wait(2)
