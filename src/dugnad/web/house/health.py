"""`/healthz` and `/readyz`, for whoever keeps the processes running."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dugnad.kernel.areas import ANYONE, authorised
from dugnad.web.house import probes

_migrated = False


@require_GET
@authorised(ANYONE)
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
@authorised(ANYONE)
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve: 503 without its database or with migrations missing.

    What ails the worker is told in `warnings`, but is no reason to take the web processes away.
    """
    try:
        answers, migrated = probes.database_answers(), _is_migrated()
        warnings = list(_warnings()) if migrated else []
    except Error:
        answers, migrated, warnings = False, False, []
    body = {"ready": answers and migrated, "database": answers, "migrated": migrated, "warnings": warnings}
    return JsonResponse(body, status=200 if body["ready"] else 503)


def _is_migrated() -> bool:
    """Looked up until it is so: migrations are not taken back under a running process."""
    global _migrated  # noqa: PLW0603
    _migrated = _migrated or not probes.pending_migrations()
    return _migrated


def _warnings() -> Iterator[str]:
    if _longer(probes.beat_age(), probes.BEAT_AT_MOST, missing=True):
        yield "worker-silent"
    if _longer(probes.oldest_unsealed(), probes.WAIT_AT_MOST, missing=False):
        yield "entries-unsealed"
    yield from (
        f"reader-stuck:{reader.name}" for reader in probes.reader_states() if reader.stuck_on is not None
    )


def _longer(span: timedelta | None, limit: timedelta, *, missing: bool) -> bool:
    return missing if span is None else span > limit
