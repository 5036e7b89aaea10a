"""Who sees what: drafts are the parties' secret, what all have signed is known to the network."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from dugnad.areas.agreements.models import Clause, Document
from dugnad.areas.agreements.selectors import happening
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, acting, api, browser
from dugnad.areas.agreements.things import THINGS
from dugnad.kernel.access import NOBODY, wall
from dugnad.kernel.areas import kinds
from tests import people


def page(client: Client, row: Any) -> Any:
    return client.get(f"/agreements/{row.id}/")


@pytest.mark.parametrize("state", ["draft", "signing"])
def test_before_all_have_signed_it_is_the_parties_secret(pair: Pair, state: str) -> None:
    row = makers.draft(pair) if state == "draft" else makers.sent(pair)
    insiders = [pair.kari, pair.ola, people.person("Nora Eksempel", pair.bergen)]
    outsiders = [pair.stranger, people.operator()]
    assert [page(browser(person), row).status_code for person in insiders] == [200] * 3
    assert [page(browser(person), row).status_code for person in outsiders] == [404] * 2
    for person in outsiders:
        client = browser(person)
        assert api(client, "get", f"/agreements/{row.id}").status_code == 404
        assert row.title not in client.get("/agreements/?view=network").content.decode()
    assert page(browser(), row).status_code == 302


def test_the_network_knows_who_agreed_and_what_is_shared(pair: Pair) -> None:
    row = makers.signed(pair, conditions="Særskilt vilkår.")
    client = browser(pair.stranger)
    shown = page(client, row).content.decode()
    assert row.title in shown
    assert pair.oslo.name in shown
    assert "cooperation" in shown or "samarbeid" in shown
    assert "Vi gjør dette sammen." not in shown
    assert "Særskilt vilkår." not in shown
    assert "Kari Eksempel" not in shown
    assert client.get(f"/agreements/{row.id}/document.pdf").status_code == 404
    given = api(client, "get", f"/agreements/{row.id}").json()
    assert given["rounds"] == []
    assert given["conditions"] == ""
    assert [clause["kind"] for clause in given["clauses"]] == ["sharing"]
    assert given["clauses"][0]["id"] is None
    assert row.title in client.get("/agreements/?view=network").content.decode()
    assert row.title not in client.get("/agreements/").content.decode()


def test_the_parties_read_all_of_it(pair: Pair) -> None:
    row = makers.signed(pair, conditions="Særskilt vilkår.")
    nora = people.person("Nora Eksempel", pair.bergen)
    shown = page(browser(nora), row).content.decode()
    assert "Særskilt vilkår." in shown
    assert "Kari Eksempel" in shown
    given = api(browser(nora), "get", f"/agreements/{row.id}").json()
    assert given["rounds"][0]["signatures"][0]["state"] == "signed"


def test_the_list_begins_with_what_waits_for_oneself(pair: Pair) -> None:
    row = makers.sent(pair, order="sequential")
    assert [one["title"] for one in browser(pair.kari).get("/agreements/").context["waiting"]] == [row.title]
    assert browser(pair.ola).get("/agreements/").context["waiting"] == []
    assert [one["agreement"] for one in api(browser(pair.kari), "get", "/agreements/waiting").json()] == [
        str(row.id)
    ]
    makers.sign(row, pair.kari)
    assert browser(pair.kari).get("/agreements/").context["waiting"] == []
    assert [one["title"] for one in browser(pair.ola).get("/agreements/").context["waiting"]] == [row.title]


def test_the_first_page_tells_how_many_wait(pair: Pair) -> None:
    makers.sent(pair)
    assert list(happening(NOBODY)) == []
    assert list(happening(acting(pair.stranger))) == []
    with translation.override("nb"):
        ((text, url),) = happening(acting(pair.kari))
    assert text.startswith("1 ")
    assert url == "/agreements/"
    assert text in browser(pair.kari).get("/").content.decode()


def test_an_empty_list_says_what_to_do(pair: Pair) -> None:
    shown = browser(pair.kari).get("/agreements/").content.decode()
    assert 'class="empty"' in shown
    assert shown.count("/agreements/new/") == 2


def test_the_list_is_narrowed(pair: Pair) -> None:
    makers.draft(pair, title="Vann")
    makers.draft(pair, title="Brann")
    client = browser(pair.kari)

    def titles(**query: str) -> list[str]:
        return sorted(row["title"] for row in client.get("/agreements/", query).context["rows"])

    assert titles() == ["Brann", "Vann"]
    assert titles(q="vann") == ["Vann"]
    assert titles(q="bergen") == ["Brann", "Vann"]
    assert titles(status="draft", q="brann") == ["Brann"]
    assert titles(status="in_force") == []
    assert titles(status="nonsense") == []
    items = api(client, "get", "/agreements?q=Vann&limit=1").json()
    assert (items["total"], items["items"][0]["title"]) == (1, "Vann")


def test_every_kind_tells_how_its_things_are_found(pair: Pair) -> None:
    row = makers.signed(pair)
    place = makers.place_of(row, pair.kari)
    ours = {name for name in kinds() if name.startswith("agreements.")}
    assert ours == {things.kind.name for things in THINGS}
    ids = {
        "agreements.agreement": row.id,
        "agreements.summary": row.id,
        "agreements.signature": place.id,
        "agreements.people": pair.oslo.id,
        "agreements.signatories": pair.oslo.id,
    }
    for things in THINGS:
        assert set(things.actions) == set(things.kind.policy)
        (found,) = things.find([ids[things.kind.name]])
        assert found.thing.id == ids[things.kind.name]
        assert found.title
        assert browser(pair.kari).get(found.url).status_code == 200


@pytest.mark.postgres
def test_the_database_itself_hides_text_and_document(pair: Pair) -> None:
    row = makers.sent(pair)
    for person, seen in ((pair.kari, True), (pair.stranger, False)):
        with wall.closed():
            wall.open_for(acting(person))
            assert Clause.objects.filter(agreement=row).exists() is seen
            assert Document.objects.filter(round__agreement=row).exists() is seen
    makers.sign(row, pair.kari, pair.ola)
    with wall.closed():
        wall.open_for(acting(pair.stranger))
        assert [clause.kind for clause in Clause.objects.filter(agreement=row)] == ["sharing"]
        assert not Document.objects.exists()
