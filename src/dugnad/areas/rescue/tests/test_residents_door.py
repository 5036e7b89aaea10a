"""The door is the only one: no other module of the project reads the register. The rule is mechanical."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dugnad

SOURCES = Path(dugnad.__file__).parent
RESCUE = SOURCES / "areas" / "rescue"
ROWS = {"Resident", "Need", "Tag", "Look", "Opening"}
REVERSE = {"residents", "residences", "need", "looks"}
TABLES = (
    "rescue_resident",
    "rescue_need",
    "rescue_look",
    "rescue_tag",
    "rescue_opening",
    "rescue_frozenposition",
)
LOOKUPS = ("resident__", "residents__", "residences__", "looks__")
# Elsewhere a need is another thing: an organisation's, in the competence network.
LOOKUPS_INSIDE = (*LOOKUPS, "need__")
# What else touches a table of persons, and why: none of them reads a name or a need.
POSITIONS = {
    "sensing": "writes where people were last seen when an incident opens",
    "incidents/closing.py": "deletes them after the period",
    "incidents/watching.py": "asks when the newest was written",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module outside the register, with its path in the area or the package."""
    for file in sorted(SOURCES.rglob("*.py")):
        inside = file.is_relative_to(RESCUE)
        name = str(file.relative_to(RESCUE if inside else SOURCES))
        own = inside and name.startswith(("residents/", "models/"))
        if not own and not {"tests", "migrations"} & set(file.parts):
            yield name, ast.parse(file.read_text())


def faults(name: str, tree: ast.Module) -> list[str]:
    """What in a module reaches for the register past the door."""
    found = []
    lookups = LOOKUPS if name.startswith("areas/") else LOOKUPS_INSIDE
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "rescue.models" in (node.module or ""):
            found += [
                alias.name for alias in node.names if alias.name in ROWS or _positions(name, alias.name)
            ]
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found += [alias.name for alias in node.names if alias.name.endswith("rescue.models")]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [word for word in TABLES if word in node.value]
            found += [word for word in lookups if node.value.startswith(word)]
        elif isinstance(node, ast.keyword) and (node.arg or "").startswith(lookups):
            found.append(str(node.arg))
        elif isinstance(node, ast.Attribute) and node.attr in REVERSE - {"need"} and _manager(tree, node):
            found.append(node.attr)
    return found


def _positions(name: str, imported: str) -> bool:
    return imported == "FrozenPosition" and not name.startswith(tuple(POSITIONS))


def _manager(tree: ast.Module, node: ast.Attribute) -> bool:
    """Whether a reverse manager is asked for rows: `building.residents.filter(...)` and the like."""
    asks = {"all", "filter", "exclude", "get", "values", "values_list", "first", "select_related", "order_by"}
    return any(
        isinstance(one, ast.Attribute) and one.value is node and one.attr in asks for one in ast.walk(tree)
    )


def test_no_other_module_reads_the_register() -> None:
    wrong = {name: found for name, tree in _modules() if (found := faults(name, tree))}
    assert wrong == {}, "ask residents.door.people_in (names, needs) or residents.registered (ids, rooms)"


# What the platform's own work is told past the door, for nobody's eyes: which modules may ask, of which functions.
UNSEEN = {
    "assessed": ("incidents/assessing.py", "incidents/watching.py", "exercises/"),
    "tagged": ("sensing/",),
    "registered": ("sensing/", "incidents/"),
}


def _asks(tree: ast.Module) -> set[str]:
    """The rooms past the door that a module imports from."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "dugnad.areas.rescue.residents"
        ):
            found |= {(node.module or "").rpartition(".")[2], *(alias.name for alias in node.names)}
    return found & UNSEEN.keys()


def test_only_the_platforms_own_work_is_told_past_the_door() -> None:
    asking = [(name, room) for name, tree in _modules() for room in _asks(tree)]
    assert asking
    assert [(name, room) for name, room in asking if not name.startswith(UNSEEN[room])] == []


def test_no_page_and_no_api_asks_past_the_door() -> None:
    doors = [
        (name, _asks(tree)) for name, tree in _modules() if name.endswith(("api.py", "pages.py", "urls.py"))
    ]
    assert doors
    assert [name for name, asked in doors if asked] == []


@pytest.mark.parametrize(
    "code",
    [
        "from dugnad.areas.rescue.models import Resident",
        "from dugnad.areas.rescue.models.residents import Need as N",
        "from dugnad.areas.rescue.models import FrozenPosition",
        "import dugnad.areas.rescue.models",
        "building.residents.filter(blocked=False)",
        "rows.values('resident__name')",
        "rows.filter(resident__need__stairs='alone')",
        "cursor.execute('SELECT name FROM rescue_resident')",
    ],
)
def test_the_rule_finds_what_it_should(code: str) -> None:
    assert faults("incidents/picture.py", ast.parse(code))


def test_the_exceptions_are_still_needed() -> None:
    names = [name for name, _tree in _modules()]
    assert all(any(name.startswith(one) for name in names) for one in POSITIONS)
