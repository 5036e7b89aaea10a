"""A human sends on what nobody answered, or what none fitted, to an expert who may know of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, Need, NeedState
from dugnad.areas.competence.needs import cleaning
from dugnad.areas.competence.needs.finding import ExpertHit, find
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.selectors import wish_of
from dugnad.areas.competence.needs.services.contacting import askable, shut
from dugnad.areas.competence.needs.services.rows import contact_row, new_contact, settle, tell
from dugnad.areas.competence.rules.needs import handed_thing, silent_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Conflict, Invalid, NotFound


def candidates(actor: Actor, need: Need) -> Sequence[ExpertHit]:
    """The experts that a need can be sent on to: those that answer it and were not asked before, the best first."""
    with wall.system():
        but = {*hidden_from(need), need.organisation_id}
        asked = set(need.contacts.filter(expert__isnull=False).values_list("expert", flat=True))
    found = find(actor, need.text, wish_of(need), but=but)
    return [hit for hit in (*found.experts, *found.near) if hit.expert.id not in asked]


@transaction.atomic
def pass_on_silent(*, actor: Actor, contact: UUID, expert: UUID, message: str = "") -> Contact:
    """Close a request that nobody answered, and ask another expert; both sides are told.

    NotFound for whoever does not look after it; Invalid at `expert`; Conflict where it was answered meanwhile.
    """
    row = contact_row(contact)
    if row.escalated_at is None:
        raise NotFound
    require(actor, "settle", silent_thing(row.id, row.matcher_id))
    need = _open_need(actor, row.need_id)
    shut(actor, row, _("Sent on to somebody else."))
    return _pass_on(actor, need, expert, message or row.message, row.hours or need.hours)


@transaction.atomic
def pass_on_handed(*, actor: Actor, need: UUID, expert: UUID, message: str = "") -> Contact:
    """Ask an expert for somebody who found none; the asker is told, and can take it back."""
    with wall.system():
        found = Need.objects.filter(id=need, handed_at__isnull=False).values_list("matcher").first()
    if found is None:
        raise NotFound
    require(actor, "reply", handed_thing(need, found[0]))
    row = _open_need(actor, need)
    return _pass_on(actor, row, expert, message, row.hours)


def _open_need(actor: Actor, need: UUID) -> Need:
    with wall.system():
        row = Need.objects.select_for_update().get(id=need)
        hidden = bool(actor.organisations & hidden_from(row))
    if hidden:
        raise NotFound
    if row.state in (NeedState.WITHDRAWN, NeedState.DONE) or row.forgotten_at:
        raise Conflict(_("This need is closed."))
    return row


def _pass_on(actor: Actor, need: Need, expert: UUID, message: str, hours: int) -> Contact:
    said = cleaning.note(message, "message")
    try:
        with wall.system():
            chosen = askable(actor, need, [expert])[0]
    except Invalid as wrong:
        raise Invalid(fields={"expert": wrong.fields["experts"]}) from wrong
    contact = new_contact(
        need, chosen.organisation_id, expert=chosen, message=said, hours=hours, passed_on=True
    )
    settle(need)
    tell("passed_on", actor, contact, name=chosen.name)
    return contact
