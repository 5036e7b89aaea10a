"""The JSON document out and in: nothing is lost, what is wrong is named by its path, drafts come in too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dugnad.areas.lab.business.document import BLOCKS, plain
from dugnad.areas.lab.business.document import read as documents_read
from dugnad.areas.lab.business.files.reading import read
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.tests.makers_business import model, upload
from dugnad.engines.foresight.scenarios import CATALOGUE
from tests.world import World

pytestmark = pytest.mark.django_db


def test_json_comes_back_and_a_newer_version_is_refused(client: Client, row: BusinessModel) -> None:
    content = client.get(f"/lab/models/{row.id}/model.json").content
    assert plain(documents_read(json.loads(content))) == row.document, "the file has the model's fingerprint"
    assert read(content, row.document, row.canvas).document == row.document
    newer = json.dumps({**json.loads(content), "version": 99}).encode()
    assert "newer version" in upload(client, row, newer).content.decode()
    dollars = json.loads(content)
    dollars["business"]["currency"] = "USD"
    dollars["business"]["streams"][0]["churn"] = 1
    page = upload(client, row, json.dumps(dollars).encode()).content.decode()
    assert "Only Norwegian kroner" in page
    assert "business.streams[0].churn" in page


def test_a_model_that_still_lacks_something_goes_out_and_comes_in(
    client: Client, row: BusinessModel, world: World
) -> None:
    started = model(world.actor("own member"), world.own.id, "", "Begynt")
    out = client.get(f"/lab/models/{started.id}/model.json").content
    assert json.loads(out)["business"]["streams"] == []
    assert upload(client, row, out).status_code == 302
    assert "still lacks something" in client.get(f"/lab/models/{row.id}/files/confirm/").content.decode()
    client.post(f"/lab/models/{row.id}/files/confirm/")
    assert client.get(f"/lab/models/{row.id}/model.json").content == out
    named = {**json.loads(out), "scenarios": [{"kind": "price_collapse", "streams": ["Gone"]}]}
    assert upload(client, row, json.dumps(named).encode()).status_code == 302
    assert client.post(f"/lab/models/{row.id}/files/confirm/").status_code == 302
    assert client.get(f"/lab/models/{row.id}/").status_code == 200
    named["scenarios"][0]["values"] = {"fall": "much"}
    assert "scenarios[0].values.fall" in upload(client, row, json.dumps(named).encode()).content.decode()


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
NUMBERS = st.floats(0, 1e6, allow_nan=False)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    canvas=st.dictionaries(st.sampled_from(BLOCKS), WORDS, max_size=9),
    seed=st.integers(0, 2**31 - 1),
    price=st.one_of(
        NUMBERS, st.fixed_dictionaries({"low": st.just(1.0), "high": NUMBERS.map(lambda x: x + 2)})
    ),
    names=st.lists(WORDS.filter(str.strip), min_size=1, max_size=3, unique=True),
    kind=st.sampled_from(sorted(CATALOGUE)),
)
def test_a_model_that_goes_out_as_json_and_comes_in_has_lost_nothing(
    client: Client, world: World, canvas: Any, seed: int, price: Any, names: list[str], kind: str
) -> None:
    streams = [{"name": name, "customers": 10, "price": price} for name in names]
    scenarios = [{"kind": kind, "name": names[0], "streams": names[:1], "probability": 0.25}]
    document = {"version": 1, "business": {"name": "Alt", "streams": streams}, "scenarios": scenarios}
    one, other = (model(world.actor("own member"), world.own.id, "", title) for title in ("En", "To"))
    body = {"revision": 1, "document": document, "canvas": canvas, "seed": seed}
    assert (
        client.put(f"/api/v1/lab/models/{one.id}", body, content_type="application/json").status_code == 200
    )
    out = client.get(f"/lab/models/{one.id}/model.json").content
    upload(client, other, out)
    assert client.post(f"/lab/models/{other.id}/files/confirm/").status_code == 302
    assert client.get(f"/lab/models/{other.id}/model.json").content == out
    made = client.post(
        "/api/v1/lab/models",
        {"organisation": str(world.own.id), "title": "Alt", "document": json.loads(out)},
        content_type="application/json",
    ).json()
    assert client.get(f"/lab/models/{made['id']}/model.json").content == out
    one.refresh_from_db()
    assert (made["document"], made["canvas"], made["seed"]) == (one.document, canvas, seed)
    BusinessModel.objects.all().delete()


@pytest.mark.parametrize(
    ("beside", "says"),
    [
        ({"canvas": {"luck": "x"}}, "There is no such block"),
        ({"canvas": {"channels": "x" * 2001}}, "at most 2 000"),
        ({"canvas": []}, "This is not a model"),
        ({"seed": -1}, "whole number from 0"),
        ({"seed": "1"}, "whole number from 0"),
    ],
)
def test_what_stands_beside_the_model_is_checked_too(
    client: Client, row: BusinessModel, beside: Any, says: str
) -> None:
    out = json.loads(client.get(f"/lab/models/{row.id}/model.json").content)
    page = upload(client, row, json.dumps({**out, **beside}).encode())
    assert page.status_code == 422
    assert says in page.content.decode()
