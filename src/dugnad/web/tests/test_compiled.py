"""The engines are compiled once for each state of their sources, by a process that then ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from dugnad.web import compiled
from dugnad.web.cli import main


def test_warm_compiles_what_is_cold_and_says_that_it_is_done(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "state"))
    ran: list[str] = []
    # The command steps back for others; the tests must not.
    steps: list[int] = []
    monkeypatch.setattr(os, "nice", steps.append)
    monkeypatch.setattr(compiled, "_compile_apart", ran.append)
    assert compiled.cold()
    assert CliRunner().invoke(main, ["warm"]).exit_code == 0
    assert ran == ["egress", "foresight", "matching"]
    assert steps == [5]
    assert not compiled.cold()


def test_an_engine_that_cannot_be_compiled_leaves_it_cold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "state"))
    (tmp_path / "engines" / "broken").mkdir(parents=True)
    (tmp_path / "engines" / "broken" / "warm.py").touch()
    monkeypatch.setattr(compiled, "ENGINES", tmp_path / "engines")
    with pytest.raises(RuntimeError, match="broken"):
        compiled.compile_all()
    assert compiled.cold()


def test_another_state_of_the_engines_has_another_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "ENGINES", tmp_path)
    before = compiled.engines_state()
    (tmp_path / "new.py").touch()
    assert compiled.engines_state() != before
