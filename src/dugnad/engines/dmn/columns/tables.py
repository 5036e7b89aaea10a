"""Decision tables over columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from dugnad.engines.dmn.columns.evaluation import Columns, works_on
from dugnad.engines.dmn.columns.numbers import (
    Array,
    NotByColumns,
)
from dugnad.engines.dmn.feel import syntax


@works_on(syntax.Table)
def _table(run: Columns, node: syntax.Table, names: Mapping[str, Any]) -> Any:
    if node.hit not in ("UNIQUE", "FIRST") or len(node.outputs) != 1 or not node.rows:
        raise NotByColumns("the table is not done by columns")
    if any(each.allowed or each.default for each in (*node.inputs, *node.outputs)):
        raise NotByColumns("allowed values and defaults are not done by columns")
    inputs = [run.value(_input(each), names) for each in node.inputs]
    hits, chosen = np.zeros(run.count, dtype=np.int16), None
    for row in reversed(node.rows):
        met = np.ones(run.count, dtype=bool)
        for value, tests in zip(inputs, row.tests, strict=True):
            met &= _met(run, value, tests, names)
        output = run.value(row.outputs[0], names)
        chosen = output if chosen is None else run.choose(met, output, chosen)
        hits += met
    run.unsure |= (hits == 0) | (hits > 1) if node.hit == "UNIQUE" else hits == 0
    return chosen


def _input(each: syntax.Column) -> syntax.Node:
    node = each.value or syntax.Constant(None)
    return syntax.Typed(node, each.type) if each.type else node


def _met(run: Columns, value: Any, tests: Any, names: Mapping[str, Any]) -> Array:
    if not isinstance(tests, syntax.UnaryTests):
        raise NotByColumns("a cell is broken")
    if not tests.tests:
        return np.bool_(True)
    found = np.zeros(run.count, dtype=bool)
    for test in tests.tests:
        found = found | _one(run, value, test, names)
    return ~found if tests.negated else found


def _one(run: Columns, value: Any, test: syntax.Node, names: Mapping[str, Any]) -> Array:
    if isinstance(test, syntax.Test):
        return run.compare(test.operator, value, run.value(test.operand, names))
    if isinstance(test, syntax.Interval):
        low = run.compare(">=" if test.low_closed else ">", value, run.value(test.low, names))
        return low & run.compare("<=" if test.high_closed else "<", value, run.value(test.high, names))
    if isinstance(test, syntax.Constant | syntax.Negate):
        return run.compare("=", value, run.value(test, names))
    raise NotByColumns("a cell is not done by columns")
