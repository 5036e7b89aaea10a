"""A mistyped setting is told by its name when the installation starts, not when it is first needed."""

from __future__ import annotations

import pytest

from dugnad.web import env

NAME = "DUGNAD_ENTERPRISES_URL"


@pytest.mark.parametrize("value", ["", "https://data.example.no", "http://127.0.0.1:8080/register"])
def test_an_address_is_read(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    assert env.address(NAME) == value


@pytest.mark.parametrize(
    "value", ["data.example.no", "https//x.no", "https://", "ftp://x.no", "https://x.no:y", "https://[x"]
)
def test_what_is_no_address_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ValueError, match=NAME):
        env.address(NAME)
