"""What goes to the archive: the order of Noark 5, the official schema where it is at hand, the package."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import appeals, applying, outbox
from dugnad.areas.casework.cases.noark import checking, packing
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.tests.making_cases import sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict
from dugnad.web.cli.casework import casework
from tests import people

pytestmark = pytest.mark.django_db
BESIDE = Path(__file__).parents[5].parent / "shared" / "data" / "noark"
SCHEMAS = Path(os.environ.get("DUGNAD_NOARK_SCHEMAS") or BESIDE)
# The least of a schema that has the root's name: everything is allowed in it.
TINY = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{ns}" elementFormDefault="qualified">
<xs:element name="arkiv"><xs:complexType><xs:sequence><xs:element name="{first}" type="xs:string"/>
<xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture(autouse=True)
def _no_schemas(settings: Any) -> None:
    settings.NOARK_SCHEMAS = ""


@pytest.fixture
def closed(city: Organisation) -> Case:
    """A case with an application and a letter, and one that was withdrawn."""
    gone = sent(city, people.person("Per Eksempel"), "Geir")
    applying.withdraw(actor=people.acting(Person.objects.get(name="Per Eksempel")), case=gone.id)
    row = sent(city, people.person("Kari \x0b☃𐍈 Eksempel"))
    outbox.send(row.letters.get().id)
    return Case.objects.select_related("organisation").get(id=row.id)


def test_a_closed_case_has_what_the_structure_asks_for_in_its_order(closed: Case) -> None:
    xml = packing.journal(closed)
    assert checking.faults(xml) == []
    assert xml.count(b"<registrering ") == 2
    for name in ("skjerming", "klassifikasjonssystem", "arkivskaper", "dokumentobjekt", "korrespondansepart"):
        assert f"<{name}>".encode() in xml


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (b"systemID>", b"tittel>", "systemID is missing"),
        (b"<sjekksumAlgoritme>SHA-256", b"<sjekksumAlgoritme>MD5", "sjekksumAlgoritme: MD5"),
        (b"<partRolle>S\xc3\xb8ker</partRolle>", b"", "part: partRolle is missing"),
        (b"<saksstatus>Avsluttet<", b"<saksstatus><", "saksstatus: empty"),
        (b"<arkivskaper>", b"<arkivskaper><ukjent>x</ukjent>", "arkivskaper: ukjent"),
        (
            b"</tittel>\n    <arkivdelstatus>",
            b"</tittel>\n    <opprettetAv>x</opprettetAv><arkivdelstatus>",
            "order",
        ),
    ],
)
def test_what_breaks_the_structure_is_named(closed: Case, was: bytes, now: bytes, told: str) -> None:
    xml = packing.journal(closed)
    assert was in xml
    assert told in "; ".join(checking.faults(xml.replace(was, now)))


def test_with_a_schema_every_export_is_held_against_it(closed: Case, settings: Any, tmp_path: Path) -> None:
    settings.NOARK_SCHEMAS = str(tmp_path)
    with pytest.raises(Conflict, match=r"arkivstruktur\.xsd"):
        packing.journal(closed)
    schema = tmp_path / checking.SCHEMA
    schema.write_text(TINY.format(ns=checking.NAMESPACE, first="systemID"))
    assert packing.journal(closed)
    schema.write_text(TINY.format(ns=checking.NAMESPACE, first="tittel"))
    with pytest.raises(Conflict, match=r"systemID"):
        packing.package(closed)
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Sara Eksempel", closed.organisation, "caseworker"))
    page = client.get(reverse("casework:journal_package", args=[closed.id]), follow=True)
    assert "does not fit Noark 5" in page.content.decode()
    assert client.get(f"/api/v1/casework/cases/{closed.id}/journal-package").status_code == 409


@pytest.mark.skipif(
    not (SCHEMAS / checking.SCHEMA).is_file(),
    reason="the National Archives' schemas are not here; DUGNAD_NOARK_SCHEMAS names their folder",
)
def test_the_export_is_valid_by_the_official_schema(closed: Case, city: Organisation) -> None:
    today = timezone.localdate()
    found = packing.of_days(city.id, today, today, timezone.now())
    xml = zipfile.ZipFile(io.BytesIO(found)).read(packing.XML)
    assert checking.schema_faults(xml, SCHEMAS) == []


def test_the_package_holds_each_document_with_its_checksum(closed: Case, city: Organisation) -> None:
    today = timezone.localdate()
    whole = zipfile.ZipFile(io.BytesIO(packing.of_days(city.id, today, today, timezone.now())))
    names = set(whole.namelist())
    xml = whole.read(packing.XML)
    assert xml.count(b'"saksmappe"') == 2
    assert len(names) == 5
    for line in whole.read(packing.SUMS).decode().splitlines():
        digest, name = line.split("  ")
        content = whole.read(name)
        assert hashlib.sha256(content).hexdigest() == digest
        assert name == packing.XML or (content.startswith(b"%PDF-") and digest.encode() in xml)


def test_entries_are_numbered_through_the_city_s_year(closed: Case) -> None:
    later = sent(closed.organisation, people.person("Ola Eksempel"), "Bo")
    xml = packing.journal(Case.objects.select_related("organisation").get(id=later.id)).decode()
    assert "<journalsekvensnummer>4</journalsekvensnummer>" in xml
    assert "<journalsekvensnummer>5</journalsekvensnummer>" in xml
    assert "<sakssekvensnummer>3</sakssekvensnummer>" in xml


def test_an_open_case_is_not_handed_out(closed: Case) -> None:
    parent = people.acting(Person.objects.get(id=closed.applicant_id))
    appeals.appeal(actor=parent, case=closed.id, says="Sjå på det ein gong til.")
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Sara Eksempel", closed.organisation, "caseworker"))
    page = client.get(reverse("casework:journal", args=[closed.id]), follow=True).content.decode()
    assert "The case is open" in page


def test_the_archivist_takes_out_what_was_closed_and_sees_no_open_case(
    closed: Case, city: Organisation
) -> None:
    today = timezone.localdate().isoformat()
    address, days = reverse("casework:archive", args=[city.id]), {"first": today, "last": today}
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Ragnhild Eksempel", city, "archivist"))
    assert closed.reference in client.get(address).content.decode()
    assert client.get(reverse("casework:case", args=[closed.id])).status_code == 404
    assert client.get(reverse("casework:journal", args=[closed.id])).status_code == 200
    assert client.post(address, {"first": today, "last": "2020-01-01"}).status_code == 422
    assert client.post(address, {"first": "2020-01-01", "last": "2020-01-02"}).status_code == 422
    asked = client.post(address, days)
    job = JobRun.objects.get()
    assert asked["Location"] == reverse("job", args=[job.id])
    packing.archive_job(Progress(job.id), **job.arguments)
    job.refresh_from_db()
    assert zipfile.ZipFile(io.BytesIO(bytes(job.result or b""))).testzip() is None
    for role in ("administrator", "caseworker", "lawyer"):
        people.sign_in(client, people.person(f"{role} Eksempel", city, role))
        assert client.get(address).status_code in (403, 404)
        assert client.post(address, days).status_code in (403, 404)
        by_api = f"/api/v1/casework/organisations/{city.id}/archive"
        assert client.post(by_api, days, content_type="application/json").status_code in (403, 404)


def test_the_command_line_writes_journal_and_package(
    closed: Case, city: Organisation, tmp_path: Path
) -> None:
    run, today = CliRunner().invoke, timezone.localdate().isoformat()
    assert run(casework, ["journal", closed.reference, str(tmp_path / "a.xml")]).exit_code == 0
    assert checking.faults((tmp_path / "a.xml").read_bytes()) == []
    assert run(casework, ["journal", closed.reference, str(tmp_path / "a.zip")]).exit_code == 0
    assert packing.XML in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert run(casework, ["archive", city.number, today, today, str(tmp_path / "b.zip")]).exit_code == 0
    assert run(casework, ["archive", "000000000", today, today, str(tmp_path / "b.zip")]).exit_code == 2
    Case.objects.filter(id=UUID(str(closed.id))).update(state="person")
    refused = run(casework, ["journal", closed.reference, str(tmp_path / "c.xml")])
    assert refused.exit_code == 1
    assert not (tmp_path / "c.xml").exists()
