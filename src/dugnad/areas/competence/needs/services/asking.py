"""Asking in one's own words, hiding it, taking it back, handing it to a human."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Need, NeedState, Profile, Size, Urgency
from dugnad.areas.competence.needs import gaps, mail
from dugnad.areas.competence.needs.cleaning import cleaned, note
from dugnad.areas.competence.needs.enterprises import filled_in
from dugnad.areas.competence.needs.finding import find
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.selectors import hub_for, wish_of
from dugnad.areas.competence.needs.services.contacting import withdraw_all
from dugnad.areas.competence.needs.services.rows import own_need, settle
from dugnad.areas.competence.needs.things import thing_of_need
from dugnad.areas.competence.rules.needs import LIVE, handed_thing, need_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import Conflict, Invalid, NotFound

PUBLIC = (OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.STATE)
TOLD = ("size", "industry")
CHANGEABLE = ("text", "county", "size", "industry", "hours", "urgency", "in_person")


def ask(*, actor: Actor, organisation: UUID, text: str, invented: bool = False, **said: Any) -> Need:
    """Keep a need in one's own words; nothing is sent yet. The organisation fills in what is not said.

    `said`: county, size, industry, hours, urgency, in_person. Raises Invalid at the fields. The register of
    enterprises, where one is connected, is asked once, before anything is written.
    """
    require(actor, "add", need_thing(None, organisation))
    asker = Organisation.objects.filter(id=organisation, left_at=None).first()
    if asker is None:
        raise NotFound
    given = {name: value for name, value in said.items() if value not in ("", None)}
    known = _known(asker)
    if not known.get("size") and not {"size", "industry"} <= given.keys():
        known = {**filled_in(asker), **{name: value for name, value in known.items() if value}}
    values = cleaned({"hours": 2, "urgency": Urgency.MONTH, **known, **given, "text": text})
    return _keep(actor, asker, values, invented=invented)


@transaction.atomic
def _keep(actor: Actor, asker: Organisation, values: dict[str, Any], *, invented: bool) -> Need:
    row = Need(
        organisation=asker,
        asked_by_id=actor.person,
        language=(get_language() or "nb")[:2],
        kind=asker.kind,
        place=asker.place,
        invented=invented,
        **values,
    )
    row.save(force_insert=True)
    _remember(asker, values)
    look(actor, row)
    record("competence.asked", actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def change_need(*, actor: Actor, need: UUID, **said: Any) -> Need:
    """Change what is said of a need; its own words only until it is sent."""
    row = own_need(actor, need)
    _require_open(row)
    values = cleaned({name: value for name, value in said.items() if name in CHANGEABLE})
    if values.get("text", row.text) != row.text and row.sent_at:
        told = _("It has been sent already. Withdraw it, or ask anew.")
        raise Invalid(fields={"text": told})
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    _remember(row.organisation, values)
    look(actor, row)
    record("competence.need_changed", actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def hide_need(*, actor: Actor, need: UUID, organisations: Collection[UUID], industry: bool) -> Need:
    """Set whom it is hidden from: organisations by id, and all other companies of the industry.

    Invalid for the asker itself, for who is not there, for who was asked already, or where no industry is known.
    """
    row = own_need(actor, need)
    _require_open(row)
    named = Organisation.objects.filter(id__in=organisations)
    if len(named) < len(set(organisations)) or row.organisation_id in organisations:
        raise Invalid(fields={"hidden_from": _("Choose other organisations of the network.")})
    if industry and not row.industry:
        raise Invalid(fields={"hidden_industry": _("Say which industry you are in first.")})
    row.hidden_industry = industry
    row.hidden_from.set(named)
    asked = set(row.contacts.filter(state__in=LIVE).values_list("organisation", flat=True))
    if asked & hidden_from(row):
        raise Invalid(fields={"hidden_from": _("One of them has been asked. Withdraw that request first.")})
    row.save(update_fields=["hidden_industry"])
    record("competence.need_hidden", actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def withdraw_need(*, actor: Actor, need: UUID) -> Need:
    """Take it back, and every request that waits for an answer or was accepted."""
    row = own_need(actor, need)
    _require_open(row)
    withdraw_all(actor, row)
    row.in_round, row.handed_at, row.matcher = False, None, None
    row.save(update_fields=["in_round", "handed_at", "matcher"])
    settle(row, withdrawn=True)
    record("competence.need_withdrawn", actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def reopen_need(*, actor: Actor, need: UUID) -> Need:
    """Undo that it was withdrawn. Requests stay withdrawn until they are sent anew."""
    row = own_need(actor, need)
    if row.state != NeedState.WITHDRAWN or row.forgotten_at:
        raise Conflict(_("This need is not withdrawn."))
    settle(row)
    record("competence.need_reopened", actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def join_round(*, actor: Actor, need: UUID, join: bool) -> Need:
    """Take part in the next round, or not; who runs the round then reads the need."""
    row = own_need(actor, need)
    _require_open(row)
    row.in_round, row.sent_at = join, row.sent_at or (timezone.now() if join else None)
    row.save(update_fields=["in_round", "sent_at"])
    settle(row)
    what = "competence.round_joined" if join else "competence.round_left"
    record(what, actor=actor, thing=thing_of_need(row))
    return row


@transaction.atomic
def hand_over(*, actor: Actor, need: UUID) -> Need:
    """'None of these': a human looks at it, of the county's hub if it may know of it, else who runs the platform."""
    row = own_need(actor, need)
    _require_open(row)
    if row.handed_at:
        return row
    row.matcher, row.handed_at = hub_for(row), timezone.now()
    row.sent_at = row.sent_at or row.handed_at
    row.save(update_fields=["matcher", "handed_at", "sent_at"])
    gaps.note(row.text, row.county, row.organisation_id)
    settle(row)
    record("competence.need_handed", actor=actor, thing=thing_of_need(row), concerns=[row.matcher_id])
    mail.post("handed", need=row.id)
    return row


