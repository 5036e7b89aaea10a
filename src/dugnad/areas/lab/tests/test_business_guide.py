"""The guide and the canvas, through the pages: what is typed is kept, checked in plain words, saved, brought back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dugnad.areas.lab.models import BusinessModel, KeptInput
from dugnad.areas.lab.tests.makers_business import fields_of
from tests.world import World

pytestmark = pytest.mark.django_db


def at(row: BusinessModel, rest: str = "") -> str:
    return f"/lab/models/{row.id}/{rest}"


def answer(client: Client, row: BusinessModel, step: str, **changes: Any) -> Any:
    """Open a step, change some fields, and save."""
    shown = client.get(at(row, f"guide/{step}/"))
    assert shown.status_code == 200, shown.content.decode()[:500]
    fields = {name: value for name, value in fields_of(shown.content.decode()).items() if name != "go"}
    return client.post(at(row, f"guide/{step}/"), {**fields, **changes})


def test_an_empty_model_is_filled_in_question_by_question(client: Client, world: World) -> None:
    made = client.post("/lab/models/new/", {"organisation": str(world.own.id), "title": "Ny", "example": ""})
    assert made.status_code == 302
    row = BusinessModel.objects.get(title="Ny")
    assert "Before it can be reckoned with" in client.get(at(row)).content.decode()
    sold = {"name": "Kaffe", "customers": "1 250", "price": "39,50", "volume": "4", "unit_cost": "12,25"}
    assert answer(client, row, "stream-new", **sold).url == at(row, "guide/growth-0/")
    assert answer(client, row, "growth-0", churn="3,5").status_code == 302
    assert answer(client, row, "customer_segments", text="Naboer").status_code == 302
    row.refresh_from_db()
    stream = row.document["business"]["streams"][0]
    assert (stream["customers"], stream["price"], stream["churn"]) == (1250.0, 39.5, 0.035)
    page = client.get(at(row)).content.decode()
    assert "Before it can be reckoned with" not in page
    assert "Naboer" in page


def test_every_example_can_be_begun_from(client: Client, world: World) -> None:
    from dugnad.areas.lab.business.document import faults
    from dugnad.areas.lab.business.examples import EXAMPLES

    for key in EXAMPLES:
        asked = {"organisation": str(world.own.id), "title": key, "example": key}
        assert client.post("/lab/models/new/", asked).status_code == 302
        row = BusinessModel.objects.get(title=key)
        assert faults(row.document) == ()
        page = client.get(at(row)).content.decode()
        assert "Begun from an example" in page


@pytest.mark.parametrize(
    ("step", "field", "typed", "says"),
    [
        ("stream-0", "price", "-5", "cannot be below 0"),
        ("growth-0", "churn", "100", "every customer is gone"),
        ("stream-0", "price", "100 EUR", "Only Norwegian kroner"),
        ("stream-0", "price", "mye", "Write a number, such as"),
        ("stream-0", "price", "1.250", "two ways"),
        ("stream-0", "price-low", "9999", "Give both ends"),
        ("stream-0", "name", "", "This is needed"),
        ("stream-0", "name", "Oppsett og opplæring", "Another stream has this name"),
        ("about", "start", "januar", "2026-01"),
        ("outlook", "months", "1000", "cannot be above 240"),
        ("outlook", "months", "12,5", "whole number"),
        ("season", "month0", "100", "all twelve months"),
        ("investments", "row0-amount", "-1", "cannot be below 0"),
    ],
)
def test_bad_input_is_told_at_the_field_and_nothing_is_saved(
    client: Client, row: BusinessModel, step: str, field: str, typed: str, says: str
) -> None:
    changes = {field: typed}
    if field == "price-low":
        changes |= {"price-high": "", "price": ""}
    page = answer(client, row, step, **changes)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert typed in page.content.decode()
    row.refresh_from_db()
    assert row.revision == 1


def test_a_range_is_kept_as_it_was_and_can_be_given(client: Client, row: BusinessModel) -> None:
    assert answer(client, row, "stream-0").status_code == 302
    row.refresh_from_db()
    assert row.revision == 1, "a save that changes nothing is no revision"
    answer(client, row, "stream-0", **{"price": "", "price-low": "5 000", "price-high": "8 000"})
    row.refresh_from_db()
    kept = row.document["business"]["streams"][0]["price"]
    assert kept == {"low": 5000.0, "high": 8000.0, "kind": "uniform", "mode": None}


def test_what_is_typed_is_kept_when_the_browser_closes(
    client: Client, row: BusinessModel, world: World
) -> None:
    kept = client.post(at(row, "guide/cash/keep/"), {"base": "1", "cash": "abc", "overdraft": "7"})
    assert kept.status_code == 200
    assert "Kept" in kept.content.decode()
    page = client.get(at(row, "guide/cash/")).content.decode()
    assert fields_of(page)["cash"] == "abc"
    assert "not saved it yet" in client.get(at(row)).content.decode()
    colleague = world.client("own administrator").get(at(row, "guide/cash/")).content.decode()
    assert fields_of(colleague)["cash"] != "abc", "what is not saved is one's own"
    assert answer(client, row, "cash", cash="12 000").status_code == 302
    assert not KeptInput.objects.exists()


def test_two_people_save_different_parts_and_both_stay(
    client: Client, row: BusinessModel, world: World
) -> None:
    other = world.client("own administrator")
    shown = fields_of(other.get(at(row, "guide/cash/")).content.decode())
    assert (
        answer(client, row, "fixed", **{"fixed": "99 000", "fixed-low": "", "fixed-high": ""}).status_code
        == 302
    )
    assert other.post(at(row, "guide/cash/"), {**shown, "cash": "77"}).status_code == 302
    row.refresh_from_db()
    assert row.document["business"]["costs"]["fixed"] == 99000.0
    assert row.document["business"]["funding"]["cash"] == 77.0


def test_two_people_save_the_same_part_and_the_second_is_told(
    client: Client, row: BusinessModel, world: World
) -> None:
    other = world.client("own administrator")
    shown = fields_of(other.get(at(row, "guide/cash/")).content.decode())
    answer(client, row, "cash", cash="55")
    told = other.post(at(row, "guide/cash/"), {**shown, "cash": "77"})
    assert told.status_code == 409
    page = told.content.decode()
    assert "saved this part while you worked" in page
    assert ">55" in page, "theirs"
    assert ">77" in page, "yours"
    fields = fields_of(page)
    assert fields["cash"] == "77", "what was typed is not lost"
    assert other.post(at(row, "guide/cash/"), fields).status_code == 302
    row.refresh_from_db()
    assert row.document["business"]["funding"]["cash"] == 77.0


@pytest.mark.parametrize(("kind", "field"), [("scenarios", "start"), ("strategies", "cost")])
def test_two_people_save_the_same_disruption_or_strategy(
    client: Client, row: BusinessModel, world: World, kind: str, field: str
) -> None:
    other, where = world.client("own administrator"), at(row, f"edit/{kind}/1/")
    ours = {
        **fields_of(other.get(where).content.decode()),
        field: "7",
        f"{field}-low": "",
        f"{field}-high": "",
    }
    theirs = {
        **fields_of(client.get(where).content.decode()),
        field: "9",
        f"{field}-low": "",
        f"{field}-high": "",
    }
    assert client.post(where, theirs).status_code == 302
    # They take the first one away too, so that this one stands elsewhere.
    first = fields_of(client.get(at(row, f"guide/{kind}/")).content.decode())
    client.post(at(row, f"edit/{kind}/0/remove/"), {"base": first["base"]})
    told = other.post(where, ours)
    assert told.status_code == 409
    page = told.content.decode()
    assert ">9 " in page
    assert ">7 " in page
    assert f'action="{at(row, f"edit/{kind}/0/")}"' in page, "it is saved where it stands now"
    assert other.post(at(row, f"edit/{kind}/0/"), fields_of(page)).status_code == 302
    row.refresh_from_db()
    saved = row.document[kind][0]
    assert (saved["values"] if kind == "scenarios" else saved)[field] == 7.0


@pytest.mark.parametrize("kind", ["scenarios", "strategies"])
def test_what_was_taken_away_meanwhile_can_be_brought_back(
    client: Client, row: BusinessModel, world: World, kind: str
) -> None:
    other, where = world.client("own administrator"), at(row, f"edit/{kind}/0/")
    count, ours = len(row.document[kind]), fields_of(other.get(where).content.decode()) | {"name": "Min egen"}
    client.post(at(row, f"edit/{kind}/0/remove/"), {"base": ours["base"]})
    told = other.post(where, ours)
    assert told.status_code == 409
    page = told.content.decode()
    assert "took this away" in page
    again = fields_of(page)
    assert again["name"] == "Min egen"
    assert other.post(at(row, f"edit/{kind}/{count - 1}/"), again).status_code == 302
    row.refresh_from_db()
    assert [one["name"] for one in row.document[kind]][-1] == "Min egen"
    assert len(row.document[kind]) == count


def test_a_stream_that_was_taken_away_meanwhile_can_be_brought_back(
    client: Client, row: BusinessModel, world: World
) -> None:
    other = world.client("own administrator")
    ours = fields_of(other.get(at(row, "guide/stream-0/")).content.decode())
    ours |= {"price": "123", "price-low": "", "price-high": ""}
    client.post(at(row, "streams/0/remove/"), {"base": ours["base"]})
    told = other.post(at(row, "guide/stream-0/"), ours)
    assert told.status_code == 409
    page = told.content.decode()
    assert f'action="{at(row, "guide/stream-new/")}"' in page
    assert other.post(at(row, "guide/stream-new/"), fields_of(page)).status_code == 302
    row.refresh_from_db()
    assert row.document["business"]["streams"][-1]["price"] == 123.0


def test_an_earlier_revision_is_brought_back(client: Client, row: BusinessModel) -> None:
    before = row.document
    answer(client, row, "cash", cash="1")
    assert "Revision 1" in client.get(at(row, "history/")).content.decode()
    assert client.post(at(row, "history/1/restore/")).status_code == 302
    row.refresh_from_db()
    assert row.document == before
    assert row.revision == 3


def test_a_renamed_stream_is_followed_and_a_named_one_stays(client: Client, row: BusinessModel) -> None:
    client.post(at(row, "edit/scenarios/add/"), {"of": "automation"})
    form = fields_of(client.get(at(row, "edit/scenarios/3/")).content.decode())
    saved = client.post(
        at(row, "edit/scenarios/3/"), {**form, "streams": ["Abonnement"], "probability": "12,5"}
    )
    assert saved.status_code == 302
    answer(client, row, "stream-0", name="Medlemskap")
    row.refresh_from_db()
    scenario = row.document["scenarios"][3]
    assert (scenario["streams"], scenario["probability"]) == (["Medlemskap"], 0.125)
    client.post(at(row, "streams/0/remove/"), {"base": str(row.revision)})
    row.refresh_from_db()
    assert len(row.document["business"]["streams"]) == 2, "a scenario is about this stream alone"


def test_strategies_are_added_changed_and_removed(client: Client, row: BusinessModel) -> None:
    made = client.post(at(row, "edit/strategies/add/"))
    assert made.url == at(row, "edit/strategies/3/")
    form = fields_of(client.get(made.url).content.decode())
    saved = client.post(
        made.url, {**form, "name": "Dyrere", "price": "12", "running": "-500", "cost": "1 000"}
    )
    assert saved.status_code == 302
    row.refresh_from_db()
    strategy = row.document["strategies"][3]
    assert (strategy["name"], strategy["changes"], strategy["running"]) == ("Dyrere", {"price": 1.12}, -500.0)
    client.post(at(row, "edit/strategies/3/remove/"), {"base": str(row.revision)})
    row.refresh_from_db()
    assert len(row.document["strategies"]) == 3


def test_the_ranges_of_a_disruption_are_shown_with_equations_and_sources(
    client: Client, row: BusinessModel
) -> None:
    page = client.get(at(row, "edit/scenarios/0/")).content.decode()
    assert "pull = gap" in page
    assert "Sultan, Farley" in page
    form = fields_of(page)
    wrong = client.post(at(row, "edit/scenarios/0/"), {**form, "probability": "140"})
    assert wrong.status_code == 422


def test_every_question_opens(client: Client, row: BusinessModel) -> None:
    from dugnad.areas.lab.business.revising import state_of
    from dugnad.areas.lab.business.steps import OTHER, steps

    for step in (*steps(state_of(row)), *OTHER):
        assert client.get(at(row, f"guide/{step.key}/")).status_code == 200, step.key
    assert client.get(at(row, "guide/")).status_code == 302
    assert client.get(at(row, "guide/nothing/")).status_code == 404
