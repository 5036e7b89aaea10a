"""Health, metrics and the words for problems."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from dugnad.kernel.jobs.scheduling import beat
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.tests.logs import write
from dugnad.web.house import health, probes, problems

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.mark.django_db
def test_a_living_process_answers_without_reading_its_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get("/healthz").content == b"ok\n"
    assert [query["sql"] for query in queries if " FROM " in query["sql"]] == []


@pytest.mark.django_db
def test_a_ready_installation_warns_of_what_ails_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/readyz").json()["warnings"] == ["worker-silent"]
    beat(timezone.now())
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "database": True, "migrated": True, "warnings": []},
    )
    beat(timezone.now() - timedelta(minutes=2))
    write()
    assert Client().get("/readyz").json()["warnings"] == ["worker-silent"]
    Event.objects.update(at_us=1_000_000)
    monkeypatch.setattr(probes, "reader_states", lambda: [probes.Reader("network", 3, 7)])
    expected = ["worker-silent", "entries-unsealed", "reader-stuck:network"]
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["warnings"]) == (200, expected)


@pytest.mark.django_db
def test_without_database_or_migrations_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(probes, "pending_migrations", lambda: ["ledger.0009"])
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["migrated"]) == (503, False)

    def away() -> bool:
        raise Error("away")

    monkeypatch.setattr(probes, "database_answers", away)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.django_db
def test_a_migrated_database_has_no_migrations_pending() -> None:
    assert probes.pending_migrations() == []


def values(text: str) -> dict[str, float]:
    """Each sample of the metrics by its name and labels."""
    families = text_string_to_metric_families(text)
    samples = (sample for family in families for sample in family.samples)
    return {f"{s.name}{sorted(s.labels.items())}": s.value for s in samples}


@pytest.mark.django_db
def test_metrics_count_requests_by_route_and_tell_of_the_log() -> None:
    client = Client()
    write()
    beat(timezone.now())
    before = values(client.get("/metrics").content.decode())
    client.get("/docs/problems")
    client.get("/no/such/page/of/kari")
    text = client.get("/metrics").content.decode()
    after = values(text)
    key = "dugnad_requests_total[('method', 'GET'), ('route', 'problems'), ('status', '200')]"
    assert after[key] == before.get(key, 0) + 1
    assert "kari" not in text
    assert after["dugnad_ledger_unsealed[]"] == 1
    assert after["dugnad_live_streams[]"] == 0
    assert 0 <= after["dugnad_worker_heartbeat_age_seconds[]"] < 60
    assert any(name.startswith("dugnad_request_seconds_bucket") for name in after)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.9"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.9"}, 404),
        ({"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer s3cret"}, 200),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
    ],
)
def test_metrics_are_for_the_machine_itself_or_with_the_token(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setenv("DUGNAD_METRICS_TOKEN", "s3cret")
    assert Client(**headers).get("/metrics").status_code == status


@pytest.mark.django_db
def test_without_a_token_no_word_opens_the_metrics() -> None:
    headers = {"REMOTE_ADDR": "10.0.0.9", "HTTP_AUTHORIZATION": "Bearer "}
    assert Client(**headers).get("/metrics").status_code == 404


@pytest.mark.django_db
def test_every_kind_of_problem_is_explained_where_its_type_points() -> None:
    page = Client(**ENGLISH).get("/docs/problems").content.decode()
    codes = {kind.code for kind in problems.kinds()}
    assert codes <= problems.MEANING.keys()
    assert all(f'id="{code}"' in page for code in codes)
    refused = Client().get("/api/v1/log/entries").json()
    assert refused["type"] == "/docs/problems#sign-in-needed"
