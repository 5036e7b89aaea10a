"""A series of one's own: pasted or sent, fitted with intervals or refused with a reason, put to use in a model."""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from dugnad.areas.lab.business.document import faults
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.tests.firm import bakery_model, warm
from dugnad.areas.lab.verdicts.pasted import series
from dugnad.engines.foresight.diffusion.bass import bass_sales
from dugnad.engines.foresight.diffusion.generations import norton_bass
from dugnad.engines.foresight.diffusion.substitution import fisher_pry
from dugnad.kernel.problems import Invalid
from tests.world import World

pytestmark = pytest.mark.django_db
CURVES = "/lab/curves/"
SOLD = bass_sales(0.02, 0.4, 1000.0, 12)
GENERATIONS = norton_bass(0.02, 0.5, (100.0, 150.0), (0, 6), 14)
SHARE = 100 * fisher_pry(np.arange(1, 9), 10.0, 12.0)


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    warm()


@pytest.fixture
def client(world: World) -> Client:
    return world.client("own member")


def lines(*rows: Any) -> str:
    return "\n".join(
        "\t".join(f"{one:.6f}".replace(".", ",") for one in line) for line in zip(*rows, strict=True)
    )


def post(client: Client, kind: str, text: str, **more: Any) -> Any:
    return client.post(CURVES, {"kind": kind, "period": "year", "sales": text, **more})


@pytest.mark.parametrize(
    ("kind", "rows", "says"),
    [("sales", [SOLD], "Bass"), ("share", [SHARE], "Fisher"), ("generations", GENERATIONS, "Norton")],
)
def test_each_kind_is_fitted_with_intervals_and_a_picture(
    client: Client, kind: str, rows: Any, says: str
) -> None:
    page = post(client, kind, lines(*rows)).content.decode()
    assert says in page
    assert "<svg" in page
    assert page.count("<polyline") >= len(rows)
    assert re.search(r"R²</dt><dd class=\"number\">1[.,]0000", page)
    assert "–" in page


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("sales", "5\n4\n3\n2\n1", "do not grow"),
        ("sales", "0\n0\n0\n0\n0", "zero"),
        ("sales", "1;2\n3;4", "several columns"),
        ("share", "90\n70\n50\n30", "do not grow"),
        ("share", "20\n70\n150\n160", "above 100"),
        ("generations", "1\n2\n3\n4\n5", "one column only"),
        ("generations", "1 1\n2 2\n3 3\n4 4\n5 5", "oldest first"),
        ("generations", ";".join("1234567"), "At most 6"),
        ("sales", "\n".join("1" * 201), "At most 200"),
        ("sales", "1\nmange\n3\n4\n5", "is not a number"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_words(client: Client, kind: str, text: str, says: str) -> None:
    answer = post(client, kind, text)
    assert answer.status_code in (200, 422)
    assert says in answer.content.decode()


def test_headings_years_and_shares_are_understood() -> None:
    assert series("År\tSolgt\n2020\t1\n2021\t2\n2022\t1 250,5") == [[1.0, 2.0, 1250.5]]
    assert series("10 %\n20 %\n55 %", "share") == [[0.1, 0.2, 0.55]]
    assert series("0,1\n0,2", "share") == [[0.1, 0.2]]
    assert series("10 0\n20 3", "generations") == [[10.0, 20.0], [0.0, 3.0]]
    with pytest.raises(Invalid):
        series("2020\t1\n2021\tEUR 5")


def test_a_spreadsheet_can_be_sent(client: Client) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["År", "Gammel", "Ny"])
    for n, line in enumerate(zip(*GENERATIONS, strict=True)):
        sheet.append([2001 + n, *(float(one) for one in line)])
    book.save(out)
    file = SimpleUploadedFile("salg.xlsx", out.getvalue())
    page = client.post(CURVES, {"kind": "generations", "period": "year", "file": file}).content.decode()
    assert "Norton" in page
    assert "1.0000" in page or "1,0000" in page
    broken = client.post(CURVES, {"kind": "sales", "file": SimpleUploadedFile("x.xlsx", b"PK nothing")})
    assert broken.status_code == 422


