"""The classes of personal data that the manifests declare, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.kernel.areas.manifest import PersonalData
from dugnad.kernel.areas.registry import manifests

YEAR = 365
# What rests on something else goes before it; the account after all that is found by its address; the log's
# details last, so that what the other classes record while they erase goes with them.
ERASED_LAST = ("identity", "ledger")


@dataclass(frozen=True, slots=True)
class Held:
    """One class of personal data and the room or area that holds it."""

    room: str
    data: PersonalData

    @property
    def name(self) -> str:
        """The name of the class, with its room's before it."""
        return f"{self.room}.{self.data.name.removeprefix(f'{self.room}.')}"


def held() -> list[Held]:
    """Every class of personal data, kernel rooms first."""
    return [Held(manifest.name, data) for manifest in manifests() for data in manifest.personal_data]


def in_order_of_erasure() -> list[Held]:
    """Every class in the order in which one person is erased."""
    found = held()
    found.reverse()
    return sorted(found, key=lambda one: ERASED_LAST.index(one.room) + 1 if one.room in ERASED_LAST else 0)


def kept_for(keep: timedelta | None) -> str:
    """For how long, in words."""
    if keep is None:
        return _("As long as you have an account")
    if keep.days >= YEAR and keep.days % YEAR == 0:
        years = keep.days // YEAR
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s day", "%(count)s days", keep.days) % {"count": keep.days}


def describe(data: PersonalData) -> dict[str, str]:
    """One class in the reader's language."""
    return {
        "name": data.name,
        "what": str(data.what),
        "why": str(data.why),
        "ground": str(data.ground),
        "keep": kept_for(data.keep),
        "stays": str(data.stays),
    }


def described() -> list[dict[str, str]]:
    """Every class in the reader's language."""
    return [describe(one.data) for one in held()]
