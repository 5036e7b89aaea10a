"""What trials keep of people: who asked, which past cases would end otherwise, and uploaded people for a while."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Consequence, ShadowCase, ShadowRun
from dugnad.areas.casework.models.trials import TrialState
from dugnad.kernel.areas.manifest import Download, PersonalData

KEEP = dt.timedelta(days=730)
KEEP_PEOPLE = dt.timedelta(days=1)


def export_trials(person: UUID) -> Iterable[Download]:
    """What was asked for, and what rules that were tried said of the person's own cases."""
    rows = ShadowCase.objects.filter(case__applicant=person)
    told = {
        "asked": [
            *ShadowRun.objects.filter(asked_by=person).values("version__package__slug", "asked_at"),
            *Consequence.objects.filter(asked_by=person).values("slug", "asked_at"),
        ],
        "own_cases": list(
            rows.values("case__reference", "run__asked_at", "before", "after", "differs", "missing")
        ),
    }
    if any(told.values()):
        text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        yield "rules-tried.json", text.encode()


def erase_trials(person: UUID) -> int:
    """Forget who asked; what was tried of the person's cases goes."""
    number = sum(
        model.objects.filter(asked_by=person).update(asked_by=None) for model in (ShadowRun, Consequence)
    )
    return number + ShadowCase.objects.filter(case__applicant=person).delete()[0]


def expire_trials(now: dt.datetime) -> int:
    """Single cases after two years; a population that was never worked with after a day."""
    number = ShadowCase.objects.filter(run__asked_at__lt=now - KEEP).delete()[0]
    left = Consequence.objects.filter(asked_at__lt=now - KEEP_PEOPLE, people__isnull=False)
    return number + left.update(people=None, state=TrialState.FAILED)


PERSONAL = (
    PersonalData(
        name="rules_tried",
        what=_(
            "Which trials of rules you asked for, and what rules that were tried would have said of your cases"
        ),
        why=_("So that rules are tried on past cases before they decide new ones"),
        ground=_("The task in the public interest (GDPR article 6.1 e)"),
        keep=KEEP,
        export=export_trials,
        erase=erase_trials,
        expire=expire_trials,
    ),
)