@transaction.atomic
def reply(*, actor: Actor, need: UUID, text: str) -> Need:
    """The human's answer to a need that was handed over."""
    row = Need.objects.select_for_update().filter(id=need, handed_at__isnull=False).first()
    if row is None:
        raise NotFound
    require(actor, "reply", handed_thing(row.id, row.matcher_id))
    said = note(text, "text")
    if not said:
        raise Invalid(fields={"text": _("Write an answer.")})
    with wall.system():
        row.reply, row.replied_at = said, timezone.now()
        row.save(update_fields=["reply", "replied_at"])
    record("competence.need_replied", actor=actor, thing=thing_of_need(row), concerns=[row.matcher_id])
    mail.post("replied", need=row.id)
    return row


def look(actor: Actor, row: Need) -> None:
    """Count what answers it; what has no good answer is noted as a gap."""
    answers = find(actor, row.text, wish_of(row), but={*hidden_from(row), row.organisation_id})
    row.found = len(answers.experts) + len(answers.offers)
    row.save(update_fields=["found"])
    if not answers.good:
        gaps.note(row.text, row.county, row.organisation_id)


def _known(asker: Organisation) -> dict[str, Any]:
    told = Profile.objects.filter(organisation=asker).values(*TOLD).first() or {}
    known = {"county": asker.county, **told}
    if asker.kind in PUBLIC:
        known["size"] = Size.PUBLIC
    return known


def _remember(asker: Organisation, values: dict[str, Any]) -> None:
    """What was told now need not be told the next time."""
    told = {name: values[name] for name in TOLD if values.get(name)}
    if told and asker.kind not in PUBLIC:
        Profile.objects.update_or_create(organisation=asker, defaults=told | {"changed_at": timezone.now()})


def _require_open(row: Need) -> None:
    if row.state in (NeedState.WITHDRAWN, NeedState.DONE) or row.forgotten_at:
        raise Conflict(_("This need is closed. Ask anew."))
