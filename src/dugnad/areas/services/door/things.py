"""How the house finds what residents said by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.models import Feedback
from dugnad.areas.services.rules import FEEDBACK, feedback_thing
from dugnad.kernel.areas.manifest import Found, ThingKind


def find_feedback(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Feedback.objects.filter(id__in=ids).select_related("service"):
        title = f"{row.service.slug}: {row.get_kind_display()}"
        yield Found(feedback_thing(row.id, row.owner_id), title, reverse("services:own", args=[row.owner_id]))


THINGS = (
    ThingKind(
        FEEDBACK,
        _("What a resident said"),
        find_feedback,
        {"read": _("See what was said"), "settle": _("Say that it was looked at")},
    ),
)
