"""What a problem tells beside RFC 9457's own members: what a program can use, and nothing that it cannot read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

from django.test import RequestFactory

from dugnad.kernel.problems import Conflict
from dugnad.web.middleware import problem_json

ID = UUID(int=7)


def test_extension_members_are_plain_and_never_hide_the_standards_own() -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    problem = Conflict(
        "No", revision=3, again=at, ids=[ID], status=200, type="x", hidden=object(), deep={"a": {1: 2}}
    )
    body = json.loads(problem_json(RequestFactory().get("/api/v1/x"), problem).content)
    own = {"type": "/docs/problems#conflict", "status": 409, "instance": "/api/v1/x", "detail": "No"}
    assert body == {
        **own,
        "title": "This has changed since you looked",
        "revision": 3,
        "again": "2026-01-02T00:00:00Z",
        "ids": [str(ID)],
    }
