"""Closed cases as XML in the structure of Noark 5: arkiv, arkivdel, klasse, saksmappe, journalpost, dokumentobjekt.

Written by the published names of the standard's metadata; `checking` holds it against the structure.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.utils import timezone

from dugnad.areas.casework.cases.noark.records import (
    OUT,
    PDF_A_3A,
    Record,
    case_numbers,
    journal_numbers,
    made_id,
    records,
)
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.models.cases import CaseState
from dugnad.kernel.organisations.models import Organisation

NAMESPACE: Final = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
CLOSED: Final = {CaseState.DECIDED: "Avsluttet", CaseState.WITHDRAWN: "Utgår"}
SYSTEM: Final = "Dugnad"
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
GONE: Final = "Slettet"
SCREEN: Final = "Offentleglova § 13, jf. forvaltningsloven § 13"
FOLDER: Final = "dokumenter"


@dataclass(frozen=True, slots=True)
class Extract:
    """The XML, and the documents that it points to by their path."""

    xml: bytes
    documents: Mapping[str, bytes]


class _Numbers:
    """Running numbers of the city's journal and cases."""

    def __init__(self, organisation: UUID, cases: Iterable[Case]) -> None:
        years = {timezone.localdate(at).year for one in cases for at in _times(one)}
        self.entries = journal_numbers(organisation, years)
        self.cases = case_numbers(organisation, years)


def _times(case: Case) -> list[datetime]:
    at = [case.applied_at or case.began_at]
    came = (time for pair in case.appeals.values_list("at", "ended_at") for time in pair if time)
    return [*at, *case.letters.values_list("made_at", flat=True), *came]


def extract(city: Organisation, cases: Iterable[Case], at: datetime) -> Extract:
    """The cases, which must all be closed; the archive's part ends with the extract, at `at`."""
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xsi", XSI)
    rows = sorted(cases, key=lambda one: (one.slug, one.applied_at or one.began_at, one.id))
    numbers, documents = _Numbers(city.id, rows), dict[str, bytes]()
    began = min((one.began_at for one in rows), default=at)
    root = ET.Element(_name("arkiv"))
    _begin(root, made_id(city.id, "arkiv"), f"Arkiv for {city.name}", began, at, arkivstatus="Avsluttet")
    _add(_child(root, "arkivskaper"), arkivskaperID=city.number, arkivskaperNavn=city.name)
    part = _child(root, "arkivdel")
    status = {"arkivdelstatus": "Avsluttet periode"}
    _begin(part, made_id(city.id, "arkivdel"), "Saker avgjort etter felles regler", began, at, **status)
    system = _child(part, "klassifikasjonssystem")
    _add(system, systemID=str(made_id(city.id, "klassifikasjon")), klassifikasjonstype="Funksjonsbasert")
    _add(system, tittel="Regelpakker", opprettetDato=_time(began), opprettetAv=SYSTEM)
    for slug, same in groupby(rows, key=lambda one: one.slug):
        _class(system, city, slug, list(same), numbers, documents)
    ET.indent(root)
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Extract(xml, documents)


def _begin(
    element: ET.Element, id: UUID, title: str, began: datetime, ended: datetime, **status: str
) -> None:
    _add(element, systemID=str(id), tittel=title, **status)
    _add(element, dokumentmedium="Elektronisk arkiv", opprettetDato=_time(began), opprettetAv=SYSTEM)
    _add(element, avsluttetDato=_time(ended), avsluttetAv=SYSTEM)


def _class(
    system: ET.Element,
    city: Organisation,
    slug: str,
    cases: list[Case],
    numbers: _Numbers,
    documents: dict[str, bytes],
) -> None:
    one = _child(system, "klasse")
    title, began = cases[0].title.get("nb", slug), min(case.began_at for case in cases)
    _add(one, systemID=str(made_id(city.id, slug)), klasseID=slug, tittel=title)
    _add(one, opprettetDato=_time(began), opprettetAv=SYSTEM)
    for case in cases:
        _folder(one, case, numbers, documents)


