"""When the register may be seen through: an open incident, or an opening that two people made. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.problems import Problem

WAITS = timedelta(hours=24)
ALLOWING = {
    "carer": frozenset({"carer", "administrator"}),
    "responder": frozenset({"responder", "administrator"}),
}


class Sealed(Problem):
    """Nothing opens the register to this reader now."""

    status = 403
    code = "sealed"
    title = _("Who needs help is sealed")
    says = _("It opens for the fire service while an alarm lasts, or when two people open it together.")

    def __init__(self) -> None:
        super().__init__(self.says)


class Alone(Sealed):
    """The incident rests on the word of the reader and of nobody else."""

    says = _("You alone say that it burns. It opens to you when a detector or a colleague says so too.")


class OpeningState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class OpeningValues:
    """What the state of an opening rests on."""

    asked_at: datetime
    allowed_by: UUID | None
    refused_at: datetime | None
    until: datetime | None


def state_of(opening: OpeningValues, at: datetime) -> OpeningState:
    """What has become of an opening at the time `at`. A question that nobody answers lapses after a day."""
    if opening.refused_at:
        return OpeningState.REFUSED
    if opening.allowed_by is None:
        return OpeningState.WAITING if at < opening.asked_at + WAITS else OpeningState.EXPIRED
    return OpeningState.OPEN if opening.until and at < opening.until else OpeningState.EXPIRED


def may_answer(roles: Iterable[str], asked_as: str) -> bool:
    """Whether someone with these roles in the organisation can answer what was asked in the role `asked_as`."""
    return bool(ALLOWING[asked_as] & set(roles))


def rescuers(
    service: UUID | None, closed_at: datetime | None, *, alone: UUID | None = None, reader: UUID | None = None
) -> frozenset[UUID]:
    """The fire services to which an incident opens the register: its own, for as long as it is open.

    Not for the `reader` on whose word `alone` it rests: nobody breaks the seal by an alarm of their own.
    """
    if service is None or closed_at is not None or (alone is not None and alone == reader):
        return frozenset()
    return frozenset({service})
