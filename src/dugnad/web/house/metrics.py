"""`/metrics` in the Prometheus format, and the middleware that counts requests.

With PROMETHEUS_MULTIPROC_DIR set, the processes of one `dugnad serve` are counted together.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from hmac import compare_digest
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.ledger import storage
from dugnad.kernel.live.hub import hub
from dugnad.kernel.problems import NotFound
from dugnad.web import env
from dugnad.web.house import probes

Handler = Callable[[HttpRequest], HttpResponseBase]
disable_created_metrics()  # type: ignore[no-untyped-call]
OWN = CollectorRegistry()
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("dugnad_requests", "Requests answered", ("route", "method", "status"), registry=OWN)
LATENCY = Histogram(
    "dugnad_request_seconds", "Time to answer a request", ("route",), buckets=SECONDS, registry=OWN
)
STREAMS = Gauge("dugnad_live_streams", "Open live streams", registry=OWN, multiprocess_mode="livesum")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MetricsMiddleware:
    """Counts each request by the name of its route, never by its address."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.handle(request)
        route = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, str(response.status_code)).inc()
        LATENCY.labels(route).observe(time.perf_counter() - began)
        return response


class HouseCollector(Collector):
    """What is read from the database when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("ledger_entries", "Sealed entries of the log", storage.sealed_size())
        yield _gauge("ledger_unsealed", "Entries that wait to be sealed", storage.waiting())
        age = probes.beat_age()
        if age is not None:
            yield _gauge(
                "worker_heartbeat_age_seconds", "Since the worker last showed itself", age.total_seconds()
            )
        yield _readers("reader_behind", "Entries a reader of the log has not seen", stuck=False)
        yield _readers("reader_stuck", "1: a reader fails on the same entry again and again", stuck=True)
        jobs = GaugeMetricFamily("dugnad_jobs", "Jobs by state", labels=("state",))
        for state, count in probes.jobs_by_state().items():
            jobs.add_metric((state,), count)
        yield jobs


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"dugnad_{name}", says, value=value)


def _readers(name: str, says: str, *, stuck: bool) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"dugnad_{name}", says, labels=("reader",))
    for reader in probes.reader_states():
        family.add_metric((reader.name,), float(reader.stuck_on is not None) if stuck else reader.behind)
    return family


def _counted() -> bytes:
    """What the processes counted themselves."""
    STREAMS.set(hub.count)
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(OWN)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def _asked() -> bytes:
    registry = CollectorRegistry()
    registry.register(HouseCollector())
    return generate_latest(registry)


@require_GET
@authorised(ANYONE)
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not may_read(request):
        raise NotFound
    return HttpResponse(_counted() + _asked(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Those with the token; without a proxy in between, also the machine itself."""
    token = env.read("DUGNAD_METRICS_TOKEN")
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if token and scheme.lower() == "bearer":
        return compare_digest(given.strip().encode(), token.encode())
    proxied = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return not proxied and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
