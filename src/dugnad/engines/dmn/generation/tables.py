"""Decision tables as Python functions: one line for each rule, constants compared directly."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.generation.source import Frame
from dugnad.engines.dmn.runtime.tables import TableInfo

if TYPE_CHECKING:
    from dugnad.engines.dmn.generation.expressions import Expressions

Line = str | tuple[str, str]


def mentions(node: object, name: str) -> bool:
    """Whether an expression uses a name."""
    if isinstance(node, syntax.Name):
        return node.name == name
    if isinstance(node, list | tuple):
        return any(mentions(each, name) for each in node)
    if isinstance(node, syntax.Node | syntax.Loop):
        return any(mentions(getattr(node, each.name), name) for each in fields(node))
    return False


def write_table(writer: Expressions, table: syntax.Table, frame: Frame) -> str:
    """The call of the function that a table becomes."""
    return _Writing(writer, table, frame).call()


class _Writing:
    def __init__(self, writer: Expressions, table: syntax.Table, frame: Frame) -> None:
        self.writer, self.table, self.frame = writer, table, frame
        self.place = writer.source.place
        self.values = [writer.source.fresh("v") for _ in table.inputs]
        self.numeric: dict[int, str] = {}

    def call(self) -> str:
        arguments = ["run", *sorted(self.frame.locals())]
        inputs = [self._input(at) for at in range(len(self.values))]
        rows = [self._row(at) for at in range(len(self.table.rows))]
        for at, flag in self.numeric.items():
            inputs[at].insert(1, f"{flag} = type({self.values[at]}) is Decimal")
        body: list[Line] = [*(line for lines in inputs for line in lines), "hits = []", *rows, self._end()]
        return f"{self.writer.source.function(arguments, body)}({', '.join(arguments)})"

    def _input(self, at: int) -> list[Line]:
        column, value = self.table.inputs[at], self.values[at]
        place = f"{self.place}, input {at + 1}"
        text = self.writer.write(column.value or syntax.Constant(None), self.frame)
        if column.type is not None:
            text = self.writer.cast(text, column.type, f"the input {column.name!r}")
        lines: list[Line] = [(f"{value} = {text}", place)]
        if column.allowed is not None and column.allowed.tests:
            check = self.condition(at, column.allowed)
            told = f"fail('the value of input ' + {column.name!r} + ' is not allowed')"
            lines.append((f"if {value} is not None and not ({check}): return {told}", place))
        return lines

    def _row(self, at: int) -> Line:
        row = self.table.rows[at]
        place = f"{self.place}, rule {at + 1}"
        conditions = [self.condition(column, tests) for column, tests in enumerate(row.tests)]
        test = " and ".join(each for each in conditions if each) or "True"
        outputs = ", ".join(self.writer.write(each, self.frame) for each in row.outputs)
        if self.table.hit == "FIRST":
            return f"if {test}: return {self._finish(f'[({at}, ({outputs},))]')}", place
        return f"if {test}: hits.append(({at}, ({outputs},)))", place

    def condition(self, at: int, tests: syntax.UnaryTests | syntax.Broken) -> str:
        """A Python condition that is true when the cell's tests are met; empty for `-`."""
        if isinstance(tests, syntax.Broken):
            return f"fail({tests.cause!r})"
        if not tests.tests:
            return ""
        quick = self._quick(at, tests)
        return quick or self._general(self.values[at], tests)

    def _quick(self, at: int, tests: syntax.UnaryTests) -> str:
        found = [self._quick_test(at, test) for test in tests.tests]
        if not all(guard for guard, _ in found) or (tests.negated and len(found) > 1):
            return ""
        if not tests.negated:
            return found[0][1] if len(found) == 1 else "(" + " or ".join(text for _, text in found) + ")"
        guard, text = found[0]
        if isinstance(tests.tests[0], syntax.Constant | syntax.Negate):
            # Null is equal to no other value (DMN 1.5, 10.3.2.13): what is not "a" is also what is not known.
            return f"({self.values[at]} is None or {guard} and not ({text}))"
        return f"({guard} and not ({text}))"

    def _quick_test(self, at: int, test: syntax.Node) -> tuple[str, str]:
        value = self.values[at]
        if isinstance(test, syntax.Constant) and isinstance(test.value, bool):
            return f"type({value}) is bool", f"{value} is {test.value}"
        if isinstance(test, syntax.Constant) and isinstance(test.value, str):
            return f"type({value}) is str", f"{value} == {test.value!r}"
        compared = self._quick_number(value, test)
        if not compared:
            return "", ""
        flag = self.numeric.setdefault(at, "n" + value[1:])
        return flag, f"{flag} and {compared}"

    def _quick_number(self, value: str, test: syntax.Node) -> str:
        if text := self._numeral(test):
            return f"{value} == {text}"
        if isinstance(test, syntax.Test) and (text := self._numeral(test.operand)):
            return f"{value} {'==' if test.operator == '=' else test.operator} {text}"
        if isinstance(test, syntax.Interval):
            low, high = self._numeral(test.low), self._numeral(test.high)
            if low and high:
                return f"{low} {'<=' if test.low_closed else '<'} {value} {'<=' if test.high_closed else '<'} {high}"
        return ""

    def _numeral(self, node: syntax.Node) -> str:
        sign = 1
        while isinstance(node, syntax.Negate):
            node, sign = node.operand, -sign
        if isinstance(node, syntax.Constant) and isinstance(node.value, Decimal):
            return self.writer.source.constant(node.value * sign)
        return ""

    def _general(self, value: str, tests: syntax.UnaryTests) -> str:
        general = write_tests(self.writer, value, tests, self.frame) + " is True"
        test = tests.tests[0]
        if len(tests.tests) > 1 or tests.negated:
            return general
        if isinstance(test, syntax.Constant) and test.value is None:
            return f"{value} is None"
        return self._named(value, test, general)

    def _named(self, value: str, test: syntax.Node, general: str) -> str:
        """A comparison with a named number at once, with anything else as it is in general."""
        if not isinstance(test, syntax.Test) or test.operator not in ("<", "<=", ">", ">="):
            return general
        operand = test.operand
        text = self.writer.write(operand, self.frame) if isinstance(operand, syntax.Name) else ""
        if not text.isidentifier():
            return general
        both = f"type({value}) is Decimal and type({text}) is Decimal"
        return f"({value} {test.operator} {text} if {both} else {general})"

    def _finish(self, hits: str) -> str:
        table = self.table
        info = self.writer.source.constant(
            TableInfo(
                table.id,
                table.hit,
                table.aggregation,
                tuple(each.name for each in table.outputs),
                tuple(each.name for each in table.inputs),
                tuple(row.id for row in table.rows),
                tuple(row.annotations for row in table.rows),
            )
        )
        return (
            f"decided(run, {info}, ({''.join(each + ', ' for each in self.values)}), {hits}{self._extras()})"
        )

    def _extras(self) -> str:
        extras = ""
        if any(each.default is not None for each in self.table.outputs):
            parts = [
                self.writer.write(each.default or syntax.Constant(None), self.frame)
                for each in self.table.outputs
            ]
            extras += f", default=lambda: ({', '.join(parts)},)"
        if self.table.hit in ("PRIORITY", "OUTPUT ORDER"):
            parts = [self._ranking(each) for each in self.table.outputs]
            extras += f", ranking=({', '.join(parts)},)"
        return extras

    def _ranking(self, column: syntax.Column) -> str:
        tests = column.allowed.tests if column.allowed else []
        return f"({''.join(self.writer.write(each, self.frame) + ', ' for each in tests)})"

    def _end(self) -> Line:
        hits = "[]" if self.table.hit == "FIRST" else "hits"
        return f"return {self._finish(hits)}", self.place


def write_tests(writer: Expressions, value: str, tests: syntax.UnaryTests, frame: Frame) -> str:
    """The Python expression of whether a value meets tests: true, false or null."""
    inner = frame.child({"?": value})
    parts = []
    for test in tests.tests:
        text = writer.write(test, inner)
        parts.append(f"truth({value}, {text})" if mentions(test, "?") else f"meets_test({value}, {text})")
    text = parts[0] if len(parts) == 1 else f"either(({', '.join(parts)}))"
    return f"negated({text})" if tests.negated else text
