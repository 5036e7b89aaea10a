"""An extract held against the structure of Noark 5: always by the order below, and by the official schema if there.

The National Archives' schemas are not part of this house: the setting NOARK_SCHEMAS names a folder that has them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.noark.building import NAMESPACE, XSI
from dugnad.kernel.problems import Conflict

SCHEMA: Final = "arkivstruktur.xsd"
MOST: Final = 10
UUID_TEXT: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
# What each element holds of what is written here, in order; with ! it must be there.
FORM: Final = {
    "arkiv": "systemID! tittel! arkivstatus dokumentmedium opprettetDato! opprettetAv! avsluttetDato! "
    "avsluttetAv! arkivskaper! arkivdel!",
    "arkivskaper": "arkivskaperID! arkivskaperNavn!",
    "arkivdel": "systemID! tittel! arkivdelstatus! dokumentmedium opprettetDato! opprettetAv! "
    "avsluttetDato! avsluttetAv! klassifikasjonssystem!",
    "klassifikasjonssystem": "systemID! klassifikasjonstype tittel! opprettetDato! opprettetAv! klasse!",
    "klasse": "systemID! klasseID! tittel! opprettetDato! opprettetAv! mappe",
    "saksmappe": "systemID! mappeID! tittel! offentligTittel dokumentmedium opprettetDato! opprettetAv! "
    "avsluttetDato! avsluttetAv! part! skjerming! registrering saksaar! sakssekvensnummer! saksdato! "
    "administrativEnhet! saksansvarlig! saksstatus!",
    "part": "partID! partNavn! partRolle!",
    "skjerming": "tilgangsrestriksjon! skjermingshjemmel! skjermingMetadata! skjermingDokument",
    "journalpost": "systemID! opprettetDato! opprettetAv! arkivertDato! arkivertAv! skjerming! "
    "dokumentbeskrivelse! registreringsID tittel! korrespondansepart! journalaar! journalsekvensnummer! "
    "journalpostnummer! journalposttype! journalstatus! journaldato! dokumentetsDato mottattDato sendtDato",
    "korrespondansepart": "korrespondanseparttype! korrespondansepartNavn!",
    "dokumentbeskrivelse": "systemID! dokumenttype! dokumentstatus! tittel! beskrivelse opprettetDato! "
    "opprettetAv! tilknyttetRegistreringSom! dokumentnummer! tilknyttetDato! tilknyttetAv! dokumentobjekt!",
    "dokumentobjekt": "systemID! versjonsnummer! variantformat! format! formatDetaljer opprettetDato! "
    "opprettetAv! referanseDokumentfil! sjekksum! sjekksumAlgoritme! filstoerrelse!",
}
ORDER: Final = {name: tuple(one.removesuffix("!") for one in row.split()) for name, row in FORM.items()}
MUST: Final = {name: {one[:-1] for one in row.split() if one.endswith("!")} for name, row in FORM.items()}
TEXTS: Final = {"systemID": UUID_TEXT, "sjekksum": SHA256, "sjekksumAlgoritme": re.compile("SHA-256")}


def faults(xml: bytes) -> list[str]:
    """Where the XML breaks the order, lacks what must be there, or has an element without content."""
    root = ET.fromstring(xml)  # noqa: S314 - what this house wrote
    return list(_faults(root))


def _faults(element: ET.Element) -> Iterator[str]:
    name = element.get(f"{{{XSI}}}type") or _plain(element)
    if name not in ORDER:
        yield from _text_faults(name, element)
        return
    held = [_plain(one) for one in element]
    yield from (f"{name}: {one}" for one in held if one not in ORDER[name])
    yield from (f"{name}: {one} is missing" for one in sorted(MUST[name] - set(held)))
    places = [ORDER[name].index(one) for one in held if one in ORDER[name]]
    if places != sorted(places):
        yield f"{name}: order"
    for one in element:
        yield from _faults(one)


def _text_faults(name: str, element: ET.Element) -> Iterator[str]:
    text = element.text or ""
    if not text.strip() or len(element) or not element.tag.startswith(f"{{{NAMESPACE}}}"):
        yield f"{name}: empty"
    elif name in TEXTS and not TEXTS[name].fullmatch(text):
        yield f"{name}: {text}"


def schema_faults(xml: bytes, folder: Path) -> list[str]:
    """What the official schema in the folder says against it. OSError or XMLSyntaxError when it cannot be read."""
    from lxml import etree

    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    schema: Any = etree.XMLSchema(etree.parse(folder / SCHEMA, parser))
    schema.validate(etree.fromstring(xml, parser))
    return [f"line {one.line}: {one.message.replace('{' + NAMESPACE + '}', '')}" for one in schema.error_log]


def checked(xml: bytes) -> bytes:
    """The same XML; Conflict with what is wrong, so that nothing is handed out that the archive cannot take."""
    wrong = faults(xml)
    if not wrong and settings.NOARK_SCHEMAS:
        wrong = _by_schema(xml, Path(settings.NOARK_SCHEMAS))
    if wrong:
        told = "; ".join(wrong[:MOST])
        raise Conflict(
            _("The journal does not fit Noark 5, and is not handed out: %(faults)s") % {"faults": told}
        )
    return xml


def _by_schema(xml: bytes, folder: Path) -> list[str]:
    from lxml import etree

    try:
        return schema_faults(xml, folder)
    except (OSError, etree.LxmlError) as wrong:
        path = str(folder / SCHEMA)
        raise Conflict(
            _("The schema of Noark 5 cannot be read from %(path)s: %(fault)s")
            % {"path": path, "fault": wrong}
        ) from wrong


def _plain(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
