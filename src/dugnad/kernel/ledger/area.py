"""What this room of the kernel says of itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, PersonalData, Schedule
from dugnad.kernel.ledger import rights
from dugnad.kernel.ledger.keeping import thin_out
from dugnad.kernel.ledger.rules import ENTRY, PLATFORM_ENTRY


def _thin_out(now: datetime) -> None:
    thin_out(now)


MANIFEST = AreaManifest(
    name="ledger",
    title=_("The log"),
    kinds=(ENTRY, PLATFORM_ENTRY),
    schedules=(Schedule("ledger.thin_out", timedelta(hours=1), _thin_out),),
    personal_data=(
        PersonalData(
            name="ledger.entries",
            what=_("What you did and what was done that concerns you, by id and time, and the details of it"),
            why=_("So that everyone can see what happened, and no one can alter it afterwards"),
            ground=_(
                "Public interest (GDPR article 6 (1) e). The entries hold no personal data; the details do."
            ),
            keep=rights.KEEP,
            export=rights.export,
            erase=rights.erase,
            expire=rights.expire,
            stays=_(
                "The details are deleted at once. The entries stay, with ids and times but no names: without them"
                " nobody could prove the log. Nothing in them leads to you any more."
            ),
        ),
    ),
)
