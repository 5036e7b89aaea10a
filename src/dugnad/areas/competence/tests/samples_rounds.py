"""How the routes of rounds are tried; see tests/world.py."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from dugnad.areas.competence.models import Attempt, Need, NeedState, Placing, Round, RoundState, Share
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.working import groups_of
from dugnad.areas.competence.tests.makers import team
from dugnad.areas.competence.tests.makers_needs import asked
from tests.world import Builder, Sample, World

AGAIN = {
    "cap_hours": 8,
    "session_hours": 1,
    "alpha": "1",
    "waiting": "0.01",
    "least_fit": "0.5",
    "why": "Igjen",
}
RULES = asdict(Settings())


def _clear() -> None:
    """One round a month is open at a time."""
    Round.objects.filter(state__in=(RoundState.COUNTING, RoundState.PROPOSED)).update(
        state=RoundState.CANCELLED
    )


def _proposed(world: World, state: str = RoundState.PROPOSED) -> tuple[Round, Attempt]:
    """A round that own runs, with a proposal for a need of own's."""
    _clear()
    row = Round.objects.create(title="Runde", runner=world.own, month=this_month(), state=state)
    attempt = Attempt.objects.create(
        round=row, number=1, settings=RULES, done_at=timezone.now(), price=0.01, score=1.0, digest="0" * 64
    )
    need = asked(world.people["own administrator"], world.own.id)
    Need.objects.filter(id=need.id).update(state=NeedState.OPEN, in_round=True, sent_at=timezone.now())
    values = {"asked": 2, "given": 2, "score": 0.6, "best": 0.7, "session_hours": 1}
    placing = Placing.objects.create(
        attempt=attempt, need=need, organisation=world.own, county="18", size="micro", urgency=1, asked=2, given=2,
        reason="served", values=values,
    )  # fmt: skip
    expert = team(world.partner.id)
    Share.objects.create(placing=placing, expert=expert, organisation=world.partner, hours=2, score=0.6)
    attempt.groups = groups_of([placing])
    attempt.save()
    return row, attempt


def _round(data: Any = None, state: str = RoundState.PROPOSED) -> Builder:
    return lambda world: Sample({"round": _proposed(world, state)[0].id}, data=data, public=True)


def _seen(**data: Any) -> Builder:
    def build(world: World) -> Sample:
        row, attempt = _proposed(world)
        return Sample({"round": row.id}, data={**data, "seen": str(attempt.id)}, public=True)

    return build


def _open(**more: Any) -> Builder:
    def build(world: World) -> Sample:
        _clear()
        return Sample(data={"title": "Runde", "month": f"{this_month():%Y-%m-%d}", **more}, public=True)

    return build


ONE = "/competence/rounds/{round}"
SAMPLES: dict[str, Builder] = {
    "competence:open_round": _open(**AGAIN, runner=""),
    "competence:round": _round(),
    "competence:send_back": _seen(**AGAIN),
    "competence:approve_round": _seen(),
    "competence:cancel_round": _round({}),
    "competence:groups_csv": _round(state=RoundState.APPROVED),
    "POST /competence/rounds": _open(),
    f"GET {ONE}": _round(),
    f"GET {ONE}/needs": _round(),
    f"POST {ONE}/again": _seen(why="Igjen", rules=RULES),
    f"POST {ONE}/approve": _seen(),
    f"POST {ONE}/cancel": _round({}),
}
