"""Inputs, decisions' steps and services at run time."""

from __future__ import annotations

from collections.abc import Callable

from dugnad.engines.dmn.run import Run, fail
from dugnad.engines.dmn.types import Type, coerced
from dugnad.engines.dmn.values import Function, Value

Key = tuple[str, str]


def given(run: Run, key: Key, name: str, kind: Type | None) -> Value:
    """The value of an input: by namespace and name, or by name."""
    memo = run.memo
    if key in memo:
        return memo[key]
    inputs = run.inputs
    if (key[0], name) in inputs:
        value = inputs[key[0], name]
    elif name in inputs:
        value = inputs[name]
    else:
        return fail(f"the input '{name}' is not given")
    memo[key] = made = coerced(value, kind, f"the input '{name}'")
    return made


def known(run: Run, key: Key) -> bool:
    """Whether an element's value is known."""
    return key in run.memo


Kept = tuple[str, tuple[str, ...], tuple[Key, ...], tuple[Type | None, ...], Type | None, tuple[str, ...]]


def served(run: Run, kept: Kept, outputs: tuple[Callable[[Run], Value], ...]) -> Value:
    """A decision service as a function: its parameters stand for inputs and input decisions."""
    name, parameters, keys, types, result, names = kept

    def body(*arguments: Value) -> Value:
        inner = run.inner({})
        inner.memo.update(zip(keys, arguments, strict=True))
        values = [output(inner) for output in outputs]
        run.left = inner.left
        return values[0] if len(values) == 1 else dict(zip(names, values, strict=True))

    return Function(name, parameters, body, types, result)
