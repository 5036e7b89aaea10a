"""The classes of personal data that the manifests declare, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.kernel.areas.manifest import PersonalData
from dugnad.kernel.areas.registry import manifests

YEAR = 365
LAST = ("identity.", "ledger.")


def classes() -> list[PersonalData]:
    """Every class of personal data, kernel rooms first."""
    return [data for manifest in manifests() for data in manifest.personal_data]


def in_order_of_erasure() -> list[PersonalData]:
    """What rests on something else goes before it; the account after all that is found by its address.

    The log's details go last, so that what the other classes record while they erase goes with them.
    """
    found = classes()
    found.reverse()
    return sorted(found, key=lambda data: _rank(data.name))


def _rank(name: str) -> int:
    return next((rank for rank, prefix in enumerate(LAST, 1) if name.startswith(prefix)), 0)


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


def described(chosen: Iterable[PersonalData] | None = None) -> list[dict[str, str]]:
    """All classes, or the chosen ones, in the reader's language."""
    return [describe(data) for data in (classes() if chosen is None else chosen)]
