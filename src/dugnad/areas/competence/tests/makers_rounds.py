"""Needs that take part in rounds, and rounds that have been worked out, for tests."""

from __future__ import annotations

from dugnad.areas.competence.models import (
    Attempt,
    Need,
    Placing,
)
from dugnad.areas.competence.needs.services import asking
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.rounds import services
from dugnad.areas.competence.rounds.values import Settings
from dugnad.areas.competence.rounds.working import work_out
from dugnad.areas.competence.tests.makers import administrator
from dugnad.kernel.jobs.services import Progress
from tests.people import PLATFORM

TEXT = "Vi trenger hjelp med personvern i skjemaer"
FIT = {"headline": "Personvern i skjemaer", "name": "Personvernlaget"}


def need(org, text=TEXT, hours_wanted=2, **said):
    row = asking.ask(actor=administrator(org.id), organisation=org.id, text=text, hours=hours_wanted,
                    **{"size": "micro", "county": "18", **said})  # fmt: skip
    asking.join_round(actor=administrator(org.id), need=row.id, join=True)
    return Need.objects.get(id=row.id)


def opened(actor=PLATFORM, runner=None, **settings):
    return services.open_round(
        actor=actor, title="Runde", month=this_month(), settings=Settings(**settings), runner=runner
    )


def worked(row):
    attempt = row.attempts.order_by("-number").first()
    work_out(Progress(attempt.job), str(attempt.id))
    return Attempt.objects.get(id=attempt.id)


def proposal(**settings):
    row = opened(**settings)
    return row, worked(row)


def got(attempt, row):
    return Placing.objects.get(attempt=attempt, need=row)