def _folder(parent: ET.Element, case: Case, numbers: _Numbers, documents: dict[str, bytes]) -> None:
    folder, title = _child(parent, "mappe"), case.title.get("nb", case.slug)
    folder.set(f"{{{XSI}}}type", "saksmappe")
    _add(folder, systemID=str(case.id), mappeID=case.reference, tittel=title, offentligTittel=title)
    _add(folder, dokumentmedium="Elektronisk arkiv", opprettetDato=_time(case.began_at), opprettetAv=SYSTEM)
    _add(folder, avsluttetDato=_time(_ended(case)), avsluttetAv=_handler(case))
    name = case.applicant_name or GONE
    _add(_child(folder, "part"), partID=str(case.id), partNavn=name, partRolle="Søker")
    _screen(folder, "Skjerming navn part i sak")
    for number, record in enumerate(records(case), 1):
        _record(folder, case, number, numbers.entries[record.id], record, documents)
    begun = case.applied_at or case.began_at
    year, sequence = timezone.localdate(begun).year, numbers.cases.get(case.id, 0)
    _add(folder, saksaar=str(year), sakssekvensnummer=str(sequence), saksdato=_day(begun))
    _add(folder, administrativEnhet=case.organisation.name, saksansvarlig=_handler(case))
    _add(folder, saksstatus=CLOSED[CaseState(case.state)])


def _screen(parent: ET.Element, *what: str, whole: bool = False) -> None:
    screen = _child(parent, "skjerming")
    _add(screen, tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel=SCREEN)
    for one in what:
        _add(screen, skjermingMetadata=one)
    if whole:
        _add(screen, skjermingDokument="Skjerming av hele dokumentet")


def _record(
    folder: ET.Element, case: Case, number: int, running: int, one: Record, documents: dict[str, bytes]
) -> None:
    record, out = _child(folder, "registrering"), one.kind == OUT
    record.set(f"{{{XSI}}}type", "journalpost")
    _add(record, systemID=str(one.id), opprettetDato=_time(one.at), opprettetAv=SYSTEM)
    _add(record, arkivertDato=_time(one.at), arkivertAv=SYSTEM)
    _screen(record, "Skjerming navn mottaker" if out else "Skjerming navn avsender", whole=True)
    _document(record, one, documents)
    _add(record, registreringsID=f"{case.reference}-{number}", tittel=one.title)
    other, name = _child(record, "korrespondansepart"), one.other or case.applicant_name or GONE
    _add(other, korrespondanseparttype="Mottaker" if out else "Avsender", korrespondansepartNavn=name)
    year = timezone.localdate(one.at).year
    _add(record, journalaar=str(year), journalsekvensnummer=str(running), journalpostnummer=str(number))
    _add(record, journalposttype=one.kind, journalstatus="Ekspedert" if out else "Journalført")
    _add(record, journaldato=_day(one.at), dokumentetsDato=_day(one.at))
    _add(record, **{"sendtDato" if out else "mottattDato": _time(one.at)})


def _document(record: ET.Element, one: Record, documents: dict[str, bytes]) -> None:
    document, path = _child(record, "dokumentbeskrivelse"), f"{FOLDER}/{one.id}.pdf"
    documents[path] = one.pdf
    _add(document, systemID=str(made_id(one.id, "document")), dokumenttype="Brev")
    _add(document, dokumentstatus="Dokumentet er ferdigstilt", tittel=one.title)
    _add(document, **({"beskrivelse": one.says} if one.says else {}))
    _add(document, opprettetDato=_time(one.at), opprettetAv=SYSTEM)
    _add(document, tilknyttetRegistreringSom="Hoveddokument", dokumentnummer="1")
    _add(document, tilknyttetDato=_time(one.at), tilknyttetAv=SYSTEM)
    item = _child(document, "dokumentobjekt")
    _add(item, systemID=str(made_id(one.id, "object")), versjonsnummer="1", variantformat="Arkivformat")
    _add(item, format=PDF_A_3A, formatDetaljer="PDF/A-3a", opprettetDato=_time(one.at), opprettetAv=SYSTEM)
    _add(item, referanseDokumentfil=path, sjekksum=hashlib.sha256(one.pdf).hexdigest())
    _add(item, sjekksumAlgoritme="SHA-256", filstoerrelse=str(len(one.pdf)))


def _ended(case: Case) -> datetime:
    if case.state == CaseState.DECIDED and case.decided_at:
        return case.decided_at
    last = case.entries.last()
    return last.at if last else case.began_at


def _handler(case: Case) -> str:
    decision = case.decisions.select_related("by").filter(final=True).first()
    return decision.by.name or GONE if decision and decision.by else SYSTEM


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _child(parent: ET.Element, tag: str) -> ET.Element:
    return ET.SubElement(parent, _name(tag))


def _add(parent: ET.Element, **texts: str) -> None:
    for tag, text in texts.items():
        _child(parent, tag).text = UNWRITABLE.sub("", text)


def _time(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()
