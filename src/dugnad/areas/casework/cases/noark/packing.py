"""What is handed to the archive: arkivstruktur.xml, the documents it points to, and the checksums of them all."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.noark.building import CLOSED, Extract, extract
from dugnad.areas.casework.cases.noark.checking import checked
from dugnad.areas.casework.models import Case, CaseEntry
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.rules.cases import desk_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, start
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid

XML, SUMS = "arkivstruktur.xml", "sjekksummer.txt"
JOB = "casework.archive"
MOST = 5_000
FIRST = (1980, 1, 1, 0, 0, 0)


def journal(case: Case) -> bytes:
    """One closed case as XML. Conflict while it is open, or when it does not fit the standard."""
    return checked(_extract(case).xml)


def package(case: Case) -> bytes:
    """One closed case as ZIP, with its documents."""
    return packed(_extract(case))


def _extract(case: Case) -> Extract:
    if case.state not in CLOSED:
        raise Conflict(_("The case is open. Noark 5 takes in closed cases: decide it first."))
    return extract(case.organisation, [case], timezone.now())


def packed(found: Extract) -> bytes:
    """A ZIP of the checked XML and its documents, with a line of SHA-256 for each file."""
    files = {XML: checked(found.xml), **found.documents}
    files[SUMS] = sums(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sums(files: Mapping[str, bytes]) -> bytes:
    """As `sha256sum` writes them."""
    return "".join(f"{hashlib.sha256(one).hexdigest()}  {name}\n" for name, one in files.items()).encode()


@transaction.atomic
def ask(*, actor: Actor, organisation: UUID, first: date | None, last: date | None) -> JobRun:
    """Ask for the city's cases that were closed from `first` to `last`; the ZIP waits at the job's page."""
    require(actor, "archive", desk_thing(organisation))
    if first is None or last is None or last < first:
        raise Invalid(fields={"last": _("Give two days, the first one first.")})
    number = closed(organisation, first, last).count()
    if not number:
        raise Invalid(fields={"last": _("No case was closed between these days.")})
    if number > MOST:
        raise Invalid(
            fields={"last": _("That is more than %(most)s cases. Choose fewer days.") % {"most": MOST}}
        )
    detail = {"first": first.isoformat(), "last": last.isoformat(), "cases": number}
    record("casework.archived", actor=actor, thing=desk_thing(organisation), detail=detail)
    return start(
        JOB,
        actor=actor,
        organisation=str(organisation),
        first=first.isoformat(),
        last=last.isoformat(),
    )


def closed(organisation: UUID, first: date, last: date) -> QuerySet[Case]:
    """The city's cases that were closed on these days."""
    rows = Case.objects.filter(organisation=organisation, applied_at__isnull=False)
    decided = Q(state=CaseState.DECIDED, decided_at__date__gte=first, decided_at__date__lte=last)
    told = CaseEntry.objects.filter(what="withdrawn", at__date__gte=first, at__date__lte=last)
    withdrawn = Q(state=CaseState.WITHDRAWN, id__in=told.values("case"))
    return rows.filter(decided | withdrawn).order_by("applied_at", "id")


def archive_job(progress: Progress, organisation: str, first: str, last: str) -> None:
    """The job: the ZIP, kept for the person who asked."""
    content = of_days(UUID(organisation), date.fromisoformat(first), date.fromisoformat(last), timezone.now())
    progress.hand_over(f"noark5-{first}-{last}.zip", content)


def of_days(organisation: UUID, first: date, last: date, at: datetime) -> bytes:
    """All that was closed from the first day to the last, as ZIP."""
    city = Organisation.objects.get(id=organisation)
    rows = list(closed(organisation, first, last).select_related("organisation"))
    return packed(extract(city, rows, at))
