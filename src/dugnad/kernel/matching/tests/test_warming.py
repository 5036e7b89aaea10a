"""An index is loaded ahead only where pages are served, and once."""

from __future__ import annotations

import threading

import pytest

from dugnad.kernel.matching import warming


class Loaded:
    """Tells when it was loaded."""

    def __init__(self, name: str) -> None:
        self.name, self.times, self.done = name, 0, threading.Event()

    def warm(self) -> None:
        self.times += 1
        self.done.set()


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_serving", threading.Event())
    monkeypatch.setattr(warming, "_begun", set())


def test_it_is_loaded_once_where_pages_are_served() -> None:
    one = Loaded("one")
    warming.soon(one)  # type: ignore[arg-type]
    assert not one.times
    warming.serve()
    warming.soon(one)  # type: ignore[arg-type]
    assert one.done.wait(10)
    warming.soon(one)  # type: ignore[arg-type]
    assert one.times == 1
    assert warming._begun == {"one"}
