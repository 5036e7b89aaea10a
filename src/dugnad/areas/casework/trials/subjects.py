"""What is tried on past cases: a draft of rules on its owner's cases, a draft of an adoption on its city's."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.casework.models import Adoption, PackageVersion, RulePackage, ShadowRun
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.rules.trials import shadows_thing
from dugnad.kernel.access import Thing

Subject = PackageVersion | Adoption


def of_run(run: ShadowRun) -> Subject:
    """What the run tried."""
    return run.adoption or run.version


def runs_of(row: Subject) -> QuerySet[ShadowRun]:
    """Its runs, the newest first."""
    if isinstance(row, Adoption):
        return row.shadow_runs.all()
    return row.shadow_runs.filter(adoption=None)


def version_of(row: Subject) -> PackageVersion:
    return row.version if isinstance(row, Adoption) else row


def package_of(row: Subject) -> RulePackage:
    return version_of(row).package


def whose(row: Subject) -> UUID:
    """The organisation on whose cases it is tried."""
    return row.organisation_id if isinstance(row, Adoption) else row.package.owner_id


def digest_of(row: Subject) -> str:
    """Of what it holds, as it was last saved."""
    return adoption_digest(row) if isinstance(row, Adoption) else row.digest


def runs_thing(row: Subject) -> Thing:
    """All its runs."""
    return shadows_thing(row.id, whose(row))
