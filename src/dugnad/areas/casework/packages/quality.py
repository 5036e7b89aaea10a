"""Whether a version may be published: its tests pass, each row cites the law, no two rows decide at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.rulebook.checking import Finding, check
from dugnad.areas.casework.rulebook.reading import digest, from_json
from dugnad.areas.casework.rulebook.scenarios import Unparsed
from dugnad.areas.casework.rulebook.testing import Tested, Wrong, run


@dataclass(frozen=True, slots=True)
class Quality:
    """The tests as they ran, why they could not be read, and what was found in each table."""

    tests: tuple[Tested, ...] = ()
    unparsed: str = ""
    findings: Mapping[str, list[Finding]] = field(default_factory=dict, hash=False)

    @property
    def failed(self) -> int:
        return sum(not one.passed for one in self.tests)

    @property
    def faults(self) -> int:
        return sum(one.wrong for found in self.findings.values() for one in found)

    @property
    def green(self) -> bool:
        return not (self.failed or self.unparsed or self.faults)


def quality_of(row: PackageVersion) -> Quality:
    """The version's tests and tables, tried today."""
    return _tried(json.dumps(row.document, sort_keys=True), timezone.localdate())


@lru_cache(maxsize=32)
def _tried(text: str, day: dt.date) -> Quality:
    package = from_json(json.loads(text))
    findings = check(package, day)
    try:
        return Quality(tuple(run(package, digest(package))), findings=findings)
    except Unparsed as wrong:
        return Quality(unparsed=str(wrong), findings=findings)


def finding_words(one: Finding) -> str:
    """A finding for the reader."""
    where = ", ".join(f"{name}: {words}" for name, words in one.where)
    given = {"where": where or _("everything"), "rows": ", ".join(str(row) for row in one.rows)}
    return {
        "gap": _("No row for %(where)s"),
        "unknown_gap": _("No row when this is unknown: %(where)s"),
        "overlap": _("Rows %(rows)s both hit for %(where)s"),
        "never_reached": _("Row %(rows)s is never reached"),
        "uncited": _("Row %(rows)s cites no provision"),
        "not_analysed": _("Cannot be checked: %(where)s"),
        "too_large": _("The table is too large to be checked"),
    }[one.code] % given


def wrong_words(one: Wrong) -> str:
    """Why a step of a test does not hold."""
    return {
        "never_decided": _("The case is never decided. Say “Når saken avgjøres 2024-08-15”."),
        "not_decided_yet": _("The case is not decided yet at this step."),
        "no_such_step": _("This step is not understood."),
        "no_table": _("A table of facts lacks."),
        "no_such_fact": _("There is no fact “%(found)s”."),
        "no_yes_no": _("“%(found)s” is neither ja nor nei."),
        "no_number": _("“%(found)s” is no number."),
        "no_date": _("“%(found)s” is no date."),
        "no_such_value": _("There is no value “%(found)s”."),
        "no_such_state": _("A condition is never “%(found)s”."),
        "no_such_condition": _("There is no condition “%(found)s”."),
        "other_result": _("The outcome was: %(found)s"),
        "other_state": _("The condition was: %(found)s"),
        "other_value": _("The value was: %(found)s"),
        "no_such_body": _("There is no body “%(found)s” that a city may decide for."),
        "other_body": _("Who decides was: %(found)s"),
        "not_in_letter": _("The letter says: %(found)s"),
        "not_missing": _("What is missing: %(found)s"),
    }[one.code] % {"found": one.found or "–"}
