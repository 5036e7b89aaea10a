"""Small steps through XML: only children in the namespace of their parent count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any


def children(node: Element, name: str) -> Iterator[Element]:
    """The children of a name, in the parent's namespace."""
    space = node.tag.rpartition("}")[0]
    wanted = f"{space}}}{name}" if space else name
    return iter([each for each in node if each.tag == wanted])


def child(node: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    return None if node is None else next(children(node, name), None)


def text_of(node: Element | None, name: str) -> str:
    """The text of the first child of a name."""
    found = child(node, name)
    return "" if found is None else (found.text or "").strip()


def href(node: Element) -> str:
    """The href of a reference."""
    return str(node.get("href", "")).strip()


def local(node: Element) -> str:
    """An element's name without namespace."""
    return str(node.tag).rpartition("}")[2]
