"""Who may do what with agreements, signatures and what is shared; and the states an agreement goes through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from dugnad.kernel.access import Granted, Kind, Party, Role, Self, SignedIn, Thing
from dugnad.kernel.access.queries import Fields

NORWAY = ZoneInfo("Europe/Oslo")
DATA_PEOPLE = "network.people"
DATA_SIGNATORIES = "network.signatories"

AGREEMENT = Kind(
    "agreements.agreement",
    {
        "read": (Party(),),
        "add": (Party(),),
        "change": (Party(),),
        "send": (Party("administrator", "signatory"),),
        "revoke": (Party("administrator", "signatory"),),
    },
    secret=True,
)
SUMMARY = Kind("agreements.summary", {"read": (SignedIn(),)})
SIGNATURE = Kind(
    "agreements.signature",
    {
        "read": (Party(),),
        "sign": (Self(),),
        "delegate": (Self(), Role("administrator")),
    },
    secret=True,
)
PEOPLE = Kind("agreements.people", {"read": (Role(), Granted())}, data=DATA_PEOPLE)
SIGNATORIES = Kind("agreements.signatories", {"read": (Role(), Granted())}, data=DATA_SIGNATORIES)

AGREEMENT_FIELDS = Fields(parties="party_rows__organisation")
SIGNATURE_FIELDS = Fields(
    owner="organisation", person="person", parties="round__agreement__party_rows__organisation"
)


def agreement_thing(agreement: UUID, parties: Iterable[UUID]) -> Thing:
    return Thing(AGREEMENT, agreement, parties=frozenset(parties))


def summary_thing(agreement: UUID) -> Thing:
    """What a signed agreement shows to the whole network."""
    return Thing(SUMMARY, agreement)


def signature_thing(signature: UUID, organisation: UUID, person: UUID, parties: Iterable[UUID]) -> Thing:
    return Thing(SIGNATURE, signature, owner=organisation, person=person, parties=frozenset(parties))


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included, as days in Norway."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), NORWAY)

    @property
    def ceases(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + timedelta(days=1), time(), NORWAY)


class Status(StrEnum):
    """Where an agreement is in its life, seen at one moment."""

    DRAFT = "draft"
    SIGNING = "signing"
    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    ENDING = "ending"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DISCARDED = "discarded"


def status(state: str, period: Period, revoked_from: datetime | None, at: datetime) -> Status:
    """The status at the time `at` of an agreement in the stored `state`."""
    if state in ("draft", "signing", "discarded"):
        return Status(state)
    if revoked_from is not None and revoked_from <= at:
        return Status.REVOKED
    if at >= period.ceases:
        return Status.EXPIRED
    if at < period.begins:
        return Status.UPCOMING
    return Status.IN_FORCE if revoked_from is None else Status.ENDING


def in_turn(sequential: bool, position: int, waiting: Iterable[int]) -> bool:
    """True if the signatory at `position` may sign now, given the positions that still wait."""
    return not sequential or position <= min(waiting, default=position)


@dataclass(frozen=True, slots=True)
class Pair:
    """One direction of sharing: from giver to receiver."""

    giver: UUID
    receiver: UUID


def pairs(givers: Iterable[UUID], receivers: Iterable[UUID]) -> tuple[Pair, ...]:
    """Every giver with every receiver other than itself."""
    takers = tuple(receivers)
    return tuple(Pair(giver, taker) for giver in givers for taker in takers if giver != taker)
