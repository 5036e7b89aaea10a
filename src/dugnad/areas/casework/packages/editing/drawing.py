"""Where the parts of a model stand when nobody has drawn them: each above what it requires. Pure.

Writes DMN DI (OMG DMN 1.3, chapter 13) into the tree. Sizes are in the pixels that dmn-js uses.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

MODEL: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMNDI: Final = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
DC: Final = "http://www.omg.org/spec/DMN/20180521/DC/"
DI: Final = "http://www.omg.org/spec/DMN/20180521/DI/"
PREFIXES: Final = {"dmndi": DMNDI, "dc": DC, "di": DI}
SIZES: Final = {
    "decision": (180, 80),
    "inputData": (150, 45),
    "businessKnowledgeModel": (150, 46),
    "knowledgeSource": (100, 63),
    "decisionService": (180, 80),
}
GAP, STEP, MARGIN = 30, 150, 40
Element = Any
Box = tuple[int, int, int, int]


def draw(root: Element) -> None:
    """Add a drawing of the whole model, unless it has one."""
    if root.find(f".//{{{DMNDI}}}DMNShape") is not None:
        return
    for old in root.findall(f"{{{DMNDI}}}DMNDI"):
        root.remove(old)
    parts = {one.get("id"): one for one in root if _kind(one) in SIZES and one.get("id")}
    boxes = _places(parts, _levels(parts))
    diagram = etree.SubElement(etree.SubElement(root, f"{{{DMNDI}}}DMNDI", nsmap=PREFIXES), _di("DMNDiagram"))
    for id, box in boxes.items():
        shape = etree.SubElement(diagram, _di("DMNShape"), id=f"shape-{id}", dmnElementRef=id)
        bounds = dict(zip(("x", "y", "width", "height"), map(str, box), strict=True))
        etree.SubElement(shape, f"{{{DC}}}Bounds", bounds)
    for id, one in parts.items():
        for requirement, other in _required(one):
            if other in boxes:
                _edge(diagram, requirement.get("id"), boxes[other], boxes[id])


def _di(name: str) -> str:
    return f"{{{DMNDI}}}{name}"


def _kind(one: Element) -> str:
    return str(one.tag).removeprefix(f"{{{MODEL}}}")


def _required(one: Element) -> list[tuple[Element, str]]:
    """Each requirement of an element with the id of what it requires."""
    found = [each for each in one if _kind(each).endswith("Requirement")]
    return [(each, part.get("href", "").rpartition("#")[2]) for each in found for part in each]


def _levels(parts: dict[str, Element]) -> dict[str, int]:
    """How many steps each stands above what requires nothing; a circle is let be after as many rounds as parts."""
    levels = dict.fromkeys(parts, 0)
    for _round in parts:
        before = dict(levels)
        for id, one in parts.items():
            below = [levels[other] for _each, other in _required(one) if other in levels and other != id]
            levels[id] = min(1 + max(below), len(parts)) if below else 0
        if levels == before:
            break
    return levels


def _places(parts: dict[str, Element], levels: dict[str, int]) -> dict[str, Box]:
    """Level by level from the top, each row in the middle and its parts in the order of what stands above them."""
    top = max(levels.values(), default=0)
    order: dict[str, int] = {}
    boxes: dict[str, Box] = {}
    widest = max((_width(parts, _at(levels, level)) for level in range(top + 1)), default=0)
    for level in range(top, -1, -1):
        row = sorted(_at(levels, level), key=lambda id: _middle(id, parts, order))
        left = MARGIN + (widest - _width(parts, row)) // 2
        for id in row:
            wide, high = SIZES[_kind(parts[id])]
            boxes[id] = (left, MARGIN + (top - level) * STEP, wide, high)
            order[id] = left + wide // 2
            left += wide + GAP
    return boxes


def _at(levels: dict[str, int], level: int) -> list[str]:
    return [id for id, its in levels.items() if its == level]


def _width(parts: dict[str, Element], row: list[str]) -> int:
    return sum(SIZES[_kind(parts[id])][0] + GAP for id in row) - GAP


def _middle(id: str, parts: dict[str, Element], order: dict[str, int]) -> float:
    """The middle of what requires it, among what is placed already."""
    above = [order[one] for one in order if id in (other for _each, other in _required(parts[one]))]
    return sum(above) / len(above) if above else 0.0


def _edge(diagram: Element, requirement: str, below: Box, above: Box) -> None:
    edge = etree.SubElement(diagram, _di("DMNEdge"), id=f"edge-{requirement}", dmnElementRef=requirement)
    points = ((below[0] + below[2] // 2, below[1]), (above[0] + above[2] // 2, above[1] + above[3]))
    for x, y in points:
        etree.SubElement(edge, f"{{{DI}}}waypoint", x=str(x), y=str(y))
