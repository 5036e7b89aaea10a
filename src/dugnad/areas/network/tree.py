"""Units as a tree. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Row(Protocol):
    """What the tree needs of a unit."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def parent_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Node:
    """One unit with those under it."""

    id: UUID
    name: str
    children: tuple[Node, ...] = ()


def tree(units: Iterable[Row]) -> tuple[Node, ...]:
    """The units at the top, each with those under it; the order within one level is kept."""
    under: dict[UUID | None, list[Row]] = defaultdict(list)
    for unit in units:
        under[unit.parent_id].append(unit)
    return _nodes(None, under)


def _nodes(parent: UUID | None, under: Mapping[UUID | None, list[Row]]) -> tuple[Node, ...]:
    rows = under.get(parent, [])
    return tuple(Node(row.id, row.name, _nodes(row.id, under)) for row in rows)


def flat(nodes: Iterable[Node], depth: int = 0) -> Iterator[tuple[Node, int]]:
    """Every node with its depth, each directly followed by those under it."""
    for node in nodes:
        yield node, depth
        yield from flat(node.children, depth + 1)
