"""Who may do what here, and the states a description goes through. Services are public; what residents say is not."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.access import Anyone, Kind, Operator, Role, Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.problems import Problem

KEEPERS = Role("administrator", "member")

SERVICE = Kind(
    "services.service",
    {"read": (Anyone(),), "change": (Operator(), KEEPERS)},
)
# All that one organisation describes, by the organisation's id.
CATALOGUE = Kind(
    "services.catalogue",
    {
        "read": (Anyone(),),
        "add": (Operator(), KEEPERS),
        "see_what_residents_say": (Operator(), Role()),
    },
)
FEEDBACK = Kind(
    "services.feedback",
    {"read": (Operator(), Role()), "settle": (Operator(), KEEPERS)},
    secret=True,
)
TERRITORY = Kind(
    "services.territory",
    {"read": (Anyone(),), "change": (Operator(), KEEPERS), "assign": (Operator(),)},
)

SERVICE_FIELDS = Fields(owner="owner")
FEEDBACK_FIELDS = Fields(owner="owner")


class Level(StrEnum):
    """Who is responsible by law: municipality, county or state."""

    MUNICIPAL = "municipal"
    COUNTY = "county"
    STATE = "state"


class State(StrEnum):
    """What a description is to residents on a day."""

    VALID = "valid"
    COMING = "coming"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


def state(valid_from: date | None, valid_until: date | None, withdrawn: bool, on: date) -> State:
    """What a description is on the day `on`; both days of its validity are days on which it holds."""
    if withdrawn:
        return State.WITHDRAWN
    if valid_from and on < valid_from:
        return State.COMING
    return State.ENDED if valid_until and on > valid_until else State.VALID


def service_thing(service: UUID | None, owner: UUID) -> Thing:
    return Thing(SERVICE, service, owner=owner)


def catalogue_thing(organisation: UUID) -> Thing:
    return Thing(CATALOGUE, organisation, owner=organisation)


def feedback_thing(feedback: UUID | None, owner: UUID) -> Thing:
    return Thing(FEEDBACK, feedback, owner=owner)


def territory_thing(territory: UUID | None, organisation: UUID | None) -> Thing:
    return Thing(TERRITORY, territory, owner=organisation)


class TooMuchFeedback(Problem):
    """More was sent from one place in an hour than is taken in."""

    status = 429
    code = "too-much-feedback"
    title = _("Too much at once")


class NoRdf(Problem):
    """What was sent is no RDF of the kind that is read; `detail` names the line where there is one."""

    status = 422
    code = "no-rdf"
    title = _("This file cannot be read")
