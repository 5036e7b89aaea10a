"""Who may do what with members of the network, their units, people and roles."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

from dugnad.kernel.access import Anyone, Kind, Operator, Role, Self, Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.problems import Invalid

ORGANISATION = Kind(
    "organisations.organisation",
    {
        "read": (Anyone(),),
        "add": (Operator(),),
        "change": (Operator(), Role("administrator")),
        "see_people": (Operator(), Role()),
        "manage_people": (Operator(), Role("administrator")),
    },
)
MEMBERSHIP = Kind(
    "organisations.membership",
    {
        "read": (Operator(), Self(), Role()),
        "change": (Operator(), Role("administrator")),
    },
    secret=True,
)
MEMBERSHIP_FIELDS = Fields(owner="organisation", person="person")


def organisation_thing(organisation: UUID) -> Thing:
    return Thing(ORGANISATION, organisation, owner=organisation)


def membership_thing(membership: UUID, organisation: UUID, person: UUID) -> Thing:
    return Thing(MEMBERSHIP, membership, owner=organisation, person=person)


def clean_number(text: str) -> str:
    """The nine digits of an organisation number; Invalid at the field `number` when it cannot be one."""
    number: str = orgnr.compact(text)
    if not orgnr.is_valid(number):
        raise Invalid(fields={"number": _number_fault(number)})
    return number


def _number_fault(number: str) -> str:
    if len(number) != 9 or not number.isdigit():
        return str(_("An organisation number has nine digits."))
    return str(_("The check digit is wrong. Look for two digits that changed places."))
