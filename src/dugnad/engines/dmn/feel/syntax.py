"""The syntax tree of FEEL; boxed expressions are lowered to the same nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Node:
    """An expression."""


@dataclass(slots=True)
class Constant(Node):
    value: Any


@dataclass(slots=True)
class Broken(Node):
    """Text that is no expression: null, with the cause."""

    cause: str


@dataclass(slots=True)
class Name(Node):
    name: str


@dataclass(slots=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(slots=True)
class Negate(Node):
    operand: Node


@dataclass(slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(slots=True)
class In(Node):
    value: Node
    tests: list[Node]


@dataclass(slots=True)
class Interval(Node):
    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(slots=True)
class Test(Node):
    """`< 5`, `>= x`, `= x`, `!= x` without a left side."""

    operator: str
    operand: Node


@dataclass(slots=True)
class UnaryTests(Node):
    """The tests of a decision table's cell, or of allowed values; no tests stand for `-`."""

    tests: list[Node]
    negated: bool = False


@dataclass(slots=True)
class TypeName(Node):
    name: str


@dataclass(slots=True)
class TypeOf(Node):
    """`list<T>`, `range<T>`, `context<a: T>`, `function<T> -> R`."""

    kind: str
    arguments: list[TypeName | TypeOf]
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class InstanceOf(Node):
    value: Node
    type: TypeName | TypeOf


@dataclass(slots=True)
class Path(Node):
    value: Node
    member: str


@dataclass(slots=True)
class Filter(Node):
    value: Node
    condition: Node
    boxed: bool = False


@dataclass(slots=True)
class Call(Node):
    function: Node
    arguments: list[Node]
    names: list[str] | None = None


@dataclass(slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node
    boxed: bool = False


@dataclass(slots=True)
class Loop(Node):
    """One variable of for, some or every; `high` for `low..high`."""

    name: str
    domain: Node
    high: Node | None = None
    type: Any = None


@dataclass(slots=True)
class For(Node):
    loops: list[Loop]
    result: Node


@dataclass(slots=True)
class Quantified(Node):
    every: bool
    loops: list[Loop]
    condition: Node
    boxed: bool = False


@dataclass(slots=True)
class Parameter:
    name: str
    type: Any = None


@dataclass(slots=True)
class FunctionLiteral(Node):
    parameters: list[Parameter]
    body: Node
    external: bool = False
    result: Any = None
    name: str = ""


@dataclass(slots=True)
class ListLiteral(Node):
    items: list[Node]


@dataclass(slots=True)
class ContextLiteral(Node):
    """Entries (name, expression, type or None); `result` makes the value of a boxed context."""

    entries: list[tuple[str, Node, Any]]
    result: Node | None = None


@dataclass(slots=True)
class Typed(Node):
    """An expression whose value must conform to a type (a Type of types.py)."""

    value: Node
    type: Any
    what: str = ""


@dataclass(slots=True)
class Placed(Node):
    """An expression with its place in the model, for problems."""

    value: Node
    place: str


@dataclass(slots=True)
class Row:
    """One rule: tests for each input, one expression for each output, annotations."""

    id: str
    tests: list[UnaryTests | Broken]
    outputs: list[Node]
    annotations: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Column:
    """An input (`value`) or output (`name`, `default`) of a table; `allowed`: tests of its values."""

    name: str
    value: Node | None = None
    type: Any = None
    allowed: UnaryTests | None = None
    default: Node | None = None


@dataclass(slots=True)
class Table(Node):
    id: str
    hit: str
    aggregation: str
    inputs: list[Column]
    outputs: list[Column]
    rows: list[Row]
