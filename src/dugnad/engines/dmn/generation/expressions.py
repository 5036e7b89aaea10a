"""Python expressions for FEEL expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.generation.source import MOST_BRACKETS, Frame, Source, brackets
from dugnad.engines.dmn.library import BUILTINS
from dugnad.engines.dmn.types import Type

OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "**": "power",
    "=": "equal",
    "!=": "unequal",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
}
BOOLEAN = (syntax.Between, syntax.In, syntax.InstanceOf, syntax.Quantified)
QUICK: dict[str, type] = {"number": Decimal, "string": str, "boolean": bool}
Resolve = Callable[[syntax.TypeName | syntax.TypeOf], Type | None]


def is_boolean(node: syntax.Node) -> bool:
    """Whether an expression gives a boolean whatever its operands."""
    if isinstance(node, syntax.Binary):
        return node.operator in ("and", "or", "=", "!=", "<", "<=", ">", ">=")
    return isinstance(node, BOOLEAN)


def quick_class(kind: Type) -> str:
    """The name of the Python class whose values all are of a type; empty when there is more to check."""
    return QUICK[kind.kind].__name__ if kind.kind in QUICK and kind.allowed is None else ""


class Expressions:
    """Writes expressions into a Source."""

    def __init__(self, source: Source, resolve: Resolve) -> None:
        self.source, self.resolve = source, resolve
        self._writers: dict[type, Callable[[Any, Frame], str]] = {
            syntax.Constant: self._constant,
            syntax.Broken: self._broken,
            syntax.Name: self._name,
            syntax.Binary: self._binary,
            syntax.Negate: self._negate,
            syntax.Between: self._between,
            syntax.In: self._in,
            syntax.Interval: self._interval,
            syntax.Test: self._test,
            syntax.InstanceOf: self._instance,
            syntax.Path: self._path,
            syntax.Filter: self._filter,
            syntax.Call: self._call,
            syntax.If: self._if,
            syntax.For: self._for,
            syntax.Quantified: self._quantified,
            syntax.FunctionLiteral: self._function,
            syntax.ListLiteral: self._list,
            syntax.ContextLiteral: self._context,
            syntax.Typed: self._typed,
            syntax.Placed: self._placed,
            syntax.Table: self._table,
        }

    def write(self, node: syntax.Node, frame: Frame) -> str:
        """The Python expression of a node."""
        text = self._writers[type(node)](node, frame)
        return self.source.hoisted(text, frame) if brackets(text) > MOST_BRACKETS else text

    def _constant(self, node: syntax.Constant, frame: Frame) -> str:
        if node.value is None or isinstance(node.value, str | bool):
            return repr(node.value)
        return self.source.constant(node.value)

    def _broken(self, node: syntax.Broken, frame: Frame) -> str:
        return f"fail({node.cause!r})"

    def _name(self, node: syntax.Name, frame: Frame) -> str:
        items: list[str] = []
        found = ""
        for each in frame.chain():
            if node.name in each.names:
                found = each.names[node.name]
                if each.item:
                    items.append(each.item)
                break
            if each.item:
                items.append(each.item)
        if not found:
            known = node.name in BUILTINS
            found = self._builtin(node.name) if known else f"fail({f'the name {node.name!r} is unknown'!r})"
        for item in reversed(items):
            found = (
                f"({item}[{node.name!r}] if type({item}) is dict and {node.name!r} in {item} else {found})"
            )
        return found

    def _builtin(self, name: str) -> str:
        text = "B_" + "".join(sign if sign.isalnum() else "_" for sign in name)
        self.source.constants[text] = BUILTINS[name]
        return text

    def _binary(self, node: syntax.Binary, frame: Frame) -> str:
        left, right = self.write(node.left, frame), self.write(node.right, frame)
        if node.operator in OPERATORS:
            return f"{OPERATORS[node.operator]}({left}, {right})"
        held = self.source.fresh("t")
        decided = node.operator == "or"
        return f"({decided} if ({held} := {left}) is {decided} else joined_{node.operator}({held}, {right}))"

    def _negate(self, node: syntax.Negate, frame: Frame) -> str:
        if isinstance(node.operand, syntax.Constant) and isinstance(node.operand.value, Decimal):
            return self.source.constant(-node.operand.value)
        return f"negate({self.write(node.operand, frame)})"

    def _between(self, node: syntax.Between, frame: Frame) -> str:
        return f"between({self._joined([node.value, node.low, node.high], frame)})"

    def _joined(self, nodes: Sequence[syntax.Node], frame: Frame) -> str:
        return ", ".join(self.write(each, frame) for each in nodes)

    def _tuple(self, nodes: Sequence[syntax.Node], frame: Frame) -> str:
        return f"({self._joined(nodes, frame)}{',' if len(nodes) == 1 else ''})"

    def _in(self, node: syntax.In, frame: Frame) -> str:
        value = self.source.fresh("t")
        first, *rest = [self._one_test(value, test, frame) for test in node.tests]
        head = f"({value} := {self.write(node.value, frame)}, {first})[1]"
        return f"either(({', '.join([head, *rest])},))" if rest else head

    def _one_test(self, value: str, test: syntax.Node, frame: Frame) -> str:
        work = "within" if isinstance(test, syntax.Interval) else "meets_test"
        return f"{work}({value}, {self.write(test, frame)})"

    def _interval(self, node: syntax.Interval, frame: Frame) -> str:
        ends = self._joined([node.low, node.high], frame)
        return f"interval({ends}, {node.low_closed}, {node.high_closed})"

    def _test(self, node: syntax.Test, frame: Frame) -> str:
        return f"test_of({node.operator!r}, {self.write(node.operand, frame)})"

    def type_constant(self, kind: Any) -> str:
        """The name of a type, `None` when there is none; ModelError when it is unknown."""
        if kind is None:
            return "None"
        if not isinstance(kind, Type):
            found = self.resolve(kind)
            if found is None:
                raise ModelError("the type is unknown")
            kind = found
        return self.source.type_constant(kind)

    def cast(self, text: str, kind: Type, what: str) -> str:
        """Code that makes a value conform to a type; a value of a simple type is let through at once."""
        name = quick_class(kind)
        if not name:
            return f"coerced({text}, {self.type_constant(kind)}, {what!r})"
        held = self.source.fresh("t")
        made = f"coerced({held}, {self.type_constant(kind)}, {what!r})"
        return f"({held} if type({held} := {text}) is {name} else {made})"

    def _instance(self, node: syntax.InstanceOf, frame: Frame) -> str:
        try:
            kind = self.type_constant(node.type)
        except ModelError as error:
            return f"fail({error.cause!r})"
        return f"is_instance({self.write(node.value, frame)}, {kind})"

    def _path(self, node: syntax.Path, frame: Frame) -> str:
        return f"path({self.write(node.value, frame)}, {node.member!r})"

    def _filter(self, node: syntax.Filter, frame: Frame) -> str:
        value = self.write(node.value, frame)
        if isinstance(node.condition, syntax.Constant) and isinstance(node.condition.value, Decimal):
            return f"indexed({value}, {self._constant(node.condition, frame)}, None)"
        item = self.source.fresh("v")
        condition = self.write(node.condition, frame.child({"item": item}, item))
        work = "filtered" if is_boolean(node.condition) else "matched" if node.boxed else "chosen"
        return f"{work}(run, {value}, lambda {item}: {condition})"

    def _call(self, node: syntax.Call, frame: Frame) -> str:
        function = self.write(node.function, frame)
        names = f", {tuple(node.names)!r}" if node.names else ""
        return f"call(run, {function}, {self._tuple(node.arguments, frame)}{names})"

    def _if(self, node: syntax.If, frame: Frame) -> str:
        test = self.write(node.condition, frame)
        then, otherwise = self.write(node.then, frame), self.write(node.otherwise, frame)
        if not node.boxed:
            return f"({then} if ({test}) is True else {otherwise})"
        held = self.source.fresh("t")
        wrong = "fail('a condition is neither true nor false')"
        rest = f"{otherwise} if {held} is None or {held} is False else {wrong}"
        return f"({then} if ({held} := {test}) is True else {rest})"

    def _loops(self, loops: list[syntax.Loop], frame: Frame) -> tuple[str, list[str], Frame]:
        domains, items = [], list[str]()
        for loop in loops:
            if loop.high is None:
                work = f"domain(run, {self.write(loop.domain, frame)})"
            else:
                work = f"entries(run, {self._joined([loop.domain, loop.high], frame)})"
            domains.append(f"lambda {', '.join(items)}: {work}")
            items.append(self.source.fresh("v"))
            frame = frame.child({loop.name: items[-1]})
        return f"({', '.join(domains)},)", items, frame

    def _for(self, node: syntax.For, frame: Frame) -> str:
        domains, items, inner = self._loops(node.loops, frame)
        partial = self.source.fresh("v")
        names = {loop.name for loop in node.loops}
        inner = inner if "partial" in names else inner.child({"partial": partial})
        result = self.write(node.result, inner)
        return f"collected(run, {domains}, lambda {', '.join([partial, *items])}: {result})"

    def _quantified(self, node: syntax.Quantified, frame: Frame) -> str:
        domains, items, inner = self._loops(node.loops, frame)
        condition = self.write(node.condition, inner)
        work = "quantified_strictly" if node.boxed else "quantified"
        return f"{work}(run, {node.every}, {domains}, lambda {', '.join(items)}: {condition})"

    def _function(self, node: syntax.FunctionLiteral, frame: Frame) -> str:
        try:
            types = [self.type_constant(each.type) for each in node.parameters]
            result = self.type_constant(node.result)
        except ModelError as error:
            return f"fail({error.cause!r})"
        names = tuple(each.name for each in node.parameters)
        kinds = f"({''.join(kind + ', ' for kind in types)})"
        if node.external:
            return f"external(run, {names!r}, {kinds}, {self.write(node.body, frame)}, {result})"
        items = [self.source.fresh("v") for _ in names]
        body = self.write(node.body, frame.child(dict(zip(names, items, strict=True))))
        return f"Function({node.name!r}, {names!r}, lambda {', '.join(items)}: {body}, {kinds}, {result})"

    def _list(self, node: syntax.ListLiteral, frame: Frame) -> str:
        return f"[{self._joined(node.items, frame)}]"

    def _context(self, node: syntax.ContextLiteral, frame: Frame) -> str:
        arguments = ["run", *sorted(frame.locals())]
        body: list[str | tuple[str, str]] = []
        names: dict[str, str] = {}
        inner = frame.child(names)
        for name, value, kind in node.entries:
            local = self.source.fresh("v")
            if isinstance(_bare(value), syntax.FunctionLiteral):
                names[name] = local
                body.append(f"{local} = None")
            text = self.write(value, inner)
            if kind is not None:
                text = self.cast(text, kind, f"the entry {name!r}")
            body.append(f"{local} = {text}")
            names[name] = local
        pairs = ", ".join(f"{name!r}: {local}" for name, local in names.items())
        result = f"{{{pairs}}}" if node.result is None else self.write(node.result, inner)
        return f"{self.source.function(arguments, [*body, f'return {result}'])}({', '.join(arguments)})"

    def _typed(self, node: syntax.Typed, frame: Frame) -> str:
        inner = node.value
        if node.type is None:
            return self.write(inner, frame)
        if (
            isinstance(inner, syntax.Constant)
            and QUICK.get(node.type.kind) is type(inner.value)
            and quick_class(node.type)
        ):
            return self._constant(inner, frame)
        return self.cast(self.write(inner, frame), node.type, node.what or "the value")

    def _placed(self, node: syntax.Placed, frame: Frame) -> str:
        held, self.source.place = self.source.place, node.place
        text = self.write(node.value, frame)
        if not isinstance(node.value, syntax.Constant | syntax.Name):
            text = self.source.hoisted(text, frame)
        self.source.place = held
        return text

    def _table(self, node: syntax.Table, frame: Frame) -> str:
        from dugnad.engines.dmn.generation.tables import write_table

        return write_table(self, node, frame)


def _bare(node: syntax.Node) -> syntax.Node:
    while isinstance(node, syntax.Placed | syntax.Typed):
        node = node.value
    return node
