"""The rules that can be held against one another: versions with national values, and cities' use of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.rulebook.document import Fact, Overlay, Package
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.model.reading import read
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import NotFound

if TYPE_CHECKING:
    from dugnad.areas.casework.trials.reckoning import Side


@dataclass(frozen=True, slots=True)
class Rules:
    """One side: a package and a city's own values."""

    package: Package
    overlay: Overlay

    def side(self, day: dt.date) -> Side:
        """Made ready for reckoning on a day; NotInForce."""
        from dugnad.areas.casework.trials.reckoning import Side

        return Side(self.package, self.overlay, day)


def sides(actor: Actor, slug: str) -> list[tuple[str, str]]:
    """What the actor may choose from, key and words, the newest version first."""
    found: list[tuple[str, str]] = []
    used = (
        selectors.adoptions(actor)
        .filter(version__package__slug=slug)
        .order_by("organisation__name", "-since")
    )
    adoptions = list(used)
    for row in selectors.versions(actor).filter(package__slug=slug).order_by("-number"):
        found.append((f"v:{row.id}", _version_words(row)))
        found += [(f"a:{one.id}", _adoption_words(one)) for one in adoptions if one.version_id == row.id]
    return found


def first_sides(actor: Actor, keys: list[str], organisation: UUID) -> tuple[str, str]:
    """Of the keys of `sides`: what holds in the organisation today, stopped or not, and what it would take in use next.

    Its own draft of an adoption comes first, then the newest version; where it uses nothing, the two newest.
    """
    rows = [
        row for row in selectors.adoptions(actor).filter(organisation=organisation) if f"a:{row.id}" in keys
    ]
    today = timezone.localdate()
    used = [row for row in rows if row.state == VersionState.PUBLISHED and row.since and row.since <= today]
    held = [row for row in used if row.until is None or today < row.until]
    drafts = [f"a:{row.id}" for row in rows if row.state in (VersionState.DRAFT, VersionState.ASKED)]
    newest = next(iter([*drafts, *keys]))
    now = next((f"a:{row.id}" for row in held), next((key for key in keys if key != newest), newest))
    return now, newest


def _version_words(row: PackageVersion) -> str:
    words = _("Version %(number)d, values of the state") % {"number": row.number}
    return words if row.state == VersionState.PUBLISHED else f"{words} ({row.get_state_display().lower()})"


def _adoption_words(row: Adoption) -> str:
    words = _("Version %(number)d, %(city)s") % {"number": row.version.number, "city": row.organisation.name}
    if row.state != VersionState.PUBLISHED:
        return f"{words} ({row.get_state_display().lower()})"
    return f"{words} ({row.since.isoformat() if row.since else ''})"


def rules_of(key: str) -> Rules:
    """The rules of a side, whoever asks; NotFound when they are there no more."""
    kind, _colon, id = key.partition(":")
    try:
        number = UUID(id)
    except ValueError:
        raise NotFound from None
    if kind == "v":
        row = PackageVersion.objects.filter(id=number).first()
        if row is None:
            raise NotFound
        return Rules(selectors.document_of(row), Overlay())
    used = Adoption.objects.select_related("version").filter(id=number).first()
    if used is None:
        raise NotFound
    return Rules(selectors.document_of(used.version), selectors.overlay_of(used))


def facts_of_both(before: Rules, after: Rules) -> list[Fact]:
    """Every fact that either wants; required when either requires it."""
    found = {one.name: one for one in after.package.facts}
    for one in before.package.facts:
        held = found.setdefault(one.name, one)
        found[one.name] = replace(held, required=held.required or one.required)
    return list(found.values())


def measures(before: Rules, after: Rules) -> list[str]:
    """The conditions that give a number by both, the last first: amounts that can be held against one another."""
    mine, theirs = _numbers(before.package), _numbers(after.package)
    return [name for name in reversed(theirs) if name in mine]


def _numbers(package: Package) -> list[str]:
    given = read(package.model.encode()).elements
    kinds = {one.name: one.variable.type for one in given if isinstance(one, tree.Decision)}
    return [one.decision for one in package.conditions if kinds.get(one.decision) == "number"]
