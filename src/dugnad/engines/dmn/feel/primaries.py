"""What expressions are made of: literals, names, lists, contexts, intervals, and the forms that start with a word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dugnad.engines.dmn.feel.names import KEYED, LOOSE, WORD, normal
from dugnad.engines.dmn.feel.syntax import (
    Broken,
    Constant,
    ContextLiteral,
    For,
    FunctionLiteral,
    If,
    ListLiteral,
    Loop,
    Name,
    Node,
    Parameter,
    Quantified,
)
from dugnad.engines.dmn.feel.typing import read_type
from dugnad.engines.dmn.temporal.parsing import parse_temporal

if TYPE_CHECKING:
    from dugnad.engines.dmn.feel.parsing import Parser

_WORDS = {"null": None, "true": True, "false": False}


def primary(parser: Parser) -> Node:
    """The primary expression that stands here."""
    sign = parser.text[parser.at : parser.at + 1]
    if sign in _SIGNS:
        return _SIGNS[sign](parser)
    value = parser.number()
    if value is not None:
        return Constant(value)
    first = parser.word()
    known = parser.scope.match(parser.text, parser.at, first)
    if not known and first in _FORMS and first not in parser.scope.names:
        parser.take_word(first)
        return _FORMS[first](parser)
    if not known and first in _WORDS:
        parser.take_word(first)
        return Constant(_WORDS[first])
    return Name(parser.name())


def _string(parser: Parser) -> Node:
    return Constant(parser.string())


def _at_literal(parser: Parser) -> Node:
    parser.need("@")
    text = parser.string()
    value = parse_temporal(text)
    return Broken(f'@"{text}" is no date, time or duration') if value is None else Constant(value)


def _bracket(parser: Parser) -> Node:
    parser.need("[")
    held, parser.in_interval = getattr(parser, "in_interval", False), False
    try:
        if parser.take("]"):
            return ListLiteral([])
        items = [parser.test()]
        if parser.take(".."):
            return parser.interval_end(items[0], True)
        while parser.take(","):
            items.append(parser.test())
        parser.need("]")
        return ListLiteral(items)
    finally:
        parser.in_interval = held


def _open_bracket(parser: Parser) -> Node:
    parser.need("]")
    low = parser.expression()
    parser.need("..")
    return parser.interval_end(low, False)


def _parenthesis(parser: Parser) -> Node:
    parser.need("(")
    held, parser.in_interval = getattr(parser, "in_interval", False), False
    try:
        node = parser.test()
        if parser.take(".."):
            return parser.interval_end(node, False)
        parser.need(")")
        return node
    finally:
        parser.in_interval = held


def _context(parser: Parser) -> Node:
    parser.need("{")
    entries: list[tuple[str, Node, object]] = []
    outer, parser.scope = parser.scope, parser.scope.child()
    while not parser.take("}"):
        if entries:
            parser.need(",")
        name = _key(parser)
        entries.append((name, parser.test(), None))
        parser.scope.add(name)
        parser.scope.learn(name)
    parser.scope = outer
    names = [name for name, _, _ in entries]
    if len(set(names)) < len(names):
        return Broken("a context has two entries of the same name")
    return ContextLiteral(entries)


def _key(parser: Parser) -> str:
    if parser.sees('"'):
        name = parser.string()
        parser.need(":")
        return name
    found = KEYED.match(parser.text, parser.at)
    if not found:
        raise parser.fail("a key and ':'")
    parser.at = found.end()
    parser.skip()
    return normal(found[1])


def _if(parser: Parser) -> Node:
    condition = parser.expression()
    parser.need_word("then")
    then = parser.expression()
    parser.need_word("else")
    return If(condition, then, parser.expression())


def _loops(parser: Parser) -> list[Loop]:
    loops: list[Loop] = []
    while not loops or parser.take(","):
        name = _loop_name(parser)
        domain = parser.test()
        high = parser.expression() if parser.take("..") else None
        loops.append(Loop(name, domain, high))
        parser.scope = parser.scope.child((name,))
    return loops


def _loop_name(parser: Parser) -> str:
    """The words before `in`."""
    start, loose = parser.at, LOOSE.match(parser.text, parser.at)
    if not loose:
        raise parser.fail("a name")
    for word in WORD.finditer(parser.text, start, loose.end()):
        if word.group() == "in" and word.start() > start:
            parser.at = word.end()
            parser.skip()
            return normal(parser.text[start : word.start()])
    raise parser.fail("a name and 'in'")


def _for(parser: Parser) -> Node:
    outer = parser.scope
    loops = _loops(parser)
    parser.scope = parser.scope.child(("partial",))
    parser.need_word("return")
    result = parser.test()
    parser.scope = outer
    return For(loops, result)


def _quantified(every: bool, parser: Parser) -> Node:
    outer = parser.scope
    loops = _loops(parser)
    parser.need_word("satisfies")
    condition = parser.test()
    parser.scope = outer
    return Quantified(every, loops, condition)


def _function(parser: Parser) -> Node:
    parser.need("(")
    parameters: list[Parameter] = []
    while not parser.take(")"):
        if parameters:
            parser.need(",")
        parameters.append(_parameter(parser))
    outer, parser.scope = parser.scope, parser.scope.child(p.name for p in parameters)
    external = parser.take_word("external")
    body = parser.test()
    parser.scope = outer
    return FunctionLiteral(parameters, body, external)


def _parameter(parser: Parser) -> Parameter:
    loose = LOOSE.match(parser.text, parser.at)
    if not loose:
        raise parser.fail("a parameter")
    name = normal(loose.group())
    parser.at = loose.end()
    parser.skip()
    return Parameter(name, read_type(parser) if parser.take(":") else None)


_SIGNS: dict[str, Callable[[Parser], Node]] = {
    '"': _string,
    "@": _at_literal,
    "[": _bracket,
    "]": _open_bracket,
    "(": _parenthesis,
    "{": _context,
}
_FORMS: dict[str, Callable[[Parser], Node]] = {
    "if": _if,
    "for": _for,
    "function": _function,
    "some": partial(_quantified, False),
    "every": partial(_quantified, True),
}
