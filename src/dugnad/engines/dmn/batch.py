"""A whole decision over columns; rows that columns are unsure of are evaluated one by one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from dugnad.engines.dmn.columns import Columns, NotByColumns, column, finished
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.generation.catalogue import Key
from dugnad.engines.dmn.model import tree

if TYPE_CHECKING:
    from dugnad.engines.dmn.engine import Model


def evaluate_columns(
    model: Model, decision: str, key: Key, columns: Mapping[str, Any], rows: bool = True
) -> Any:
    """The decision's values; numbers as float64, null as NaN."""
    arrays = {name: np.asarray(each) for name, each in columns.items()}
    count = len(next(iter(arrays.values()), ()))
    if any(each.shape != (count,) for each in arrays.values()):
        raise ValueError("the columns are not of one length")
    run = Columns(count)
    try:
        made = finished(_Walk(model, run, arrays).element(key), count)
    except NotByColumns:
        if not rows:
            raise
        return _row_by_row(model, decision, arrays, range(count))
    left = np.flatnonzero(run.unsure)
    if not len(left):
        return made
    rest = _row_by_row(model, decision, arrays, left)
    if rest.dtype.kind != made.dtype.kind:
        made = made.astype(object)
    elif rest.dtype.kind == "U":
        made = made.astype(np.promote_types(made.dtype, rest.dtype))
    made[left] = rest
    return made


class _Walk:
    """From a decision to the inputs it stands on, each element once."""

    def __init__(self, model: Model, run: Columns, arrays: Mapping[str, Any]) -> None:
        self.model, self.run, self.arrays = model, run, arrays
        self.known: dict[Key, Any] = {}

    def element(self, key: Key) -> Any:
        if key not in self.known:
            self.known[key] = self._made(key, self.model._catalogue.elements[key])
        return self.known[key]

    def _made(self, key: Key, element: tree.Element) -> Any:
        kind = self.model._types.get(key)
        if isinstance(element, tree.Input):
            if element.variable.name not in self.arrays:
                raise KeyError(element.variable.name)
            node: syntax.Node = syntax.Name(element.variable.name)
            names = {element.variable.name: column(self.arrays[element.variable.name])}
        elif isinstance(element, tree.Decision) and key in self.model._nodes:
            node, names = self.model._nodes[key], self._required(key, element)
        else:
            raise NotByColumns("functions are not called by columns")
        return self.run.value(syntax.Typed(node, kind) if kind else node, names)

    def _required(self, key: Key, element: tree.Decision) -> dict[str, Any]:
        catalogue, names = self.model._catalogue, {}
        for href in element.requires:
            found = catalogue.key(href, key[0])
            if catalogue.alias(key[0], found[0]):
                raise NotByColumns("imports are not done by columns")
            names[catalogue.elements[found].variable.name] = self.element(found)
        return names


def _row_by_row(model: Model, decision: str, arrays: Mapping[str, Any], rows: Any) -> Any:
    lists = {
        name: each[rows].tolist() if isinstance(rows, np.ndarray) else each.tolist()
        for name, each in arrays.items()
    }
    values = [
        model.evaluate(decision, dict(zip(lists, row, strict=True))).value
        for row in zip(*lists.values(), strict=True)
    ]
    if all(each is None or type(each) is Decimal for each in values):
        return np.array([np.nan if each is None else float(each) for each in values], dtype=np.float64)
    if len({type(each) for each in values}) == 1 and type(values[0]) in (str, bool):
        return np.array(values)
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made
