"""From text to syntax tree: operators by precedence, postfixes, the cells of decision tables."""

from __future__ import annotations

import re

from dugnad.engines.dmn.errors import FeelSyntaxError
from dugnad.engines.dmn.feel import primaries
from dugnad.engines.dmn.feel.names import KEYED, PART, Scope, normal
from dugnad.engines.dmn.feel.reader import DEEPEST, Reader
from dugnad.engines.dmn.feel.syntax import (
    Between,
    Binary,
    Call,
    Filter,
    In,
    InstanceOf,
    Interval,
    Negate,
    Node,
    Path,
    Test,
    UnaryTests,
)
from dugnad.engines.dmn.feel.typing import read_type

_OPERATOR = re.compile(rf"\*\*|[*/+\-]|!=|<=|>=|<|>|=|(?:and|or|between|in|instance)(?!{PART})")
_TEST = re.compile(r"<=|>=|<|>|!=|=")
POWER = {"or": 1, "and": 2, "between": 3, "in": 3, "+": 4, "-": 4, "*": 5, "/": 5, "**": 6, "instance": 8}
COMPARISON, NEGATION = 3, 7


class Parser(Reader):
    """A recursive reader of expressions."""

    def expression(self, power: int = 0) -> Node:
        """The expression that stands here, of operators that bind tighter than `power`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise FeelSyntaxError(f"an expression is nested deeper than {DEEPEST} levels")
        left = self._prefixed()
        while operator := self._operator(power):
            left = self._joined(left, operator)
        self.depth -= 1
        return left

    def _operator(self, power: int) -> str:
        found = _OPERATOR.match(self.text, self.at)
        if not found or POWER.get(found.group(), COMPARISON) <= power:
            return ""
        self.at = found.end()
        self.skip()
        return found.group()

    def _joined(self, left: Node, operator: str) -> Node:
        if operator == "instance":
            self.need_word("of")
            return InstanceOf(left, read_type(self))
        if operator == "between":
            low = self.expression(COMPARISON)
            self.need_word("and")
            return Between(left, low, self.expression(COMPARISON))
        if operator == "in":
            return In(left, self._in_tests())
        return Binary(operator, left, self.expression(POWER.get(operator, COMPARISON)))

    def _in_tests(self) -> list[Node]:
        start, depth = self.at, self.depth
        if self.take("("):
            tests = self.tests()
            if self.take(")") and not self.sees(".."):
                return tests
            self.at, self.depth = start, depth
        return [self.test(COMPARISON)]

    def tests(self) -> list[Node]:
        """Tests with commas between."""
        found = [self.test()]
        while self.take(","):
            found.append(self.test())
        return found

    def test(self, power: int = 0) -> Node:
        """One test: an operator and its right side, or an expression."""
        return self.open_test() or self.expression(power)

    def open_test(self) -> Node | None:
        """A test that starts with an operator, if one stands here."""
        found = _TEST.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        self.skip()
        return Test(found.group(), self.expression(COMPARISON))

    def _prefixed(self) -> Node:
        if self.take("-"):
            return Negate(self.expression(NEGATION))
        return self.postfixed(primaries.primary(self))

    def postfixed(self, node: Node) -> Node:
        """An expression with the paths, filters and calls that follow it."""
        while True:
            if self.sees(".") and not self.sees(".."):
                self.need(".")
                node = Path(node, self.name(member=True))
            elif self.sees("[") and not getattr(self, "in_interval", False):
                node = self._filter(node)
            elif self.sees("("):
                node = self._call(node)
            else:
                return node

    def _filter(self, node: Node) -> Node:
        self.need("[")
        outer, self.scope = self.scope, self.scope.child(("item",), members=True)
        condition = self.open_test() or self.expression()
        self.scope = outer
        self.need("]")
        return Filter(node, condition)

    def _call(self, node: Node) -> Node:
        self.need("(")
        arguments: list[Node] = []
        names: list[str] = []
        while not self.take(")"):
            if arguments:
                self.need(",")
            key = KEYED.match(self.text, self.at)
            if key:
                names.append(normal(key[1]))
                self.at = key.end()
                self.skip()
            arguments.append(self.open_test() or self.expression())
        if names and len(names) != len(arguments):
            raise FeelSyntaxError("arguments are named all or none")
        return Call(node, arguments, names or None)

    def interval_end(self, low: Node, low_closed: bool) -> Interval:
        """The rest of an interval, after its `..`."""
        held, self.in_interval = getattr(self, "in_interval", False), True
        high = self.expression()
        self.in_interval = held
        if self.take("]"):
            return Interval(low, high, low_closed, True)
        if self.take(")") or self.take("["):
            return Interval(low, high, low_closed, False)
        raise self.fail("the end of an interval")

    def end(self) -> None:
        """The text must end here."""
        if self.at < len(self.text):
            raise self.fail("an operator or the end")


def parse_expression(text: str, scope: Scope) -> Node:
    """The syntax tree of an expression, its names resolved by a scope; raises FeelSyntaxError."""
    parser = Parser(text, scope)
    node = parser.open_test() or parser.expression()
    parser.end()
    return node


def parse_tests(text: str, scope: Scope) -> UnaryTests:
    """The syntax tree of a cell: `-`, tests, or `not(tests)`; raises FeelSyntaxError."""
    parser = Parser(text, scope.child(("?",)))
    if parser.sees("-") and not text.strip()[1:].strip():
        return UnaryTests([])
    if parser.take_word("not"):
        parser.need("(")
        tests = parser.tests()
        parser.need(")")
        parser.end()
        return UnaryTests(tests, negated=True)
    tests = parser.tests()
    parser.end()
    return UnaryTests(tests)
