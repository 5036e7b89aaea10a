"""Files in and out: nothing is lost on the way, what is wrong is named by its place, hostile files do no harm."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from dugnad.areas.lab.business.files import ledger, saft, sheet, trial
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.tests.makers_business import upload
from dugnad.kernel.problems import Invalid
from tests.world import World

pytestmark = pytest.mark.django_db
ACCOUNTS = (
    ("1500", "Kundefordringer", 0, 250_000),
    ("1920", "Bank", 300_000, 410_000),
    ("2220", "Pantelån", -900_000, -800_000),
    ("2400", "Leverandørgjeld", 0, -90_000),
    ("3000", "Salg av varer", 0, -2_400_000),
    ("3100", "Salg av tjenester", 0, -1_200_000),
    ("4300", "Varekjøp", 0, 1_440_000),
    ("5000", "Lønn", 0, 960_000),
    ("6000", "Avskrivning", 0, 60_000),
    ("6300", "Husleie", 0, 240_000),
)


def saft_file(extra: str = "", doctype: str = "") -> bytes:
    """A SAF-T file of a year, invented."""
    rows = ""
    for number, name, opening, closing in ACCOUNTS:
        rows += f"<n1:Account><n1:AccountID>{number}</n1:AccountID>"
        rows += f"<n1:AccountDescription>{name}</n1:AccountDescription>"
        rows += f"<n1:StandardAccountID>{number}</n1:StandardAccountID><n1:AccountType>GL</n1:AccountType>"
        for when, amount in (("Opening", opening), ("Closing", closing)):
            side = "Debit" if amount >= 0 else "Credit"
            rows += f"<n1:{when}{side}Balance>{abs(amount)}.00</n1:{when}{side}Balance>"
        rows += "</n1:Account>"
    head = """<n1:Header><n1:Company><n1:Name>Eksempel AS</n1:Name></n1:Company>
      <n1:DefaultCurrencyCode>NOK</n1:DefaultCurrencyCode><n1:SelectionCriteria>
      <n1:PeriodStart>1</n1:PeriodStart><n1:PeriodStartYear>2025</n1:PeriodStartYear>
      <n1:PeriodEnd>12</n1:PeriodEnd><n1:PeriodEndYear>2025</n1:PeriodEndYear></n1:SelectionCriteria></n1:Header>"""
    files = (
        f"<n1:MasterFiles><n1:GeneralLedgerAccounts>{rows}</n1:GeneralLedgerAccounts>{extra}</n1:MasterFiles>"
    )
    space = "urn:StandardAuditFile-Taxation-Financial:NO"
    return f'<?xml version="1.0"?>{doctype}<n1:AuditFile xmlns:n1="{space}">{head}{files}</n1:AuditFile>'.encode()


def test_a_spreadsheet_comes_back_as_it_went_out(client: Client, row: BusinessModel) -> None:
    before = row.document
    content = client.get(f"/lab/models/{row.id}/model.xlsx").content
    found = sheet.read(content, row.document, row.canvas)
    assert found.document == before
    assert found.canvas == row.canvas


def test_a_changed_spreadsheet_is_shown_and_then_replaces(client: Client, row: BusinessModel) -> None:
    book = load_workbook(io.BytesIO(client.get(f"/lab/models/{row.id}/model.xlsx").content))
    for cells in book["Streams"].iter_rows(min_row=2):
        if cells[6].value == "streams.0.unit_cost":
            cells[3].value = "1 250,50"
    out = io.BytesIO()
    book.save(out)
    assert upload(client, row, out.getvalue()).status_code == 302
    assert "What was read" in client.get(f"/lab/models/{row.id}/files/confirm/").content.decode()
    row.refresh_from_db()
    assert row.revision == 1
    assert client.post(f"/lab/models/{row.id}/files/confirm/").status_code == 302
    row.refresh_from_db()
    assert row.document["business"]["streams"][0]["unit_cost"] == 1250.5
    assert row.document["scenarios"], "disruptions stay"
    assert client.get(f"/lab/models/{row.id}/files/confirm/").status_code == 404


@pytest.mark.parametrize(
    ("key", "column", "value", "says"),
    [
        ("streams.0.price", 3, "mye", "cell D7: «mye»: Write a number"),
        ("streams.0.price", 3, -4, "cannot be below 0"),
        ("streams.0.churn", 4, 140, "every customer is gone"),
        ("streams.0.price", 3, "100 EUR", "Only Norwegian kroner"),
        ("currency", 3, "EUR", "Only Norwegian kroner"),
        ("costs.fixed", 2, None, "Give both ends"),
    ],
)
def test_what_is_wrong_is_named_by_sheet_and_cell(
    client: Client, row: BusinessModel, key: str, column: int, value: Any, says: str
) -> None:
    book = load_workbook(io.BytesIO(client.get(f"/lab/models/{row.id}/model.xlsx").content))
    for page in book.worksheets:
        for cells in page.iter_rows(min_row=2):
            if cells[6].value == key:
                cells[column].value = value
    out = io.BytesIO()
    book.save(out)
    told = upload(client, row, out.getvalue())
    assert told.status_code == 422
    text = told.content.decode()
    assert says in text
    assert "Sheet" in text
    row.refresh_from_db()
    assert row.revision == 1


def test_the_template_is_in_the_readers_language_and_read_in_any(client: Client, row: BusinessModel) -> None:
    content = client.get("/lab/template.xlsx").content
    assert load_workbook(io.BytesIO(content)).sheetnames[0] == "Business"
    found = sheet.read(content, row.document, {})
    assert found.document["business"]["streams"] == []


def test_saft_gives_streams_costs_cash_and_debt(client: Client, row: BusinessModel) -> None:
    assert upload(client, row, saft_file()).status_code == 302
    page = client.get(f"/lab/models/{row.id}/files/confirm/").content.decode()
    assert "Salg av varer" in page
    assert "each sales account is one customer" in page
    client.post(f"/lab/models/{row.id}/files/confirm/")
    row.refresh_from_db()
    business = row.document["business"]
    assert [one["price"] for one in business["streams"]] == [200_000.0, 100_000.0]
    assert [one["unit_cost"] for one in business["streams"]] == [80_000.0, 40_000.0]
    assert business["costs"]["fixed"] == 20_000.0, "rent, and not wear"
    assert business["costs"]["salary"] == 80_000.0
    assert (business["funding"]["cash"], business["funding"]["debt"]) == (410_000.0, 800_000.0)
    assert 18 < business["funding"]["customer_days"] < 22


def test_saft_in_a_zip_and_transactions_are_not_read() -> None:
    broken = saft_file(extra="<n1:Unfinished>")
    assert len(saft.read(broken).accounts) == len(ACCOUNTS), "what comes after the accounts is not read"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("saft.xml", saft_file())
    assert saft.read(out.getvalue()).name == "Eksempel AS"


def test_trial_balances_are_read() -> None:
    table = "Konto;Navn;Saldo\n" + "\n".join(f"{n};{name};{closing}" for n, name, _o, closing in ACCOUNTS)
    assert ledger.streams(trial.read(table.encode("cp1252")))[0]["price"] == 200_000.0
    lines = [f'#KONTO {n} "{name}"' for n, name, *_rest in ACCOUNTS]
    lines += [f"#{'RES' if n >= '3' else 'UB'} 0 {n} {closing}.00" for n, _name, _o, closing in ACCOUNTS]
    assert trial.read("\n".join(['#FNAMN "Eksempel AS"', *lines]).encode()).balance("19") == 410_000
    with pytest.raises(Invalid) as wrong:
        trial.read(b"1920;Bank;mye")
    assert "Line 1" in wrong.value.fields["file"]


def bomb(entries: dict[str, bytes]) -> bytes:
    """An archive of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not an archive",
        b"{not json",
        b"[" * 100_000,
        b"{" * 100_000,
        b"<AuditFile></AuditFile>",
        b"\x00\xff" * 500,
        bomb({"xl/workbook.xml": b"0" * 40_000_000}),
        bomb({f"xl/{n}.xml": b"" for n in range(300)}),
        bomb({"xl/workbook.xml": b"<a/>"}),
        bomb({"a.xml": b"<a/>", "b.xml": b"<a/>"}),
        saft_file(doctype=LAUGHS),
        saft_file(doctype='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    ],
    ids=[
        "empty",
        "broken",
        "json",
        "deep-list",
        "deep",
        "no-books",
        "noise",
        "bomb",
        "many",
        "no-sheet",
        "two",
        "laughs",
        "file",
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(
    client: Client, row: BusinessModel, content: bytes
) -> None:
    told = upload(client, row, content)
    assert told.status_code == 422
    row.refresh_from_db()
    assert row.revision == 1


def test_a_spreadsheet_with_a_bomb_of_entities_is_refused(client: Client, row: BusinessModel) -> None:
    good = zipfile.ZipFile(io.BytesIO(client.get("/lab/template.xlsx").content))
    entries = {name: good.read(name) for name in good.namelist()}
    first = entries["xl/worksheets/sheet1.xml"].decode()
    laughing = first[first.index("<worksheet") :].replace("<t>", "<t>&c;")
    assert "&c;" in laughing
    entries["xl/worksheets/sheet1.xml"] = (LAUGHS.replace("x [", "worksheet [") + laughing).encode()
    assert upload(client, row, bomb(entries)).status_code == 422


def test_the_api_reads_and_confirms_too(client: Client, row: BusinessModel) -> None:
    base = f"/api/v1/lab/models/{row.id}"
    found = client.post(f"{base}/file", saft_file(), content_type="application/octet-stream")
    assert found.status_code == 200
    assert found.json()["kind"] == "saft"
    assert client.post(f"{base}/file/confirm").json()["revision"] == 2
    assert client.post(f"{base}/file", b"PK", content_type="application/octet-stream").status_code == 422


def test_the_api_changes_whole_models_and_tells_of_conflicts(
    client: Client, row: BusinessModel, world: World
) -> None:
    base = f"/api/v1/lab/models/{row.id}"
    document = client.get(base).json()["document"]
    document["business"]["streams"][0]["price"] = -1
    wrong = client.put(base, {"revision": 1, "document": document}, content_type="application/json")
    assert wrong.status_code == 422
    assert "streams" in wrong.content.decode()
    document["business"]["streams"][0]["price"] = 7000
    assert (
        client.put(base, {"revision": 1, "document": document}, content_type="application/json").status_code
        == 200
    )
    stale = client.put(base, {"revision": 1, "seed": 5}, content_type="application/json")
    assert stale.status_code == 409
    assert client.post(f"{base}/revisions/1/restore").json()["revision"] == 3
    made = client.post(
        "/api/v1/lab/models",
        {"organisation": str(world.own.id), "title": "Fra API", "example": "craft"},
        content_type="application/json",
    )
    assert made.status_code == 201
    assert Client().get("/api/v1/lab/schema").json() == Client().get("/lab/schema.json").json()


def test_a_conflict_tells_a_program_which_revision_stands_now(client: Client, row: BusinessModel) -> None:
    base = f"/api/v1/lab/models/{row.id}"
    for seed in (5, 6):
        told = client.put(base, {"revision": 1, "seed": seed}, content_type="application/json")
    body = told.json()
    assert (told.status_code, body["status"], body["revision"]) == (409, 409, 2)
    assert body["type"].endswith("#conflict")
    assert (
        client.put(base, {"revision": body["revision"], "seed": 6}, content_type="application/json").json()[
            "seed"
        ]
        == 6
    )
