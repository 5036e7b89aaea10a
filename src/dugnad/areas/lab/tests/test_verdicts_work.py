"""Long work as a job, strategies, the report, the fit of a series, the API: one set of digits, one set of doors."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from dugnad.areas.lab.models import BusinessModel, CommentInvitation, Reckoning
from dugnad.areas.lab.tests.firm import bakery, bakery_model, warm
from dugnad.areas.lab.verdicts import figures, keeping, refusals, report, work
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.engines.foresight.errors import Cancelled
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.problems import Invalid
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    warm()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def row(world: World) -> BusinessModel:
    made: BusinessModel = bakery_model(world.own, months=24)
    return made


@pytest.fixture
def client(world: World) -> Client:
    return world.client("own member")


def page(row: BusinessModel, name: str) -> str:
    return reverse(name, args=[row.id])


def operation(row: BusinessModel, rest: str) -> str:
    return f"/api/v1/lab/models/{row.id}/{rest}"


def run_jobs() -> None:
    for job in JobRun.objects.filter(name=work.JOB, state="queued"):
        work.run(Progress(job.id), **job.arguments)
        JobRun.objects.filter(id=job.id).update(state="done")


def send(client: Client, where: str, body: Any) -> Any:
    return client.post(where, json.dumps(body), content_type="application/json")


def test_what_must_be_true_is_worked_out_by_a_job_and_then_shown(client: Client, row: BusinessModel) -> None:
    before = client.get(page(row, "lab:verdict")).content.decode()
    assert "must-title" not in before
    answer = client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    assert answer.status_code == 302
    assert 'data-state="waiting"' in client.get(answer["location"].split("#")[0]).content.decode()
    run_jobs()
    after = client.get(page(row, "lab:verdict")).content.decode()
    assert "must-title" in after
    assert len(re.findall(r'class="canvas-block ', after)) == 9
    assert "Sobol" in after


def test_the_same_question_is_asked_once(client: Client, row: BusinessModel) -> None:
    for _ in range(2):
        client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    assert JobRun.objects.filter(name=work.JOB).count() == 1
    run_jobs()
    client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    assert JobRun.objects.filter(name=work.JOB).count() == 1


def test_a_job_for_a_model_that_is_gone_does_no_harm(client: Client, row: BusinessModel) -> None:
    client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    row.delete()
    run_jobs()


def test_strategies_are_compared_by_what_suffices(client: Client, row: BusinessModel) -> None:
    assert (
        client.post(page(row, "lab:verdict_reckon"), {"part": "strategies", "floor": "200 000"}).status_code
        == 302
    )
    run_jobs()
    text = client.get(page(row, "lab:strategies"), {"floor": "200000"}).content.decode()
    assert "Abonnement" in text
    assert "What you may come to regret" in text
    assert "suffices" in text


def test_what_cannot_suffice_is_told_at_its_field(client: Client, row: BusinessModel) -> None:
    sent = client.post(page(row, "lab:verdict_reckon"), {"part": "strategies", "floor": "much"})
    answer = client.get(sent["location"].split("#")[0])
    assert answer.status_code == 422
    assert 'id="floor-wrong"' in answer.content.decode()
    assert not JobRun.objects.exists()


def test_the_digits_are_the_same_through_every_door(client: Client, row: BusinessModel) -> None:
    told = figures.verdict(row.document, row.seed)
    assert client.get(operation(row, "verdict")).json() == told
    assert keeping.kept(row, "verdict") == told
    client.get(page(row, "lab:verdict"))
    whole = figures.everything(row.document, row.seed)
    assert whole["verdict"] == told
    key = told["hardest"]
    work.run(Progress(row.id), model=str(row.id), part="depth", asked=_asked(told, key))
    assert client.get(operation(row, "depth")).json() == whole["depth"]
    assert client.get(operation(row, "levers")).json() == whole["levers"]
    work.run(Progress(row.id), model=str(row.id), part="strategies", asked={"world": key, "floor": 0.0})
    assert client.get(operation(row, "strategies")).json() == whole["strategies"]


def _asked(told: dict[str, Any], key: str) -> dict[str, Any]:
    return {"world": key, "months": told["horizon"], "wanted": 0.8}


def test_what_is_not_reckoned_yet_is_not_found(client: Client, row: BusinessModel) -> None:
    assert client.get(operation(row, "depth")).status_code == 404
    assert client.get(operation(row, "strategies")).status_code == 404


def test_the_operation_starts_the_same_job(client: Client, row: BusinessModel) -> None:
    answer = send(client, operation(row, "reckon"), {"part": "depth"})
    assert answer.status_code == 202
    assert JobRun.objects.get(id=answer.json()["job"]).arguments["part"] == "depth"


def test_levers_are_turned_through_the_operation(client: Client, row: BusinessModel) -> None:
    found = send(client, operation(row, "draw"), {"world": "s1", "levers": {"price": 1.1}}).json()
    assert found["gain"] > 0
    assert send(client, operation(row, "draw"), {"levers": {"luck": 1.1}}).status_code == 422
    assert send(client, operation(row, "draw"), {"levers": {"price": 7}}).status_code == 422
    assert send(client, operation(row, "draw"), {"world": "s9"}).status_code == 422


@pytest.mark.parametrize("language", report.LANGUAGES)
def test_the_report_is_a_tagged_pdf_with_the_model_in_it(
    client: Client, row: BusinessModel, language: str
) -> None:
    answer = client.get(page(row, "lab:report_pdf"), {"language": language})
    assert answer["content-type"] == "application/pdf"
    root = PdfFileReader(io.BytesIO(answer.content)).root
    assert root["/MarkInfo"]["/Marked"]
    held = root["/AF"][0]["/EF"]["/F"].data
    assert json.loads(held) == row.document


def test_the_report_is_the_same_each_time(client: Client, row: BusinessModel) -> None:
    one, two = (client.get(page(row, "lab:report_pdf"), {"language": "nb"}).content for _ in range(2))
    assert one == two


EVIL = '#panic("x") $x$ <script>alert(1)</script> & "\'*_`'


def test_words_of_users_are_never_markup(client: Client, row: BusinessModel) -> None:
    row.title = EVIL[:120]
    row.document["business"]["streams"][0]["name"] = EVIL
    row.document["scenarios"][0]["name"] = EVIL
    row.document["strategies"][0]["name"] = EVIL
    row.save()
    text = client.get(page(row, "lab:verdict")).content.decode()
    assert "<script>alert" not in text
    assert client.get(page(row, "lab:report_pdf")).status_code == 200
    client.post(page(row, "lab:verdict_reckon"), {"part": "strategies"})
    run_jobs()
    assert "<script>alert" not in client.get(page(row, "lab:strategies")).content.decode()
    with_names = report.content(row, "", 0.8, 0.0, "en")
    charts = [
        part["svg"] for one in with_names["sections"] for part in one["parts"] if part["kind"] == "chart"
    ]
    assert charts
    assert not any("<script" in one for one in charts)


def test_letters_that_no_page_can_show_are_told(client: Client, row: BusinessModel) -> None:
    row.title = "Bakeri \u202eekaf"
    row.save()
    with pytest.raises(Invalid):
        report.pdf(row, "", 0.8, 0.0, "nb")
    assert client.get(page(row, "lab:report_pdf")).status_code == 422


def test_a_series_is_fitted_and_not_kept(client: Client) -> None:
    fits = client.post(reverse("lab:calibrate"), {"sales": "1\n3\n6\n9\n11\n9\n6\n3\n2"}).content.decode()
    assert "0.99" in fits
    refused = client.post(reverse("lab:calibrate"), {"sales": "1 2 many"})
    assert refused.status_code == 422
    assert "is not a number" in refused.content.decode()
    assert "at least four" in client.post(reverse("lab:calibrate"), {"sales": "1 2"}).content.decode()


OPERATIONS = ("verdict", "levers", "depth", "strategies", "report")
PAGES = ("lab:verdict", "lab:verdict_drawn", "lab:strategies", "lab:report", "lab:report_pdf")


@pytest.mark.parametrize("role", ["other administrator", "partner signatory", "operator", "nobody"])
def test_nobody_else_gets_a_figure_of_it(world: World, row: BusinessModel, role: str) -> None:
    keeping.reckoned(row, "verdict")
    client = world.client(role)
    for rest in OPERATIONS:
        assert client.get(operation(row, rest)).status_code in {401, 404}
    for name in PAGES:
        assert client.get(page(row, name)).status_code in {302, 404}
    assert send(client, operation(row, "draw"), {}).status_code in {401, 404}
    assert send(client, operation(row, "reckon"), {"part": "depth"}).status_code in {401, 404}
    assert not JobRun.objects.exists()


def test_whoever_was_asked_to_comment_sees_the_verdict_while_it_lasts(
    world: World, row: BusinessModel
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    asked = CommentInvitation.objects.create(
        model=row,
        owner=world.own,
        person=world.people["other member"],
        until=now + timedelta(days=7),
        accepted_at=now,
        accepted_by=world.people["other member"],
        terms="1",
    )
    client = world.client("other member")
    assert client.get(page(row, "lab:verdict")).status_code == 200
    asked.withdrawn_at = now
    asked.save()
    assert client.get(page(row, "lab:verdict")).status_code == 404
    assert client.get(operation(row, "verdict")).status_code == 404


def test_a_document_that_lacks_something_is_told_at_its_fields(client: Client, row: BusinessModel) -> None:
    row.document = bakery() | {"business": {"name": "x", "streams": []}}
    row.save()
    answer = client.get(operation(row, "verdict"))
    assert answer.status_code == 422
    assert "business.streams" in json.dumps(answer.json()["errors"])


def test_a_long_job_is_stopped_from_the_page_and_not_asked_for_again(
    client: Client, row: BusinessModel
) -> None:
    asked = client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    shown = client.get(asked["location"].split("#")[0]).content.decode()
    where, back = re.search(
        r'action="(/jobs/[^"]+/stop/)".*?name="next" value="([^"]+)"', shown, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    answer = client.post(where, {"next": back.replace("&amp;", "&")})
    assert answer["location"] == back.replace("&amp;", "&")
    job = JobRun.objects.get(name=work.JOB)
    assert job.state == "stopped"
    after = client.get(answer["location"].split("#")[0]).content.decode()
    assert 'hx-trigger="submit"' in after
    assert 'hx-trigger="load, submit"' not in after
    # The worker that takes it all the same finds out and leaves nothing.
    with pytest.raises(Cancelled):
        refusals.ask(
            rooms.quick, "verdict", still=lambda: not Progress(job.id).stopped(), document=row.document
        )
    work.run(Progress(job.id), **job.arguments)
    assert not Reckoning.objects.filter(model=row, part="depth").exists()


def test_a_stopped_job_of_others_is_out_of_reach(world: World, client: Client, row: BusinessModel) -> None:
    client.post(page(row, "lab:verdict_reckon"), {"part": "depth", "wanted": "80"})
    job = JobRun.objects.get(name=work.JOB)
    for role in ("own administrator", "partner member", "other administrator", "operator"):
        for where in (f"/jobs/{job.id}/stop/", f"/api/v1/jobs/{job.id}/stop"):
            assert world.client(role).post(where).status_code == 404, role
    assert send(client, f"/api/v1/jobs/{job.id}/stop", {}).json()["state"] == "stopped"
    assert send(client, f"/api/v1/jobs/{job.id}/stop", {}).status_code == 409
