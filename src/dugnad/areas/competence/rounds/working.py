"""Working out a round: a job that gathers, allocates, and keeps the proposal with its reasons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Attempt, Expert, Need, Placing, Round, RoundState, Share
from dugnad.areas.competence.rounds.gathering import gather
from dugnad.areas.competence.rounds.values import Settings, digest, round_of
from dugnad.areas.competence.rules.rounds import round_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.ledger.services import record

JOB = "competence.round"
GATHERED, ALLOCATED, PRICED = 70, 80, 90
PLATFORM = Actor(operator=True)


def work_out(progress: Progress, attempt: str) -> None:
    """The job: the proposal of one attempt. Done again it gives the same, since the input is kept first."""
    row = Attempt.objects.select_related("round").filter(id=attempt, done_at=None).first()
    if row is None or row.round.state != RoundState.COUNTING:
        return
    settings = Settings(**row.settings)
    if row.input is None:
        _keep_input(row, settings, progress)
    propose(row, settings, progress)


def _keep_input(row: Attempt, settings: Settings, progress: Progress) -> None:
    def say(done: int, of: int) -> None:
        progress.say(GATHERED * done // max(1, of), _("Need %(done)d of %(of)d") % {"done": done, "of": of})

    row.input = gather(row.round, settings, timezone.now(), say)
    row.digest = digest(row.input, settings)
    row.save(update_fields=["input", "digest"])


def propose(row: Attempt, settings: Settings, progress: Progress) -> None:
    """Allocate over the kept input and keep what each need got."""
    from dugnad.engines.matching.allocation import allocate, price_of_fairness

    assert row.input is not None  # noqa: S101
    progress.say(GATHERED, _("Sharing out the hours"))
    round_ = round_of(row.input, settings)
    outcome = allocate(round_)
    progress.say(ALLOCATED, _("What does fairness cost?"))
    row.price, row.score = price_of_fairness(round_, outcome), outcome.score
    progress.say(PRICED, _("Keeping the proposal"))
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(id=row.round_id)
        if locked.state != RoundState.COUNTING:
            return
        placings = _keep(row, settings, outcome)
        row.groups, row.done_at = groups_of(placings), timezone.now()
        row.save(update_fields=["price", "score", "groups", "done_at"])
        locked.state = RoundState.PROPOSED
        locked.save(update_fields=["state"])
        record("competence.round_proposed", actor=PLATFORM, thing=round_thing(locked.id, locked.runner_id),
               detail={"digest": row.digest, "needs": len(placings)})  # fmt: skip


def _keep(row: Attempt, settings: Settings, outcome: Any) -> list[Placing]:
    assert row.input is not None  # noqa: S101
    requests, experts = row.input["requests"], row.input["experts"]
    needs = Need.objects.in_bulk([UUID(one["key"]) for one in requests])
    placings = {
        at: _placing(row, needs[UUID(one["key"])], one, outcome.why[at], settings)
        for at, one in enumerate(requests)
        if UUID(one["key"]) in needs
    }
    givers = Expert.objects.in_bulk([UUID(one["key"]) for one in experts])
    shares = []
    for one in sorted(outcome.given, key=lambda given: (given.request, -given.score, given.expert)):
        placing, giver = placings.get(one.request), givers.get(UUID(experts[one.expert]["key"]))
        if placing is None or giver is None:
            continue
        hours = min(one.sessions * settings.session_hours, placing.asked - placing.given)
        if hours > 0:
            placing.given += hours
            shares.append(
                Share(
                    placing=placing,
                    expert=giver,
                    organisation_id=giver.organisation_id,
                    hours=hours,
                    score=one.score,
                )
            )
    Placing.objects.bulk_create(placings.values())
    Share.objects.bulk_create(shares)
    return list(placings.values())


def _placing(row: Attempt, need: Need, one: dict[str, Any], why: Any, settings: Settings) -> Placing:
    county, size = one["group"].split("|")
    return Placing(
        attempt=row,
        need=need,
        organisation_id=need.organisation_id,
        county=county,
        size=size,
        urgency=one["urgency"],
        asked=need.hours,
        given=0,
        reason=str(why.reason),
        values={**why.values, "session_hours": settings.session_hours},
    )


def groups_of(placings: list[Placing]) -> list[dict[str, Any]]:
    """Hours asked and given, needs and organisations, by county and size."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    askers: dict[tuple[str, str], set[UUID]] = {}
    for one in placings:
        key = (one.county, one.size)
        kept = found.setdefault(
            key, {"county": one.county, "size": one.size, "needs": 0, "asked": 0, "given": 0}
        )
        kept["needs"] += 1
        kept["asked"] += one.asked
        kept["given"] += one.given
        askers.setdefault(key, set()).add(one.organisation_id)
    return [{**found[key], "organisations": len(askers[key])} for key in sorted(found)]
