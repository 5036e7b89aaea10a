"""Opening a round, sending its proposal back, approving and cancelling it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Attempt, Need, NeedState, Round, RoundState, first_of
from dugnad.areas.competence.pledges.hours import months_ahead
from dugnad.areas.competence.rounds.giving import give_hours
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.working import JOB
from dugnad.areas.competence.rules.rounds import round_thing
from dugnad.kernel.access import Actor, Thing, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.services import start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation, OrganisationKind
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound

LONGEST_TITLE = 120
LONGEST_REASON = 300


def open_round(
    *,
    actor: Actor,
    title: str,
    month: date,
    settings: Settings,
    runner: UUID | None = None,
    invented: bool = False,
) -> Round:
    """Open a round over a month's free hours and ask for a proposal. `runner`: the hub; none: for operators.

    Raises Invalid at the fields, Conflict while another round of the month is open.
    """
    require(actor, "open", round_thing(None, runner))
    _check_runner(runner)
    settings.checked()
    row = Round(
        title=_title(title),
        month=_month(month),
        runner_id=runner,
        opened_by_id=actor.person,
        invented=invented,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            detail = {"month": f"{month:%Y-%m}"}
            record("competence.round_opened", actor=actor, thing=thing_of(row), detail=detail)
            _ask(row, settings, actor, "")
    except IntegrityError as taken:
        raise Conflict(_("A round of this month is open already.")) from taken
    return row


def _check_runner(runner: UUID | None) -> None:
    hubs = Organisation.objects.filter(kind=OrganisationKind.HUB, left_at=None)
    if runner and not hubs.filter(id=runner).exists():
        raise Forbidden(_("Rounds are run by hubs, and by those who run the platform."))


def _title(title: str) -> str:
    name = " ".join(title.split())
    if not name or len(name) > LONGEST_TITLE:
        raise Invalid(
            fields={"title": _("Write a title of at most %(most)d characters.") % {"most": LONGEST_TITLE}}
        )
    return name


def _month(month: date) -> date:
    first = first_of(month)
    if first not in months_ahead(timezone.localdate()):
        raise Invalid(fields={"month": _("Choose this month or one of the two next.")})
    return first


@transaction.atomic
def send_back(*, actor: Actor, round: UUID, seen: UUID, settings: Settings, why: str) -> Attempt:
    """Ask for a new proposal with changed settings, saying why. Conflict if the proposal is another than was seen."""
    row, _attempt = _proposed(actor, round, seen)
    settings.checked()
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(
            fields={"why": _("Say why, in at most %(most)d characters.") % {"most": LONGEST_REASON}}
        )
    row.state = RoundState.COUNTING
    row.save(update_fields=["state"])
    record("competence.round_sent_back", actor=actor, thing=thing_of(row), detail={"why": reason})
    return _ask(row, settings, actor, reason)


@transaction.atomic
def approve(*, actor: Actor, round: UUID, seen: UUID) -> Round:
    """Approve the proposal that was seen: all its hours are reserved, or none.

    Raises Conflict where hours are gone or a need is closed since; then the round must be worked out again.
    """
    row, attempt = _proposed(actor, round, seen)
    with wall.system():
        _check_open(attempt)
        give_hours(row, attempt, actor)
        concerned = set(attempt.placings.values_list("organisation", flat=True))
    row.state, row.approved_by_id, row.approved_at = RoundState.APPROVED, actor.person, timezone.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    record("competence.round_approved", actor=actor, thing=thing_of(row), concerns=sorted(concerned),
           detail={"digest": attempt.digest})  # fmt: skip
    return row


@transaction.atomic
def cancel(*, actor: Actor, round: UUID) -> Round:
    """Give a round up before it is approved."""
    row = _runs(actor, round)
    if row.state in (RoundState.APPROVED, RoundState.CANCELLED):
        raise Conflict(_("The round is closed already."))
    row.state, row.cancelled_at = RoundState.CANCELLED, timezone.now()
    row.save(update_fields=["state", "cancelled_at"])
    record("competence.round_cancelled", actor=actor, thing=thing_of(row))
    return row


def thing_of(row: Round) -> Thing:
    """The round, as access sees it."""
    return round_thing(row.id, row.runner_id)


def _ask(row: Round, settings: Settings, actor: Actor, why: str) -> Attempt:
    number = row.attempts.count() + 1
    made = Attempt.objects.create(
        round=row, number=number, settings=asdict(settings), why_again=why, asked_by_id=actor.person
    )
    made.job = start(JOB, actor=actor, attempt=str(made.id)).id
    made.save(update_fields=["job"])
    return made


def _runs(actor: Actor, round: UUID) -> Round:
    row = Round.objects.select_for_update().filter(id=round).first()
    if row is None:
        raise NotFound
    require(actor, "run", thing_of(row))
    return row


def _proposed(actor: Actor, round: UUID, seen: UUID) -> tuple[Round, Attempt]:
    row = _runs(actor, round)
    latest = row.attempts.order_by("-number").first()
    if row.state != RoundState.PROPOSED or latest is None or latest.id != seen:
        raise Conflict(_("The proposal has changed since you looked."))
    return row, latest


def _check_open(attempt: Attempt) -> None:
    given = Need.objects.filter(placings__attempt=attempt, placings__given__gt=0)
    if given.exclude(state=NeedState.OPEN).exists():
        raise Conflict(_("A need was answered or withdrawn since the proposal. Work it out again."))
