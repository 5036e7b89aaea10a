"""What is wrong in a published version, told so exactly that the cases it touched can be found by their traces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.casework.models import PackageVersion, RuleError
from dugnad.areas.casework.packages.selectors import document_of
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.tables import views
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Invalid

PARTS = ("rows", "conditions", "parameters")


def noted(row: PackageVersion, why: str, scope: Mapping[str, Any], actor: Actor) -> RuleError:
    """Keep the error; Invalid at `rows`, `conditions`, `parameters` or `last` for what the version has not."""
    package = document_of(row)
    known = parts(package)
    told = {name: list(dict.fromkeys(scope.get(name) or ())) for name in PARTS}
    faults = {name: _unknown(told[name], known[name]) for name in PARTS}
    faults = {name: words for name, words in faults.items() if words}
    first, last = scope.get("first"), scope.get("last")
    if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
        faults["last"] = _("The last day is before the first.")
    if faults:
        raise Invalid(fields=faults)
    return RuleError.objects.create(
        version=row, why=why[:300], first=first, last=last, by_id=actor.person, **told
    )


def _unknown(given: Iterable[str], known: Mapping[str, str]) -> str:
    wrong = [name for name in given if name not in known]
    return _("The rules have no such thing: %(names)s") % {"names": ", ".join(wrong)} if wrong else ""


def parts(package: Package) -> dict[str, dict[str, str]]:
    """The rows of tables, conditions and values of a version, each id with what it is called."""
    tables = [one for one in views(package) if one.table]
    return {
        "rows": {
            row.id: f"{one.name}: {row.id}" for one in tables if one.table for row in one.table.rows if row.id
        },
        "conditions": {one.decision: said(one.label) or one.decision for one in package.conditions},
        "parameters": {one.name: said(one.label) or one.name for one in package.parameters},
    }
