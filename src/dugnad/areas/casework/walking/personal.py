"""What is kept of those who assessed roads and took networks in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork, WalkingUpload
from dugnad.kernel.areas.manifest import Download, PersonalData

KEEP_UPLOAD = dt.timedelta(days=7)
TOLD = (
    "section_name", "section", "number", "first_grade", "last_grade", "season", "dangerous", "reason",
    "valid_from", "valid_until", "at", "withdrawn_at",
)  # fmt: skip


def export_assessments(person: UUID) -> Iterable[Download]:
    """What the person said of roads, and the networks the person took in."""
    said = list(RoadAssessment.objects.filter(by=person).values(*TOLD))
    took = list(WalkingNetwork.objects.filter(by=person).values("name", "number", "taken_at", "valid_from"))
    for name, rows in (("roads-assessed", said), ("walking-networks", took)):
        if rows:
            text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            yield f"{name}.json", text.encode()


def erase_assessments(person: UUID) -> int:
    """Forget who; that a person assessed the road, and why, stays."""
    number = RoadAssessment.objects.filter(by=person).update(by=None)
    number += RoadAssessment.objects.filter(withdrawn_by=person).update(withdrawn_by=None)
    number += WalkingNetwork.objects.filter(by=person).update(by=None)
    return number + WalkingUpload.objects.filter(by=person).update(by=None)


def expire_uploads(now: dt.datetime) -> int:
    """Files that no job has read."""
    old = WalkingUpload.objects.filter(at__lt=now - KEEP_UPLOAD)
    number = old.count()
    old.delete()
    return number


PERSONAL = (
    PersonalData(
        name="walking",
        what=_("Roads that you assessed, with your reasons, and walking networks that you took in"),
        why=_("So that it can be seen that a person, and who, judged a road to be dangerous"),
        ground=_("The task in the public interest (GDPR article 6.1 e)"),
        keep=None,
        export=export_assessments,
        erase=erase_assessments,
        expire=expire_uploads,
        stays=_("The assessment and its reason stay, without your name: decisions rest on them."),
    ),
)
