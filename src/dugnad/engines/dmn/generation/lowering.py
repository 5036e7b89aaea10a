"""From boxed expressions to the syntax tree of FEEL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dugnad.engines.dmn.errors import FeelSyntaxError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.feel.names import Scope
from dugnad.engines.dmn.feel.parsing import parse_expression, parse_tests
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.types import Type

TypeByName = Callable[[str], Type | None]
NOTHING = syntax.Constant(None)


class Lowering:
    """Lowers the boxed expressions of one model; `type_named` gives a type or None for none."""

    def __init__(self, type_named: TypeByName) -> None:
        self.type_named = type_named
        self._lowerers: dict[type, Callable[[Any, Scope, str], syntax.Node]] = {
            tree.Literal: self._literal,
            tree.BoxedContext: self._context,
            tree.BoxedList: self._list,
            tree.Relation: self._relation,
            tree.BoxedFunction: self._function,
            tree.Invocation: self._invocation,
            tree.BoxedIf: self._if,
            tree.BoxedFilter: self._filter,
            tree.BoxedLoop: self._loop,
            tree.BoxedTable: self._table,
        }

    def lower(self, box: tree.Boxed | None, scope: Scope, place: str) -> syntax.Node:
        """The node of a boxed expression, with its type and place."""
        if box is None:
            return NOTHING
        node = self._lowerers[type(box)](box, scope, place)
        kind = None if isinstance(box, tree.BoxedFunction) else self.type_named(box.type)
        return syntax.Placed(syntax.Typed(node, kind, place) if kind else node, place)

    def text(self, text: str, scope: Scope, place: str) -> syntax.Node:
        """The node of an expression's text; null with a reason when it is wrong."""
        if not text.strip():
            return NOTHING
        try:
            return parse_expression(text, scope)
        except FeelSyntaxError as error:
            return syntax.Broken(f"{error.cause} in '{text[:80]}'")

    def tests(self, text: str, scope: Scope) -> syntax.UnaryTests | syntax.Broken:
        """The node of a cell's text."""
        if not text.strip():
            return syntax.UnaryTests([])
        try:
            return parse_tests(text, scope)
        except FeelSyntaxError as error:
            return syntax.Broken(f"{error.cause} in '{text[:80]}'")

    def _literal(self, box: tree.Literal, scope: Scope, place: str) -> syntax.Node:
        return self.text(box.text, scope, place)

    def _context(self, box: tree.BoxedContext, scope: Scope, place: str) -> syntax.Node:
        inner = scope.child()
        entries: list[tuple[str, syntax.Node, Any]] = []
        result: syntax.Node | None = None
        for variable, value in box.entries:
            name = variable.name if variable else ""
            if isinstance(value, tree.BoxedFunction):
                inner.add(name)
            node = self.lower(value, inner, f"{place}, {name or 'result'}")
            if not variable:
                result = node
                continue
            kind = None if isinstance(value, tree.BoxedFunction) else self.type_named(variable.type)
            entries.append((name, node, kind))
            inner.add(name)
            inner.learn(name)
        return syntax.ContextLiteral(entries, result)

    def _list(self, box: tree.BoxedList, scope: Scope, place: str) -> syntax.Node:
        return syntax.ListLiteral(
            [self.lower(each, scope, f"{place}, item {at}") for at, each in enumerate(box.items, 1)]
        )

    def _relation(self, box: tree.Relation, scope: Scope, place: str) -> syntax.Node:
        for column in box.columns:
            scope.learn(column.name)
        return syntax.ListLiteral(
            [self._relation_row(box, row, scope, f"{place}, row {at}") for at, row in enumerate(box.rows, 1)]
        )

    def _relation_row(
        self, box: tree.Relation, row: list[tree.Boxed], scope: Scope, place: str
    ) -> syntax.Node:
        pairs = zip(box.columns, row, strict=False)
        return syntax.ContextLiteral(
            [
                (
                    column.name,
                    self.lower(cell, scope, f"{place}, {column.name}"),
                    self.type_named(column.type),
                )
                for column, cell in pairs
            ]
        )

    def _function(self, box: tree.BoxedFunction, scope: Scope, place: str) -> syntax.Node:
        parameters = [syntax.Parameter(each.name, self.type_named(each.type)) for each in box.parameters]
        inner = scope.child(each.name for each in box.parameters)
        body = self.lower(box.body, inner, place)
        kind = self.type_named(box.type)
        result = (kind.result if kind.kind == "function" else kind) if kind else None
        external = box.kind in ("Java", "PMML")
        if external and isinstance(body, syntax.Placed) and isinstance(body.value, syntax.ContextLiteral):
            body = syntax.ContextLiteral([(box.kind.lower(), body, None)])
        return syntax.FunctionLiteral(parameters, body, external, result, box.label)

    def _invocation(self, box: tree.Invocation, scope: Scope, place: str) -> syntax.Node:
        function = self.lower(box.function, scope, place)
        arguments = [
            syntax.Typed(
                self.lower(value, scope, f"{place}, {variable.name}"),
                self.type_named(variable.type),
                variable.name,
            )
            for variable, value in box.bindings
        ]
        return syntax.Call(function, list(arguments), [variable.name for variable, _ in box.bindings] or None)

    def _if(self, box: tree.BoxedIf, scope: Scope, place: str) -> syntax.Node:
        return syntax.If(
            self.lower(box.condition, scope, f"{place}, if"),
            self.lower(box.then, scope, f"{place}, then"),
            self.lower(box.otherwise, scope, f"{place}, else"),
            boxed=True,
        )

    def _filter(self, box: tree.BoxedFilter, scope: Scope, place: str) -> syntax.Node:
        value = self.lower(box.value, scope, f"{place}, in")
        return syntax.Filter(
            value, self.lower(box.match, scope.child(("item",), members=True), f"{place}, match"), boxed=True
        )

    def _loop(self, box: tree.BoxedLoop, scope: Scope, place: str) -> syntax.Node:
        domain = self.lower(box.domain, scope, f"{place}, in")
        inner = scope.child((box.variable.name, "partial"))
        result = self.lower(box.result, inner, f"{place}, {'return' if box.kind == 'for' else 'satisfies'}")
        loops = [syntax.Loop(box.variable.name, domain)]
        if box.kind == "for":
            return syntax.For(loops, result)
        return syntax.Quantified(box.kind == "every", loops, result, boxed=True)

    def _table(self, box: tree.BoxedTable, scope: Scope, place: str) -> syntax.Node:
        inputs = [self._input(each, scope, place) for each in box.inputs]
        outputs = [self._output(each, scope, place) for each in box.outputs]
        for column in outputs:
            scope.learn(column.name)
        rows = [self._row(box, row, outputs, scope, place) for row in box.rows]
        return syntax.Table(box.id, box.hit, box.aggregation, inputs, outputs, rows)

    def _input(self, column: tree.TableColumn, scope: Scope, place: str) -> syntax.Column:
        return syntax.Column(
            column.name or column.text,
            self.text(column.text, scope, place),
            self.type_named(column.type),
            self._allowed(column, scope),
        )

    def _output(self, column: tree.TableColumn, scope: Scope, place: str) -> syntax.Column:
        default = self.text(column.default, scope, place) if column.default else None
        return syntax.Column(
            column.name, None, self.type_named(column.type), self._allowed(column, scope), default
        )

    def _allowed(self, column: tree.TableColumn, scope: Scope) -> syntax.UnaryTests | None:
        found = self.tests(column.allowed, scope) if column.allowed else None
        return found if isinstance(found, syntax.UnaryTests) else None

    def _row(
        self,
        box: tree.BoxedTable,
        row: tree.TableRow,
        outputs: Iterable[syntax.Column],
        scope: Scope,
        place: str,
    ) -> syntax.Row:
        tests = [self.tests(text, scope) for text in row.tests]
        values = [
            self._cell(text, column, scope, place) for text, column in zip(row.outputs, outputs, strict=False)
        ]
        notes = dict(zip(box.annotations, row.annotations, strict=False))
        return syntax.Row(row.id, tests, values, notes)

    def _cell(self, text: str, column: syntax.Column, scope: Scope, place: str) -> syntax.Node:
        node = self.text(text, scope, place)
        return syntax.Typed(node, column.type, column.name) if column.type else node
