"""Requests: sending them to experts, and each side's moves. Every move is one line that both sides see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, ContactState, Expert, Need, NeedState, Side
from dugnad.areas.competence.needs import cleaning, promised
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.services.rows import (
    contact_row,
    need_of,
    new_contact,
    own_need,
    settle,
    tell,
)
from dugnad.areas.competence.needs.things import thing_of_contact
from dugnad.areas.competence.pledges.selectors import experts_open_to
from dugnad.areas.competence.rules.needs import LIVE, Act, NotNow, Standing, moved, silent_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid, NotFound

MOST_AT_ONCE = 5
ACTION = {Side.ASKER: "steer", Side.RECEIVER: "answer"}
EVENTS = {
    Act.ACCEPT: "accepted",
    Act.DECLINE: "declined",
    Act.PROPOSE: "proposed",
    Act.PROMISE: "promised",
    Act.WITHDRAW: "withdrawn",
    Act.UNDO: "undone",
    Act.FINISH: "finished",
}
# Acts that one side alone can do; else it is the side whose turn it is.
SIDES = {
    Act.DECLINE: Side.RECEIVER,
    Act.PROMISE: Side.RECEIVER,
    Act.WITHDRAW: Side.ASKER,
    Act.FINISH: Side.ASKER,
}


@transaction.atomic
def send(
    *,
    actor: Actor,
    need: UUID,
    experts: Sequence[UUID],
    message: str = "",
    hours: int | None = None,
    by_round: bool = False,
) -> list[Contact]:
    """Ask one or more experts; from now on their organisations may read the need.

    Raises Invalid at `experts` for who cannot be asked (hidden from, own, resting, asked already, or too many at
    once) and at `hours`; Conflict where the need is closed.
    """
    row = own_need(actor, need)
    if row.state in (NeedState.WITHDRAWN, NeedState.DONE) or row.forgotten_at:
        raise Conflict(_("This need is closed. Ask anew."))
    wanted = cleaning.cleaned({"hours": row.hours if hours is None else hours})["hours"]
    said = cleaning.note(message, "message")
    asked = [
        new_contact(row, one.organisation_id, expert=one, message=said, hours=wanted, by_round=by_round)
        for one in askable(actor, row, experts)
    ]
    row.sent_at, row.hours = row.sent_at or timezone.now(), wanted
    row.save(update_fields=["sent_at", "hours"])
    settle(row)
    for contact in asked:
        tell("sent", actor, contact, hours=wanted)
    return asked


def askable(actor: Actor, need: Need, experts: Sequence[UUID]) -> list[Expert]:
    """The experts, if each can be asked for the need now; Invalid at `experts`."""
    rows = list(experts_open_to(actor).filter(id__in=list(experts)))
    hidden = hidden_from(need) | {need.organisation_id}
    if not rows or len(rows) < len(set(experts)) or any(row.organisation_id in hidden for row in rows):
        raise Invalid(fields={"experts": _("Choose experts who take requests.")})
    live = dict(need.contacts.filter(state__in=LIVE, offer=None).values_list("expert", "expert__name"))
    if again := [live[row.id] for row in rows if row.id in live]:
        raise Invalid(fields={"experts": _("%(name)s has been asked already.") % {"name": again[0]}})
    require_room(need, len(rows), "experts")
    return rows


def require_room(need: Need, more: int, field: str) -> None:
    """Raises Invalid at the field where so many more requests would be too many at once."""
    if need.contacts.filter(state__in=LIVE).count() + more > MOST_AT_ONCE:
        told = _("At most %(most)d requests at once. Withdraw one first.") % {"most": MOST_AT_ONCE}
        raise Invalid(fields={field: told})


def accept(*, actor: Actor, contact: UUID) -> Contact:
    """Say yes, to a request or to a proposed time; the hours are reserved. Conflict where too few are free."""
    return _move(actor, contact, Act.ACCEPT, after=promised.reserve)


def decline(*, actor: Actor, contact: UUID, reason: str) -> Contact:
    """Say no, with a reason; also after having accepted. Hours that were reserved are let go."""
    said = cleaning.note(reason, "reason")
    if not said:
        raise Invalid(fields={"reason": _("Say why, so that they can ask somebody else.")})
    return _move(actor, contact, Act.DECLINE, after=promised.release, reason=said)


def propose(
    *, actor: Actor, contact: UUID, start: datetime, minutes: int = 60, where: str = "", reason: str = ""
) -> Contact:
    """Propose a time (another one, too); the other side accepts it or proposes one in turn."""
    values = cleaning.proposal(start, minutes, where) | {"reason": cleaning.note(reason, "reason")}
    return _move(actor, contact, Act.PROPOSE, after=promised.release, counted=True, **values)


def promise(*, actor: Actor, contact: UUID, answer_by: date) -> Contact:
    """Promise to answer by a day; until then nobody reminds."""
    return _move(actor, contact, Act.PROMISE, answer_by=cleaning.promise(answer_by))


def withdraw(*, actor: Actor, contact: UUID) -> Contact:
    """The asker takes the request back."""
    return _move(actor, contact, Act.WITHDRAW, after=promised.release)


def undo(*, actor: Actor, contact: UUID) -> Contact:
    """Undo having declined or withdrawn, for a day; it waits for an answer again."""
    return _move(actor, contact, Act.UNDO, reason="", answer_by=None)


def finish(
    *, actor: Actor, contact: UUID, outcome: str, satisfaction: int, hours_used: int = 0, said: str = ""
) -> Contact:
    """How it went, 1 to 5, and the hours that it took, which go to the expert's ledger."""
    values = cleaning.outcome(outcome, satisfaction, said, hours_used)
    return _move(actor, contact, Act.FINISH, after=promised.use, **values)


