"""What happens between the making of a page and the opening of its stream is not missed."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Route, expect

from dugnad.areas.agreements import services
from dugnad.areas.agreements.tests import makers
from dugnad.kernel.ledger.sealing import seal_all
from tests import people
from tests.browser.conftest import Opener


@pytest.mark.django_db(transaction=True)
def test_what_happens_before_the_stream_is_open_is_shown(page_at: Opener) -> None:
    pair = makers.Pair()
    row = makers.sent(pair)
    eva = people.person("Eva Eksempel", pair.oslo, "signatory")
    client = Client()
    people.sign_in(client, pair.ola)
    seal_all()
    asked: list[str] = []

    def meanwhile(route: Route) -> None:
        if not asked:
            place = makers.place_of(row, pair.kari)
            services.delegate(actor=makers.acting(pair.kari), agreement=row.id, signature=place.id, to=eva.id)
            seal_all()
        asked.append(route.request.headers.get("last-event-id", ""))
        route.continue_()

    page = page_at(1280, client)
    page.route("**/live", meanwhile)
    page.goto(f"/agreements/{row.id}/")
    expect(page.locator("#line")).to_contain_text("Eva Eksempel")
    assert asked[0].isdigit()
    assert not page.noted  # type: ignore[attr-defined]
