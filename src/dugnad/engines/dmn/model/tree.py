"""The typed tree of a model: what the XML says, texts not yet parsed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Item:
    """An item definition; `base` names a type, `parts` are components, `allowed` the text of unary tests."""

    name: str
    base: str = ""
    collection: bool = False
    allowed: str = ""
    constraint: str = ""
    parts: list[Item] = field(default_factory=list)
    parameters: list[Variable] | None = None
    result: str = ""


@dataclass(slots=True)
class Variable:
    """A name with the name of its type."""

    name: str
    type: str = ""


@dataclass(slots=True)
class Boxed:
    """An expression; `type` is the name of its type."""

    id: str = ""
    label: str = ""
    type: str = ""


@dataclass(slots=True)
class Literal(Boxed):
    text: str = ""


@dataclass(slots=True)
class BoxedContext(Boxed):
    entries: list[tuple[Variable | None, Boxed | None]] = field(default_factory=list)


@dataclass(slots=True)
class BoxedList(Boxed):
    items: list[Boxed] = field(default_factory=list)


@dataclass(slots=True)
class Relation(Boxed):
    columns: list[Variable] = field(default_factory=list)
    rows: list[list[Boxed]] = field(default_factory=list)


@dataclass(slots=True)
class BoxedFunction(Boxed):
    kind: str = "FEEL"
    parameters: list[Variable] = field(default_factory=list)
    body: Boxed | None = None


@dataclass(slots=True)
class Invocation(Boxed):
    function: Boxed | None = None
    bindings: list[tuple[Variable, Boxed | None]] = field(default_factory=list)


@dataclass(slots=True)
class BoxedIf(Boxed):
    condition: Boxed | None = None
    then: Boxed | None = None
    otherwise: Boxed | None = None


@dataclass(slots=True)
class BoxedFilter(Boxed):
    value: Boxed | None = None
    match: Boxed | None = None


@dataclass(slots=True)
class BoxedLoop(Boxed):
    """`kind` is for, some or every."""

    kind: str = "for"
    variable: Variable = field(default_factory=lambda: Variable(""))
    domain: Boxed | None = None
    result: Boxed | None = None


@dataclass(slots=True)
class TableColumn:
    name: str
    text: str = ""
    type: str = ""
    allowed: str = ""
    default: str = ""


@dataclass(slots=True)
class TableRow:
    id: str
    tests: list[str]
    outputs: list[str]
    annotations: list[str]


@dataclass(slots=True)
class BoxedTable(Boxed):
    hit: str = "UNIQUE"
    aggregation: str = ""
    inputs: list[TableColumn] = field(default_factory=list)
    outputs: list[TableColumn] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)


@dataclass(slots=True)
class Element:
    """Something of the requirements graph: `requires` are hrefs."""

    id: str
    name: str
    variable: Variable
    requires: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Input(Element):
    pass


@dataclass(slots=True)
class Decision(Element):
    logic: Boxed | None = None


@dataclass(slots=True)
class Knowledge(Element):
    """A business knowledge model."""

    function: BoxedFunction | None = None


@dataclass(slots=True)
class Service(Element):
    outputs: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    input_decisions: list[str] = field(default_factory=list)
    input_data: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Import:
    name: str
    namespace: str
    kind: str
    location: str = ""


@dataclass(slots=True)
class Definitions:
    """A model."""

    name: str
    namespace: str
    version: str
    items: list[Item]
    elements: list[Element]
    imports: list[Import]
    prefixes: dict[str, str]
