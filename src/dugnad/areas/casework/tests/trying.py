"""Rules tried on past cases, as the worker does it, and the browser of one who looks at it."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from dugnad.areas.casework.models import ShadowRun
from dugnad.areas.casework.trials import shadow
from dugnad.areas.casework.trials.subjects import Subject
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress
from tests import people


def tried(row: Subject, worker: Person, day: dt.date | None = None) -> ShadowRun:
    """A run that is done."""
    run = shadow.ask(actor=people.acting(worker), row=row, day=day)
    shadow.work(Progress(run.id), str(run.id))
    run.refresh_from_db()
    return run


def browser(someone: Person) -> Client:
    """The person's, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone)
    return client
