"""Writing a draft through the pages and the API."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from dugnad.areas.agreements.models import Agreement, AgreementState, Clause
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import NEXT_YEAR, TODAY, Pair, api, browser, days, faults
from tests import people


def form(pair: Pair, **changes: Any) -> dict[str, Any]:
    values = {
        "title": "Vann i grensestrøk",
        "parties": [pair.oslo.name, pair.bergen.number],
        "effective": TODAY.isoformat(),
        "expiry": NEXT_YEAR.isoformat(),
        "language": "nn",
        "standard": "on",
    }
    return values | changes


def body(pair: Pair, **changes: Any) -> dict[str, Any]:
    parties = [str(party) for party in pair.parties]
    standard = {"standard_clauses": True}
    return {**form(pair), "parties": parties, **standard, **changes}


def test_a_draft_is_begun_on_a_page(pair: Pair) -> None:
    client = browser(pair.kari)
    shown = client.get("/agreements/new/").content.decode()
    assert f"{pair.oslo.name} ({pair.oslo.number})" in shown
    response = client.post("/agreements/new/", form(pair))
    row = Agreement.objects.get()
    assert response.headers["Location"] == f"/agreements/{row.id}/"
    assert [one.organisation_id for one in row.party_rows.all()] == list(pair.parties)
    assert row.written_by == pair.kari
    assert row.clauses.count() == 6
    page = client.get(f"/agreements/{row.id}/").content.decode()
    assert "Informasjonstryggleik og personvern" in page
    assert [event.actor for event in makers.events("agreements.written")] == [pair.kari.id]


def test_a_draft_is_begun_over_the_api(pair: Pair) -> None:
    response = api(browser(pair.kari), "post", "/agreements", body(pair))
    assert response.status_code == 201
    given = response.json()
    assert given["status"] == "draft"
    assert len(given["clauses"]) == 6
    assert given["version"] == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"expiry": days(-1).isoformat()}, "expiry"),
        ({"effective": "1899-01-01"}, "effective"),
        ({"expiry": "2199-01-01"}, "expiry"),
        ({"parties": []}, "parties"),
    ],
)
def test_what_cannot_be_used_is_told_at_the_field(pair: Pair, change: dict[str, Any], field: str) -> None:
    client = browser(pair.kari)
    refused = api(client, "post", "/agreements", body(pair, **change))
    assert refused.status_code == 422
    assert field in faults(refused)
    page = client.post("/agreements/new/", form(pair, **change))
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not Agreement.objects.exists()


def test_a_period_that_ends_before_it_starts_says_so(pair: Pair) -> None:
    client = browser(pair.kari)
    client.cookies["django_language"] = "en"
    page = client.post("/agreements/new/", form(pair, expiry=days(-1).isoformat()))
    assert "The agreement ends before it starts." in page.content.decode()


def test_a_party_that_is_no_member_is_refused(pair: Pair) -> None:
    client = browser(pair.kari)
    unknown = api(client, "post", "/agreements", body(pair, parties=[str(pair.oslo.id), str(uuid4())]))
    assert list(faults(unknown)) == ["parties"]
    page = client.post("/agreements/new/", form(pair, parties=[pair.oslo.name, "Atlantis kommune"]))
    assert "«Atlantis kommune»" in page.content.decode()
    pair.bergen.left_at = timezone.now()
    pair.bergen.save(update_fields=["left_at"])
    left = api(client, "post", "/agreements", body(pair))
    assert list(faults(left)) == ["parties"]


def test_two_members_of_one_name_are_told_apart_by_number(pair: Pair) -> None:
    twin = people.city(pair.bergen.name)
    client = browser(pair.kari)
    unclear = client.post("/agreements/new/", form(pair, parties=[pair.oslo.name, pair.bergen.name]))
    assert unclear.status_code == 422
    label = f"{twin.name} ({twin.number[:3]} {twin.number[3:6]} {twin.number[6:]})"
    client.post("/agreements/new/", form(pair, parties=[pair.oslo.name, label]))
    assert twin in Agreement.objects.get().parties.all()


def test_ones_own_organisation_must_take_part(pair: Pair) -> None:
    refused = api(browser(pair.stranger), "post", "/agreements", body(pair))
    assert list(faults(refused)) == ["parties"]


def test_the_frame_is_changed(pair: Pair) -> None:
    row = makers.draft(pair)
    client = browser(pair.ola)
    shown = client.get(f"/agreements/{row.id}/edit/")
    typed = form(pair, title="Nytt navn", seen=shown.context["form"].initial["seen"])
    assert client.post(f"/agreements/{row.id}/edit/", typed).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.language) == ("Nytt navn", "nn")


def test_of_two_who_change_the_frame_none_loses_a_word(pair: Pair) -> None:
    row = makers.draft(pair)
    seen = row.head_version
    first = form(pair, title="Karis navn", seen=seen)
    second = form(pair, title="Olas navn", seen=seen)
    browser(pair.kari).post(f"/agreements/{row.id}/edit/", first)
    ola = browser(pair.ola)
    both = ola.post(f"/agreements/{row.id}/edit/", second)
    assert both.status_code == 409
    text = both.content.decode()
    assert "Karis navn" in text
    assert 'value="Olas navn"' in text
    row.refresh_from_db()
    assert row.title == "Karis navn"
    again = second | {"seen": both.context["form"]["seen"].value()}
    assert ola.post(f"/agreements/{row.id}/edit/", again).status_code == 302
    row.refresh_from_db()
    assert row.title == "Olas navn"


def test_the_api_tells_of_a_conflict(pair: Pair) -> None:
    row = makers.draft(pair)
    stale = api(browser(pair.kari), "put", f"/agreements/{row.id}", body(pair, seen=row.head_version + 7))
    assert stale.status_code == 409
    assert stale.headers["Content-Type"] == "application/problem+json"


def test_a_party_that_a_clause_names_stays(pair: Pair) -> None:
    row = makers.draft(pair)
    halden = people.city("Eksempel Halden")
    parties = [str(pair.oslo.id), str(halden.id)]
    refused = api(
        browser(pair.kari), "put", f"/agreements/{row.id}", body(pair, parties=parties, seen=row.head_version)
    )
    assert list(faults(refused)) == ["parties"]


def test_a_draft_is_thrown_away(pair: Pair) -> None:
    row = makers.draft(pair)
    client = browser(pair.kari)
    assert client.post(f"/agreements/{row.id}/discard/").status_code == 302
    assert client.get(f"/agreements/{row.id}/").status_code == 404
    assert "Samarbeid om beredskap" not in client.get("/agreements/").content.decode()
    row.refresh_from_db()
    assert row.state == AgreementState.DISCARDED


def test_a_member_may_write_but_not_throw_away(pair: Pair) -> None:
    row = makers.draft(pair)
    nora = people.person("Nora Eksempel", pair.oslo)
    assert api(browser(nora), "delete", f"/agreements/{row.id}").status_code == 403
    text = {"kind": "text", "heading": "Møter", "text": "Hvert kvartal."}
    assert api(browser(nora), "post", f"/agreements/{row.id}/clauses", text).status_code == 201


def test_nothing_of_the_frame_is_written_when_it_is_refused(pair: Pair) -> None:
    api(browser(pair.kari), "post", "/agreements", body(pair, expiry=date(2000, 1, 1).isoformat()))
    assert not Agreement.objects.exists()
    assert not Clause.objects.exists()
    assert not makers.events("agreements.written")
