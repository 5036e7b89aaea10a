"""What came and what went in a case, with its document and its place in the city's journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from dugnad.areas.casework.cases.printing import printed, received
from dugnad.areas.casework.cases.texts import answered, withdrawal
from dugnad.areas.casework.models import Appeal, Case, Letter
from dugnad.areas.casework.models.cases import AppealOutcome

IN, OUT = "Inngående dokument", "Utgående dokument"
PDF_A_3A: Final = "fmt/479"
WITHDRAWAL: Final = "Tilbaketrekking av klage"


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the journal: `kind` is IN or OUT, `at` when it came or went, `says` what is told of its document.

    `other`: with whom, where it is not the applicant.
    """

    at: datetime
    id: UUID
    kind: str
    title: str
    pdf: bytes
    says: str = ""
    other: str = ""


def records(case: Case) -> list[Record]:
    """By time; each with its document as PDF."""
    found = [_letter(one) for one in case.letters.select_related("decision", "case__organisation")]
    found += [each for one in case.appeals.all() for each in _appeal(case, one)]
    if case.applied_at:
        title = f"Søknad: {case.title.get('nb', case.slug)}"
        pdf = received(case, title, case.applied_at, answered(case.answers))
        found.append(Record(case.applied_at, made_id(case.id, "application"), IN, title, pdf))
    return sorted(found, key=lambda one: (one.at, one.id))


def _letter(one: Letter) -> Record:
    says = f"Avgjørelsens spor, SHA-256: {one.decision.fingerprint}" if one.decision else ""
    return Record(one.made_at, one.id, OUT, one.title, bytes(one.pdf or printed(one)), says, one.to)


def _appeal(case: Case, one: Appeal) -> Iterable[Record]:
    """The appeal as it came, and that it was withdrawn."""
    yield Record(one.at, one.id, IN, "Klage", received(case, "Klage", one.at, [one.says]))
    if one.outcome == AppealOutcome.WITHDRAWN and one.ended_at:
        pdf = received(case, WITHDRAWAL, one.ended_at, [withdrawal(one.at, case.written)])
        yield Record(one.ended_at, made_id(one.id, "withdrawal"), IN, WITHDRAWAL, pdf)


def made_id(of: UUID, what: str) -> UUID:
    """An id that is the same each time."""
    return uuid5(NAMESPACE_URL, f"{of}/{what}")


def journal_numbers(organisation: UUID, years: Iterable[int]) -> dict[UUID, int]:
    """The running number in its year of each entry of the city's journal: what came first has 1."""
    numbers: dict[UUID, int] = {}
    for year in years:
        for number, (_at, id) in enumerate(sorted(_entries(organisation, year)), 1):
            numbers[id] = number
    return numbers


def _entries(organisation: UUID, year: int) -> Iterable[tuple[datetime, UUID]]:
    begin, end = _year(year)
    letters = Letter.objects.filter(case__organisation=organisation, made_at__gte=begin, made_at__lt=end)
    yield from letters.values_list("made_at", "id")
    appeals = Appeal.objects.filter(case__organisation=organisation, at__gte=begin, at__lt=end)
    yield from appeals.values_list("at", "id")
    for at, id in withdrawals(organisation, begin, end):
        yield at, made_id(id, "withdrawal")
    for at, id in case_times(organisation, year):
        yield at, made_id(id, "application")


def withdrawals(organisation: UUID, begin: datetime, end: datetime) -> Iterable[tuple[datetime, UUID]]:
    """When each appeal was withdrawn in that time, and which."""
    rows = Appeal.objects.filter(case__organisation=organisation, outcome=AppealOutcome.WITHDRAWN)
    found = rows.filter(ended_at__gte=begin, ended_at__lt=end).values_list("ended_at", "id")
    return ((at, id) for at, id in found if at is not None)


def case_times(organisation: UUID, year: int) -> Iterable[tuple[datetime, UUID]]:
    """When each of the city's applications of the year came, and its case."""
    begin, end = _year(year)
    rows = Case.objects.filter(organisation=organisation, applied_at__gte=begin, applied_at__lt=end)
    return ((at, id) for at, id in rows.values_list("applied_at", "id") if at is not None)


def case_numbers(organisation: UUID, years: Iterable[int]) -> dict[UUID, int]:
    """The running number in its year of each of the city's cases."""
    numbers: dict[UUID, int] = {}
    for year in years:
        for number, (_at, id) in enumerate(sorted(case_times(organisation, year)), 1):
            numbers[id] = number
    return numbers


def _year(year: int) -> tuple[datetime, datetime]:
    here = timezone.get_current_timezone()
    return datetime(year, 1, 1, tzinfo=here), datetime(year + 1, 1, 1, tzinfo=here)
