"""Needs and requests for tests, all invented, made through the services."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dugnad.areas.competence.models import Contact, Expert, Need
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests.makers import team
from dugnad.kernel.identity.models import Person
from tests.people import acting

WORDS = "Vi vil måle fukt i kjellere på skolene våre og vet ikke hvilke sensorer vi skal velge"


def asked(person: Person, organisation: UUID, text: str = WORDS, **said: Any) -> Need:
    """A need that is written down and not sent."""
    return asking.ask(actor=acting(person), organisation=organisation, text=text, **said)


def sensor_team(organisation: UUID, hours: int = 10, **said: Any) -> Expert:
    """A team that answers `WORDS`."""
    values = {"name": "Sensorlaget", "headline": "Trådløse sensorer i bygg", **said}
    return team(organisation, hours, **values)


def sent(person: Person, organisation: UUID, expert: Expert, **said: Any) -> Contact:
    """A request that waits for an answer."""
    row = asked(person, organisation, **said)
    return contacting.send(actor=acting(person), need=row.id, experts=[expert.id])[0]
