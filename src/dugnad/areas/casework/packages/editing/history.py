"""Every save of a draft is kept until it is published, so that one can go back to it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from dugnad.areas.casework.models import PackageSave, PackageVersion
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import NotFound

MOST = 100


def keep(row: PackageVersion) -> None:
    """Keep what the draft holds now, before it changes; the oldest of more than a hundred are let go."""
    PackageSave.objects.update_or_create(
        version=row,
        revision=row.revision,
        defaults={"document": row.document, "by_id": row.changed_by_id, "at": row.changed_at},
    )
    row.saves.filter(revision__lte=row.revision - MOST).delete()


def saves(row: PackageVersion) -> QuerySet[PackageSave]:
    """Its earlier saves, the newest first."""
    return row.saves.select_related("by").order_by("-revision")


def one(row: PackageVersion, revision: int) -> PackageSave:
    """An earlier save; NotFound."""
    found = saves(row).filter(revision=revision).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def go_back(*, actor: Actor, row: PackageVersion, revision: int, to: int) -> PackageVersion:
    """The draft as it was at the save `to`; what it held until now is kept as a save too.

    Raises what `services.change` does: Conflict when another saved since `revision`.
    """
    from dugnad.areas.casework.packages import services

    document = one(row, to).document
    return services.change(actor=actor, version=row.id, revision=revision, document=document)
