"""What this room of the kernel says of itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind, Found, Job, Schedule, ThingKind
from dugnad.kernel.identity.models import Person
from dugnad.kernel.rights import services
from dugnad.kernel.rights.rules import OWN_DATA, RETENTION, RETENTION_THING, own_data


def find_own_data(ids: Collection[UUID]) -> Iterable[Found]:
    for person, name in Person.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(own_data(person), name, reverse("your_data"))


def find_retention(ids: Collection[UUID]) -> Iterable[Found]:
    if RETENTION_THING.id in ids:
        yield Found(RETENTION_THING, str(_("What is past its time")))


MANIFEST = AreaManifest(
    name="rights",
    title=_("Your data"),
    kinds=(OWN_DATA, RETENTION),
    things=(
        ThingKind(
            OWN_DATA,
            _("Data about a person"),
            find_own_data,
            {
                "read": _("See what is stored"),
                "export": _("Get all of it in one file"),
                "erase": _("Have it erased"),
            },
        ),
        ThingKind(RETENTION, _("Deletion in time"), find_retention, {"read": _("See how much was deleted")}),
    ),
    sends=(
        EventKind("rights.export_asked", _("A person asked for all that is stored about them")),
        EventKind("rights.exported", _("All that is stored about a person was handed out")),
        EventKind("rights.erased", _("A person had all that is stored about them erased")),
        EventKind("rights.expired", _("Personal data past its time was deleted")),
    ),
    jobs=(Job(services.EXPORT, _("Gather your data"), services.export_job),),
    schedules=(Schedule("rights.expire", timedelta(days=1), services.expire, at_hour=3),),
)
