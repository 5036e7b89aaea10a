"""Every event that the code records is declared, every declared one is recorded, and all are documented."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dugnad
from dugnad.kernel.areas import event_kinds
from scripts.docs import EVENTS, events_page

SOURCES = Path(dugnad.__file__).parent


def _code() -> Iterator[tuple[Path, ast.Module]]:
    for file in SOURCES.rglob("*.py"):
        if "tests" not in file.parts and "migrations" not in file.parts:
            yield file, ast.parse(file.read_text())


def _recorded() -> set[str]:
    """The names that calls of `record` are given as they stand."""
    calls = (node for _, tree in _code() for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call.args[0] for call in calls if getattr(call.func, "id", "") == "record" and call.args)
    return {arg.value for arg in named if isinstance(arg, ast.Constant)}


def _spoken_of() -> set[str]:
    """Every string in the code, the manifests' own left out."""
    trees = (tree for file, tree in _code() if file.name != "area.py")
    constants = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def test_every_recorded_event_is_declared() -> None:
    assert _recorded()
    assert _recorded() <= event_kinds().keys()


def test_every_declared_event_is_recorded_somewhere() -> None:
    spoken = _spoken_of()
    # A room may write the part after its name alone.
    assert [name for name in event_kinds() if not {name, name.partition(".")[2]} & spoken] == []


def test_every_event_is_documented() -> None:
    assert EVENTS.read_text() == events_page(), "run: make messages"
