"""Names, constants, choices and types over columns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np

from dugnad.engines.dmn.columns.evaluation import Columns, works_on
from dugnad.engines.dmn.columns.numbers import (
    NotByColumns,
    Numbers,
    constant,
)
from dugnad.engines.dmn.feel import syntax


@works_on(syntax.Name)
def _name(run: Columns, node: syntax.Name, names: Mapping[str, Any]) -> Any:
    if node.name not in names:
        raise NotByColumns(f"{node.name} is no column")
    return names[node.name]


@works_on(syntax.Constant)
def _constant(run: Columns, node: syntax.Constant, names: Mapping[str, Any]) -> Any:
    if isinstance(node.value, Decimal):
        return constant(node.value)
    if isinstance(node.value, bool | str):
        return np.asarray(node.value)
    raise NotByColumns("a constant is not done by columns")


@works_on(syntax.Negate)
def _negate(run: Columns, node: syntax.Negate, names: Mapping[str, Any]) -> Any:
    found = run.numbers(node.operand, names)
    return Numbers(-found.numerator, found.denominator, found.bound, found.exact)


@works_on(syntax.If)
def _if(run: Columns, node: syntax.If, names: Mapping[str, Any]) -> Any:
    return run.choose(
        run.truths(node.condition, names), run.value(node.then, names), run.value(node.otherwise, names)
    )


@works_on(syntax.Typed)
def _typed(run: Columns, node: syntax.Typed, names: Mapping[str, Any]) -> Any:
    found = run.value(node.value, names)
    kind = (
        "number"
        if isinstance(found, Numbers)
        else {"b": "boolean", "U": "string"}[np.asarray(found).dtype.kind]
    )
    if node.type.allowed is not None or node.type.kind not in (kind, "Any"):
        raise NotByColumns("the type is not done by columns")
    return found


@works_on(syntax.Between)
def _between(run: Columns, node: syntax.Between, names: Mapping[str, Any]) -> Any:
    value = run.value(node.value, names)
    low, high = run.value(node.low, names), run.value(node.high, names)
    return run.compare(">=", value, low) & run.compare("<=", value, high)


@works_on(syntax.Placed)
def _placed(run: Columns, node: syntax.Placed, names: Mapping[str, Any]) -> Any:
    return run.value(node.value, names)
