"""Units as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from dugnad.areas.network.tree import flat, tree


@dataclass
class Unit:
    name: str
    parent_id: UUID | None = None

    def __post_init__(self) -> None:
        self.id = uuid4()


def test_every_unit_stands_under_its_parent_in_the_given_order():
    fire, care = Unit("Fire"), Unit("Care")
    north, south = Unit("North", fire.id), Unit("South", fire.id)
    boats = Unit("Boats", south.id)
    shown = [(node.name, depth) for node, depth in flat(tree([fire, care, boats, south, north]))]
    assert shown == [("Fire", 0), ("South", 1), ("Boats", 2), ("North", 1), ("Care", 0)]


def test_no_units_make_no_tree():
    assert tree([]) == ()