@pytest.mark.parametrize(
    ("kind", "rows", "curve", "made"),
    [
        ("sales", [SOLD], "bass", "adoption"),
        ("share", [SHARE], "fisher_pry", "substitution"),
        ("generations", GENERATIONS, "norton_bass", "generations"),
    ],
)
def test_a_fit_is_put_to_use_as_a_disruption(
    client: Client, world: World, kind: str, rows: Any, curve: str, made: str
) -> None:
    row = bakery_model(world.own, months=24)
    count = len(row.document["scenarios"])
    answer = post(client, kind, lines(*rows), model=str(row.id), curve=curve)
    assert answer["location"] == f"/lab/models/{row.id}/edit/scenarios/{count}/"
    assert client.get(answer["location"]).status_code == 200
    row.refresh_from_db()
    assert not faults(row.document)
    values = row.document["scenarios"][-1]["values"]
    assert row.document["scenarios"][-1]["kind"] == made
    middles = {name: one["mode"] if isinstance(one, dict) else one for name, one in values.items()}
    if made == "adoption":
        assert (middles["p"], middles["q"]) == pytest.approx((0.02 / 12, 0.4 / 12), rel=1e-3)
        assert middles["start"] == -144
    elif made == "substitution":
        assert (middles["t50"], middles["takeover"]) == pytest.approx((24, 144), rel=1e-3)
    else:
        assert (middles["p"], middles["q"]) == pytest.approx((0.02 / 12, 0.5 / 12), rel=1e-3)
        assert (middles["age"], middles["start"]) == (168, -96)
        assert middles["expansion"] == pytest.approx(1.5, rel=1e-3)


@pytest.mark.parametrize("kind", ["substitution", "automation", "customers_digital"])
def test_a_fitted_share_stands_for_what_its_reader_says(client: Client, world: World, kind: str) -> None:
    row = bakery_model(world.own, months=24)
    assert f'<option value="{kind}">' in post(client, "share", lines(SHARE)).content.decode()
    post(client, "share", lines(SHARE), model=str(row.id), curve="fisher_pry", **{"as": kind})
    row.refresh_from_db()
    made = row.document["scenarios"][-1]
    assert made["kind"] == kind
    assert (made["values"]["t50"]["mode"], made["values"]["takeover"]["mode"]) == pytest.approx(
        (24, 144), rel=1e-3
    )
    assert not faults(row.document)
    wrong = post(client, "share", lines(SHARE), model=str(row.id), curve="fisher_pry", **{"as": "adoption"})
    assert wrong.status_code == 422


def test_a_fit_goes_into_no_model_of_others(world: World, client: Client) -> None:
    row = bakery_model(world.own, months=24)
    before = BusinessModel.objects.get(id=row.id).revision
    for role in ("other administrator", "partner member", "operator"):
        answer = post(world.client(role), "sales", lines(SOLD), model=str(row.id), curve="bass")
        assert answer.status_code == 422, role
    for wrong in ({"model": "x", "curve": "bass"}, {"model": str(row.id), "curve": "luck"}):
        page = post(client, "sales", lines(SOLD), **wrong)
        assert (page.status_code, page.content.decode().count("ds-validation-message")) == (422, 1)
    assert BusinessModel.objects.get(id=row.id).revision == before
    far = post(client, "sales", lines(bass_sales(0.001, 0.1, 1000.0, 30)), model=str(row.id), curve="bass")
    assert re.search(r'id="use-wrong">[^<]*too far', far.content.decode()), (
        "told at the curve, not at the numbers"
    )


def test_the_api_fits_generations_too(client: Client) -> None:
    body = {"kind": "generations", "generations": GENERATIONS.tolist()}
    told = client.post("/api/v1/lab/curves", body, content_type="application/json").json()["curves"][0]
    assert (told["curve"], told["launches"]) == ("norton_bass", [0, 6])
    assert told["r2"] == pytest.approx(1, abs=1e-9)
