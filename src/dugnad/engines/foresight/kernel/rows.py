"""Memory that nothing else points into: told so, the compiler need not look out for overlaps and can use vectors.

A row of numbers is a bare pointer here (`row[n]`): it knows no length and checks no bounds.
"""

# mypy: disable-error-code="untyped-decorator,no-untyped-call"

from __future__ import annotations

import operator
from typing import Any

from numba import extending, types
from numba.extending import lower_builtin, models, register_model

Codegen = Any
# What it makes takes fewer arguments than it is given here, which types cannot say.
intrinsic: Any = extending.intrinsic
VECTOR = 64


class Row(types.CPointer):
    """The type of a row of numbers of one kind."""


register_model(Row)(models.PointerModel)
NUMBERS, COUNTERS = Row(types.float64), Row(types.uint64)


def _wide(builder: Any) -> None:
    """Ask for vectors of 512 bits where the processor has them: compilers hold back, for code with few vectors."""
    set.add(builder.function.attributes, '"prefer-vector-width"="512"')


@lower_builtin(operator.getitem, Row, types.Integer)
def _read(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    _wide(builder)
    return builder.load(builder.gep(args[0], [args[1]], inbounds=True))


@lower_builtin(operator.setitem, Row, types.Integer, types.Any)
def _write(context: Any, builder: Any, signature: Any, args: Any) -> None:
    _wide(builder)
    value = context.cast(builder, args[2], signature.args[2], signature.args[0].dtype)
    builder.store(value, builder.gep(args[0], [args[1]], inbounds=True))


def _allocated(context: Any, builder: Any, count: Any, kind: Any) -> Any:
    """Raw memory, and in it the first place where a whole vector begins."""
    size = builder.add(builder.mul(count, count.type(8)), count.type(VECTOR))
    raw = context.nrt.allocate(builder, size)
    behind = builder.and_(builder.ptrtoint(raw, count.type), count.type(VECTOR - 1))
    start = builder.gep(raw, [builder.sub(count.type(VECTOR), behind)])
    return raw, builder.bitcast(start, context.get_value_type(kind))


@intrinsic
def numbers(typing_context: Any, count: Any) -> tuple[Any, Codegen]:
    """(memory to release, row of so many float64 that are not set yet)."""
    return _row(NUMBERS, count)


@intrinsic
def counters(typing_context: Any, count: Any) -> tuple[Any, Codegen]:
    """(memory to release, row of so many uint64 that are not set yet)."""
    return _row(COUNTERS, count)


def _row(kind: Any, count: Any) -> tuple[Any, Codegen]:
    made = types.Tuple((types.voidptr, kind))

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        raw, start = _allocated(context, builder, args[0], kind)
        return context.make_tuple(builder, made, (raw, start))

    return made(count), codegen


@intrinsic
def release(typing_context: Any, memory: Any) -> tuple[Any, Codegen]:
    """Give the memory back."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        context.nrt.free(builder, args[0])
        return context.get_dummy_value()

    return types.void(memory), codegen


@intrinsic
def after(typing_context: Any, row: Any, count: Any) -> tuple[Any, Codegen]:
    """The row from so many numbers on."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.gep(args[0], [args[1]])

    return row(row, count), codegen


@intrinsic
def bare(typing_context: Any, array: Any) -> tuple[Any, Codegen]:
    """An array's numbers as a row, without counting who uses the array: the caller must hold on to it."""
    row = Row(array.dtype)

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return context.make_array(array)(context, builder, args[0]).data

    return row(array), codegen
