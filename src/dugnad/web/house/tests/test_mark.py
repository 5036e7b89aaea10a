"""The mark where browsers look for it by themselves."""

from pathlib import Path

from django.test import Client

import dugnad.web

MARK = Path(dugnad.web.__file__).parent / "static" / "images" / "mark.svg"


def test_the_mark_is_where_browsers_look_for_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.content == MARK.read_bytes()
