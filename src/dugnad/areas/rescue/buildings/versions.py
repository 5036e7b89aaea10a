"""Versions of a plan: stored whole, with the report; never changed, only followed by the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max

from dugnad.areas.rescue.models import Building, PlanVersion
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.engines.egress.plan import to_json


def assembly_of(version: PlanVersion) -> Assembly:
    """The plan of a version with what did not fit into it."""
    kept: Mapping[str, Any] = version.report.get("assembly", {})
    return Assembly.from_json({"source": version.source, **kept, "plan": version.plan})


def report_of(version: PlanVersion) -> dict[str, Any]:
    """The quality report of a version, as docs/buildings.md tells it."""
    if "spaces" not in version.report:
        return _report(assembly_of(version))
    return {key: value for key, value in version.report.items() if key != "assembly"}


def _report(assembly: Assembly) -> dict[str, Any]:
    from dugnad.engines.egress.quality import report

    return report(assembly)


def store(
    building: Building, assembly: Assembly, *, source: str, what: str = "", by: UUID | None = None
) -> PlanVersion:
    """Write the next version of a locked building and put it in use."""
    values = assembly.to_json()
    plan = values.pop("plan")
    newest = building.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = PlanVersion.objects.create(
        building=building,
        number=newest + 1,
        source=source,
        plan=plan,
        report={**_report(assembly), "assembly": values},
        what=what[:200],
        by_id=by,
    )
    building.plan = version
    building.save(update_fields=["plan"])
    return version


def is_same(version: PlanVersion, assembly: Assembly) -> bool:
    """True if nothing would change."""
    return bool(version.plan == to_json(assembly.plan))
