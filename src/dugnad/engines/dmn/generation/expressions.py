"""Python expressions for FEEL expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.generation import scopes
from dugnad.engines.dmn.generation.source import MOST_BRACKETS, Frame, Source, brackets
from dugnad.engines.dmn.generation.tables import write_table
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
QUICK: dict[str, type] = {"number": Decimal, "string": str, "boolean": bool}
QUICK_CALLS = {"B_min": "lesser", "B_max": "larger"}
Resolve = Callable[[syntax.TypeName | syntax.TypeOf], Type | None]


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
            syntax.Filter: partial(scopes.write_filter, self),
            syntax.Call: self._call,
            syntax.If: self._if,
            syntax.For: partial(scopes.write_for, self),
            syntax.Quantified: partial(scopes.write_quantified, self),
            syntax.FunctionLiteral: partial(scopes.write_function, self),
            syntax.ListLiteral: self._list,
            syntax.ContextLiteral: partial(scopes.write_context, self),
            syntax.Typed: self._typed,
            syntax.Placed: self._placed,
            syntax.Table: partial(write_table, self),
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
        return f"between({self.joined([node.value, node.low, node.high], frame)})"

    def joined(self, nodes: Sequence[syntax.Node], frame: Frame) -> str:
        """The expressions of nodes, with commas between."""
        return ", ".join(self.write(each, frame) for each in nodes)

    def _tuple(self, nodes: Sequence[syntax.Node], frame: Frame) -> str:
        return f"({self.joined(nodes, frame)}{',' if len(nodes) == 1 else ''})"

    def _in(self, node: syntax.In, frame: Frame) -> str:
        value = self.source.fresh("t")
        first, *rest = [self._one_test(value, test, frame) for test in node.tests]
        head = f"({value} := {self.write(node.value, frame)}, {first})[1]"
        return f"either(({', '.join([head, *rest])},))" if rest else head

    def _one_test(self, value: str, test: syntax.Node, frame: Frame) -> str:
        work = "within" if isinstance(test, syntax.Interval) else "meets_test"
        return f"{work}({value}, {self.write(test, frame)})"

    def _interval(self, node: syntax.Interval, frame: Frame) -> str:
        ends = self.joined([node.low, node.high], frame)
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

    def _call(self, node: syntax.Call, frame: Frame) -> str:
        function = self.write(node.function, frame)
        if function in QUICK_CALLS and len(node.arguments) == 2 and not node.names:
            return f"{QUICK_CALLS[function]}(run, {function}, {self.joined(node.arguments, frame)})"
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

    def _list(self, node: syntax.ListLiteral, frame: Frame) -> str:
        return f"[{self.joined(node.items, frame)}]"

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
