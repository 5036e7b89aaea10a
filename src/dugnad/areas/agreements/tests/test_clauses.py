"""Writing clauses through the pages and the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from dugnad.areas.agreements.models import Agreement, Clause
from dugnad.areas.agreements.rules import DATA_PEOPLE
from dugnad.areas.agreements.services.clauses import MOST_CLAUSES
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, api, browser, days, faults
from tests import people

TEXT = {"kind": "text", "heading": "Møter", "text": "Partene møtes hvert kvartal."}


def sharing(pair: Pair, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": "sharing",
        "givers": [str(pair.oslo.id)],
        "receivers": [str(pair.bergen.id)],
        "data": DATA_PEOPLE,
        "purpose": "cooperation",
    }
    return values | changes


def headings(row: Agreement) -> list[str]:
    return [one.heading for one in row.clauses.filter(removed=False)]


@pytest.fixture
def row(pair: Pair) -> Agreement:
    return makers.draft(pair, clauses=False)


def test_a_clause_that_shares_is_said_in_words(pair: Pair, row: Agreement) -> None:
    client = browser(pair.kari)
    client.cookies["django_language"] = "en"
    typed = {name: value for name, value in sharing(pair).items() if name not in ("kind", "data")}
    made = client.post(f"/agreements/{row.id}/clauses/sharing/", typed | {"what": DATA_PEOPLE})
    assert made.status_code == 302
    said = f"{pair.bergen.name} may read {pair.oslo.name}’s contact people"
    assert said in client.get(f"/agreements/{row.id}/").content.decode()


def test_the_words_follow_the_form(pair: Pair, row: Agreement) -> None:
    client = browser(pair.kari)
    client.cookies["django_language"] = "en"
    query = {"what": DATA_PEOPLE, "purpose": "preparedness", "givers": str(pair.oslo.id)}
    unfinished = client.get(f"/agreements/{row.id}/clauses/words/", query)
    assert "may read" not in unfinished.content.decode()
    finished = client.get(f"/agreements/{row.id}/clauses/words/", query | {"receivers": str(pair.bergen.id)})
    assert "for preparedness and crises until" in finished.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"purpose": "curiosity"}, "purpose"),
        ({"data": ""}, "data"),
        ({"data": "network.everything"}, "data"),
        ({"givers": []}, "givers"),
        ({"receivers": []}, "receivers"),
        ({"givers": [str(uuid4())]}, "givers"),
        ({"starts": days(20).isoformat(), "ends": days(10).isoformat()}, "ends"),
        ({"starts": days(-10).isoformat()}, "starts"),
        ({"ends": days(4000).isoformat()}, "ends"),
    ],
)
def test_what_cannot_be_used_is_told_at_the_field(
    pair: Pair, row: Agreement, change: dict[str, Any], field: str
) -> None:
    refused = api(browser(pair.kari), "post", f"/agreements/{row.id}/clauses", sharing(pair, **change))
    assert refused.status_code == 422
    assert list(faults(refused)) == [field]
    assert not row.clauses.exists()


def test_nobody_shares_with_itself(pair: Pair, row: Agreement) -> None:
    own = str(pair.oslo.id)
    client = browser(pair.kari)
    refused = api(client, "post", f"/agreements/{row.id}/clauses", sharing(pair, receivers=[own]))
    assert list(faults(refused)) == ["receivers"]
    page = client.post(
        f"/agreements/{row.id}/clauses/sharing/",
        {"givers": own, "receivers": own, "what": DATA_PEOPLE, "purpose": "cooperation"},
    )
    assert page.status_code == 422
    assert 'id="id_receivers_error"' in page.content.decode()


def test_all_may_share_with_each_other(pair: Pair, row: Agreement) -> None:
    both = [str(party) for party in pair.parties]
    made = api(
        browser(pair.kari),
        "post",
        f"/agreements/{row.id}/clauses",
        sharing(pair, givers=both, receivers=both),
    )
    assert made.status_code == 201


@pytest.mark.parametrize(("change", "field"), [({"heading": ""}, "heading"), ({"text": " "}, "text")])
def test_an_empty_clause_is_refused(pair: Pair, row: Agreement, change: dict[str, Any], field: str) -> None:
    refused = api(browser(pair.kari), "post", f"/agreements/{row.id}/clauses", TEXT | change)
    assert list(faults(refused)) == [field]


def test_clauses_are_moved_taken_out_and_put_back(pair: Pair, row: Agreement) -> None:
    client = browser(pair.kari)
    for heading in ("en", "to", "tre"):
        client.post(f"/agreements/{row.id}/clauses/text/", {"heading": heading, "text": "Tekst."})
    first, second, third = row.clauses.all()
    client.post(f"/agreements/{row.id}/clauses/{third.id}/move/", {"direction": "up"})
    assert headings(row) == ["en", "tre", "to"]
    client.post(f"/agreements/{row.id}/clauses/{first.id}/move/", {"direction": "up"})
    assert headings(row) == ["en", "tre", "to"]
    client.post(f"/agreements/{row.id}/clauses/{third.id}/remove/")
    assert headings(row) == ["en", "to"]
    client.post(f"/agreements/{row.id}/clauses/{second.id}/move/", {"direction": "up"})
    assert headings(row) == ["to", "en"]
    assert "tre" in client.get(f"/agreements/{row.id}/").content.decode()
    client.post(f"/agreements/{row.id}/clauses/{third.id}/restore/")
    assert sorted(headings(row)) == ["en", "to", "tre"]


def test_a_standard_clause_is_added_in_the_documents_language(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False, language="en")
    client = browser(pair.kari)
    client.post(f"/agreements/{row.id}/clauses/standard/", {"key": "disputes"})
    assert headings(row) == ["Disputes"]
    assert client.post(f"/agreements/{row.id}/clauses/standard/", {"key": "nothing"}).status_code == 404


def test_of_two_who_change_a_clause_none_loses_a_word(pair: Pair, row: Agreement) -> None:
    kari, ola = browser(pair.kari), browser(pair.ola)
    kari.post(f"/agreements/{row.id}/clauses/text/", TEXT)
    clause = row.clauses.get()
    path = f"/agreements/{row.id}/clauses/{clause.id}/"
    seen = kari.get(path).context["form"].initial["seen"]
    kari.post(path, {"heading": "Møter", "text": "Kari skrev dette.", "seen": seen})
    both = ola.post(path, {"heading": "Møter", "text": "Ola skrev dette.", "seen": seen})
    assert both.status_code == 409
    text = both.content.decode()
    assert "Kari skrev dette." in text
    assert "Ola skrev dette." in text
    clause.refresh_from_db()
    assert clause.text == "Kari skrev dette."
    newer = both.context["form"]["seen"].value()
    assert ola.post(path, {"heading": "Møter", "text": "Begge deler.", "seen": newer}).status_code == 302
    clause.refresh_from_db()
    assert clause.text == "Begge deler."


def test_two_may_change_two_clauses_at_once(pair: Pair, row: Agreement) -> None:
    kari, ola = browser(pair.kari), browser(pair.ola)
    for heading in ("en", "to"):
        kari.post(f"/agreements/{row.id}/clauses/text/", {"heading": heading, "text": "Tekst."})
    one, two = row.clauses.all()
    for client, clause in ((kari, one), (ola, two)):
        change = TEXT | {"text": "Ny tekst.", "seen": clause.version}
        assert api(client, "put", f"/agreements/{row.id}/clauses/{clause.id}", change).status_code == 200


def test_a_clause_keeps_its_kind(pair: Pair, row: Agreement) -> None:
    client = browser(pair.kari)
    api(client, "post", f"/agreements/{row.id}/clauses", TEXT)
    clause = row.clauses.get()
    refused = api(
        client, "put", f"/agreements/{row.id}/clauses/{clause.id}", sharing(pair, seen=clause.version)
    )
    assert list(faults(refused)) == ["kind"]


def test_the_number_of_clauses_is_bounded(pair: Pair, row: Agreement) -> None:
    Clause.objects.bulk_create(
        Clause(agreement=row, position=place, kind="text", heading="x", text="x")
        for place in range(MOST_CLAUSES)
    )
    assert api(browser(pair.kari), "post", f"/agreements/{row.id}/clauses", TEXT).status_code == 409


def test_a_clause_of_another_agreement_is_not_found(pair: Pair, row: Agreement) -> None:
    other = makers.draft(Pair())
    clause = other.clauses.first()
    assert clause
    client = browser(pair.kari)
    for action in ("", "move/", "remove/", "restore/"):
        assert client.post(f"/agreements/{row.id}/clauses/{clause.id}/{action}", TEXT).status_code == 404
        assert client.post(f"/agreements/{other.id}/clauses/{clause.id}/{action}", TEXT).status_code == 404


def test_a_locked_text_is_not_changed(pair: Pair) -> None:
    row = makers.sent(pair)
    client = browser(pair.kari)
    clause = row.clauses.first()
    assert clause
    assert client.get(f"/agreements/{row.id}/clauses/text/").status_code == 409
    assert api(client, "post", f"/agreements/{row.id}/clauses", TEXT).status_code == 409
    assert client.post(f"/agreements/{row.id}/clauses/{clause.id}/remove/").status_code == 409
    assert client.get(f"/agreements/{row.id}/edit/").status_code == 409


def test_what_does_not_fit_after_a_change_is_told_before_sending(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False)
    client = browser(pair.kari)
    api(client, "post", f"/agreements/{row.id}/clauses", sharing(pair, ends=days(300).isoformat()))
    head = makers.head(pair)
    shorter = {"title": head.title, "parties": [str(party) for party in head.parties], "seen": 1}
    shorter |= {"effective": head.effective.isoformat(), "expiry": days(100).isoformat()}
    assert api(client, "put", f"/agreements/{row.id}", shorter).status_code == 200
    page = client.get(f"/agreements/{row.id}/")
    assert len(page.context["missing"]) == 1


def test_a_person_of_no_party_writes_nothing(pair: Pair, row: Agreement) -> None:
    nora = people.person("Nora Eksempel", people.company("Eksempel Annet"), "administrator")
    assert api(browser(nora), "post", f"/agreements/{row.id}/clauses", TEXT).status_code == 404