@transaction.atomic
def close(*, actor: Actor, contact: UUID, reason: str) -> Contact:
    """The human who looks after silence closes the request, in words to both sides."""
    row = contact_row(contact)
    if row.escalated_at is None:
        raise NotFound
    require(actor, "settle", silent_thing(row.id, row.matcher_id))
    said = cleaning.note(reason, "reason")
    if not said:
        raise Invalid(fields={"reason": _("Say why.")})
    return shut(actor, row, said)


def shut(actor: Actor, row: Contact, reason: str = "") -> Contact:
    """Close a request that nobody answered. In a transaction; access was asked for elsewhere."""
    if row.state not in (ContactState.SENT, ContactState.PROPOSED):
        raise Conflict(_("It has been answered meanwhile."))
    now = timezone.now()
    row.state, row.turn, row.reason, row.moved_at, row.ended_at = ContactState.CLOSED, "", reason, now, now
    with wall.system():
        row.save(update_fields=["state", "turn", "reason", "moved_at", "ended_at"])
    settle(need_of(row))
    tell("closed", actor, row)
    return row


def withdraw_all(actor: Actor, need: Need) -> None:
    """Withdraw every request of a need that is not at an end. In a transaction."""
    for id in need.contacts.filter(state__in=LIVE).values_list("id", flat=True):
        withdraw(actor=actor, contact=id)


@transaction.atomic
def _move(
    actor: Actor,
    contact: UUID,
    act: Act,
    *,
    after: Callable[[Actor, Contact], None] | None = None,
    counted: bool = False,
    **values: Any,
) -> Contact:
    row = contact_row(contact)
    require(actor, "read", thing_of_contact(row))
    side = _side(row, act, actor)
    require(actor, ACTION[side], thing_of_contact(row))
    now = timezone.now()
    try:
        row.state, row.turn = moved(Standing(row.state, row.turn, row.moved_at), act, side, now)
    except NotNow as no:
        raise Conflict(_("This cannot be done now: it has been answered, or the other side is next.")) from no
    for name, value in values.items():
        setattr(row, name, value)
    _count(row, act, now, counted=counted)
    if after:
        after(actor, row)
    _keep(row)
    settle(need_of(row))
    tell(EVENTS[act], actor, row, **_detail(act, row))
    return row


def _side(row: Contact, act: Act, actor: Actor) -> Side:
    """Which side the actor is on in this: whose act it is, else whose turn, else where the actor has a role."""
    if act in SIDES:
        return SIDES[act]
    if act is Act.UNDO:
        return Side.RECEIVER if row.state == ContactState.DECLINED else Side.ASKER
    ours = row.asker_id in actor.organisations
    if row.turn and row.organisation_id in actor.organisations and ours:
        return Side(row.turn)
    return Side.ASKER if ours else Side.RECEIVER


def _count(row: Contact, act: Act, now: datetime, *, counted: bool) -> None:
    """Times and counters: who is waited for is reminded from now on, anew."""
    if act is not Act.PROMISE:
        row.moved_at, row.reminded, row.reminded_at = now, 0, None
        row.escalated_at = row.matcher = None
    if row.answered_at is None and act in (Act.ACCEPT, Act.DECLINE, Act.PROPOSE):
        row.answered_at = now
    row.ended_at = None if row.state in LIVE else now
    row.revision += counted


def _keep(row: Contact) -> None:
    try:
        with transaction.atomic(), wall.system():
            row.save()
    except IntegrityError as taken:
        raise Conflict(_("%(name)s has been asked again meanwhile.") % {"name": row.whom}) from taken


def _detail(act: Act, row: Contact) -> dict[str, Any]:
    if act is Act.PROPOSE and row.start:
        return {"start": row.start.isoformat(timespec="minutes")}
    if act is Act.PROMISE and row.answer_by:
        return {"day": row.answer_by.isoformat()}
    return {"hours": row.hours_used} if act is Act.FINISH else {}
