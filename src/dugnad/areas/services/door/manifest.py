"""This part's share of the manifest."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.door.gaps import forget
from dugnad.areas.services.door.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Schedule
from dugnad.kernel.areas.parts import Part

PART = Part(
    things=THINGS,
    sends=(
        EventKind(
            "services.feedback_given",
            _("A resident says that a service is described wrongly"),
            detail={"kind": _("What is wrong")},
        ),
        EventKind("services.feedback_settled", _("What a resident said about a service was looked at")),
    ),
    schedules=(Schedule("services.forget", timedelta(days=1), forget, at_hour=3),),
)
