"""Who asks and who answers in tests of needs, and the letters between them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail as outbox
from django.utils import timezone

from dugnad.areas.competence.models import HourMonth, first_of
from dugnad.areas.competence.needs import mail
from dugnad.areas.competence.tests.makers_needs import sensor_team
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from tests.people import company, person


class Cast:
    """An asker in Mo i Rana, and an organisation with a team that answers."""

    def __init__(self) -> None:
        self.asker = company("Eksempel Beslag", place="Mo i Rana", county="18")
        self.giver = company("Eksempel Sensor")
        self.anne = person("Anne", self.asker)
        self.boss = person("Boss", self.giver, "administrator")
        self.member = person("Member", self.giver)
        self.team = sensor_team(self.giver.id, 10)


def soon(days: int = 5) -> Any:
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def free(cast: Cast) -> int:
    return HourMonth.objects.get(expert=cast.team, month=first_of(timezone.localdate())).free


def post() -> list[Any]:
    """Let the waiting letters be sent; what was sent."""
    outbox.outbox.clear()
    for run in JobRun.objects.filter(name=mail.JOB, state="queued").order_by("asked_at"):
        mail.deliver(Progress(run.id), **run.arguments)
        JobRun.objects.filter(id=run.id).update(state="done")
    return list(outbox.outbox)
