"""Who may read a need and what may become of a request. Pure: no clock, no database.

A need is for the organisation that has it, and for those it was sent to, from then on. Whoever is hidden from is never
among them. Hubs and those who run the platform read it only when it was handed to them, or after silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from dugnad.areas.competence.models.needs import ContactState, NeedState, Side
from dugnad.kernel.access import Kind, Operator, Party, Role, Self, Thing
from dugnad.kernel.access.queries import Fields

NEED = Kind(
    "competence.need",
    {
        "read": (Role(), Party()),
        "add": (Role(),),
        "manage": (Role(),),
        "statistics": (Role(),),
    },
    secret=True,
)
# The same need for those it was handed to.
HANDED = Kind(
    "competence.handed_need", {"read": (Party(), Operator()), "reply": (Party(), Operator())}, secret=True
)
CONTACT = Kind(
    "competence.contact",
    {"read": (Role(), Party()), "steer": (Role(),), "answer": (Party("administrator"), Self())},
    secret=True,
)
# The same request after silence, for whoever then looks after it.
SILENT = Kind(
    "competence.silent_contact", {"read": (Party(), Operator()), "settle": (Party(), Operator())}, secret=True
)
KINDS = (NEED, HANDED, CONTACT, SILENT)

NEED_FIELDS = Fields(owner="organisation", parties="parties")
HANDED_FIELDS = Fields(parties="matcher")
CONTACT_FIELDS = Fields(owner="asker", parties="organisation", person="expert__person")
SILENT_FIELDS = Fields(parties="matcher")


def need_thing(need: UUID | None, owner: UUID, parties: Iterable[UUID] = ()) -> Thing:
    """`parties`: the organisations that were asked and have not said no."""
    return Thing(NEED, need, owner=owner, parties=frozenset(parties))


def handed_thing(need: UUID, matcher: UUID | None) -> Thing:
    return Thing(HANDED, need, parties=frozenset({matcher} if matcher else ()))


def contact_thing(contact: UUID, asker: UUID, receiver: UUID, person: UUID | None) -> Thing:
    """`person`: the expert."""
    return Thing(CONTACT, contact, owner=asker, parties=frozenset({receiver}), person=person)


def silent_thing(contact: UUID, matcher: UUID | None) -> Thing:
    return Thing(SILENT, contact, parties=frozenset({matcher} if matcher else ()))


class Act(StrEnum):
    """What can be done with a request."""

    ACCEPT = "accept"
    DECLINE = "decline"
    PROPOSE = "propose"
    PROMISE = "promise"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    FINISH = "finish"
    CLOSE = "close"


class NotNow(ValueError):
    """The request is in a state, or it is a side's turn, that does not allow this."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands: its state, whose answer it waits for (empty: nobody's), and since when."""

    state: str
    turn: str
    since: datetime


S, A, R = ContactState, Side.ASKER, Side.RECEIVER
UNDO_FOR: Final = timedelta(days=1)
LIVE: Final = frozenset({S.SENT, S.PROPOSED, S.ACCEPTED})
WAITING: Final = frozenset({S.SENT, S.PROPOSED})
OTHER: Final = {A: R, R: A}
# (state, act, side) -> state and whose turn it then is; None: the other side's.
MOVES: Final[dict[tuple[str, Act, str], tuple[str, str | None]]] = {
    (S.SENT, Act.ACCEPT, R): (S.ACCEPTED, ""),
    (S.SENT, Act.DECLINE, R): (S.DECLINED, ""),
    (S.SENT, Act.PROPOSE, R): (S.PROPOSED, None),
    (S.SENT, Act.PROMISE, R): (S.SENT, R),
    (S.SENT, Act.WITHDRAW, A): (S.WITHDRAWN, ""),
    (S.PROPOSED, Act.ACCEPT, R): (S.ACCEPTED, ""),
    (S.PROPOSED, Act.ACCEPT, A): (S.ACCEPTED, ""),
    (S.PROPOSED, Act.PROPOSE, R): (S.PROPOSED, None),
    (S.PROPOSED, Act.PROPOSE, A): (S.PROPOSED, None),
    (S.PROPOSED, Act.DECLINE, R): (S.DECLINED, ""),
    (S.PROPOSED, Act.WITHDRAW, A): (S.WITHDRAWN, ""),
    (S.ACCEPTED, Act.PROPOSE, R): (S.PROPOSED, None),
    (S.ACCEPTED, Act.PROPOSE, A): (S.PROPOSED, None),
    (S.ACCEPTED, Act.DECLINE, R): (S.DECLINED, ""),
    (S.ACCEPTED, Act.WITHDRAW, A): (S.WITHDRAWN, ""),
    (S.ACCEPTED, Act.FINISH, A): (S.FINISHED, ""),
    (S.DECLINED, Act.UNDO, R): (S.SENT, R),
    (S.WITHDRAWN, Act.UNDO, A): (S.SENT, R),
}


def moved(standing: Standing, act: Act, side: str, now: datetime) -> tuple[str, str]:
    """The state and turn after an act of one side; raises NotNow.

    A proposed time is accepted by the side whose turn it is. Undoing is possible for a day.
    """
    found = MOVES.get((standing.state, act, side))
    if found is None:
        raise NotNow(f"{act} by {side} when {standing.state}")
    if act is Act.ACCEPT and standing.turn != side:
        raise NotNow("waits for the other side")
    if act is Act.UNDO and now - standing.since > UNDO_FOR:
        raise NotNow("too late")
    state, turn = found
    return state, OTHER[Side(side)] if turn is None else turn


def allowed(standing: Standing, side: str, now: datetime) -> list[Act]:
    """What a side can do now."""
    return [act for act in Act if _can(standing, act, side, now)]


def _can(standing: Standing, act: Act, side: str, now: datetime) -> bool:
    try:
        moved(standing, act, side, now)
    except NotNow:
        return False
    return True


def need_state(states: Collection[str], *, sent: bool, in_round: bool, withdrawn: bool) -> str:
    """What a need's requests make of it."""
    if withdrawn:
        return NeedState.WITHDRAWN
    if S.ACCEPTED in states:
        return NeedState.AGREED
    if in_round or WAITING & set(states):
        return NeedState.OPEN
    if S.FINISHED in states:
        return NeedState.DONE
    return NeedState.OPEN if sent else NeedState.DRAFT


class Step(StrEnum):
    """What silence calls for."""

    REMIND = "remind"
    HAND_OVER = "hand_over"


LADDER: Final = (7, 14, 21)
GRACE: Final = timedelta(days=3)


def next_step(
    since: datetime, promised: date | None, reminded: int, reminded_at: datetime | None, now: datetime
) -> tuple[Step, int] | None:
    """What is due after silence since `since`, and which rung of the ladder it is; None: nothing yet.

    A reminder after 7, 14 and 21 days; three days after the last one a human. Who promised an answer is left in
    peace until three days after that day. What was missed while nobody looked is not sent twice: only the latest rung.
    """
    if promised and now.date() < promised + GRACE:
        return None
    rung = sum(now - since >= timedelta(days=days) for days in LADDER)
    if rung > reminded:
        return Step.REMIND, rung
    rested = reminded_at is not None and now - reminded_at >= GRACE
    over = now - since >= timedelta(days=LADDER[-1]) + GRACE
    return (Step.HAND_OVER, rung) if over and rested else None
