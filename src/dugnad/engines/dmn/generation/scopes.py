"""Python for expressions that bring names of their own: filters, loops, functions and contexts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.generation.source import Frame

if TYPE_CHECKING:
    from dugnad.engines.dmn.generation.expressions import Expressions

_BOOLEAN = (syntax.Between, syntax.In, syntax.InstanceOf, syntax.Quantified)


def _is_boolean(node: syntax.Node) -> bool:
    """Whether an expression gives a boolean whatever its operands."""
    if isinstance(node, syntax.Binary):
        return node.operator in ("and", "or", "=", "!=", "<", "<=", ">", ">=")
    return isinstance(node, _BOOLEAN)


def write_filter(writer: Expressions, node: syntax.Filter, frame: Frame) -> str:
    """A list filtered by a condition over its items."""
    value = writer.write(node.value, frame)
    if isinstance(node.condition, syntax.Constant) and isinstance(node.condition.value, Decimal):
        return f"indexed({value}, {writer.write(node.condition, frame)}, None)"
    item = writer.source.fresh("v")
    condition = writer.write(node.condition, frame.child({"item": item}, item))
    work = "filtered" if _is_boolean(node.condition) else "matched" if node.boxed else "chosen"
    return f"{work}(run, {value}, lambda {item}: {condition})"


def _loops(writer: Expressions, loops: list[syntax.Loop], frame: Frame) -> tuple[str, list[str], Frame]:
    domains, items = [], list[str]()
    for loop in loops:
        if loop.high is None:
            work = f"domain(run, {writer.write(loop.domain, frame)})"
        else:
            work = f"entries(run, {writer.joined([loop.domain, loop.high], frame)})"
        domains.append(f"lambda {', '.join(items)}: {work}")
        items.append(writer.source.fresh("v"))
        frame = frame.child({loop.name: items[-1]})
    return f"({', '.join(domains)},)", items, frame


def write_for(writer: Expressions, node: syntax.For, frame: Frame) -> str:
    """A list collected by loops."""
    domains, items, inner = _loops(writer, node.loops, frame)
    partial = writer.source.fresh("v")
    names = {loop.name for loop in node.loops}
    inner = inner if "partial" in names else inner.child({"partial": partial})
    result = writer.write(node.result, inner)
    return f"collected(run, {domains}, lambda {', '.join([partial, *items])}: {result})"


def write_quantified(writer: Expressions, node: syntax.Quantified, frame: Frame) -> str:
    """Whether some or every round of loops meets a condition."""
    domains, items, inner = _loops(writer, node.loops, frame)
    condition = writer.write(node.condition, inner)
    work = "quantified_strictly" if node.boxed else "quantified"
    return f"{work}(run, {node.every}, {domains}, lambda {', '.join(items)}: {condition})"


def write_function(writer: Expressions, node: syntax.FunctionLiteral, frame: Frame) -> str:
    """A function literal."""
    try:
        types = [writer.type_constant(each.type) for each in node.parameters]
        result = writer.type_constant(node.result)
    except ModelError as error:
        return f"fail({error.cause!r})"
    names = tuple(each.name for each in node.parameters)
    kinds = f"({''.join(kind + ', ' for kind in types)})"
    if node.external:
        return f"external(run, {names!r}, {kinds}, {writer.write(node.body, frame)}, {result})"
    items = [writer.source.fresh("v") for _ in names]
    body = writer.write(node.body, frame.child(dict(zip(names, items, strict=True))))
    return f"Function({node.name!r}, {names!r}, lambda {', '.join(items)}: {body}, {kinds}, {result})"


def write_context(writer: Expressions, node: syntax.ContextLiteral, frame: Frame) -> str:
    """A context: each entry sees those before it."""
    arguments = ["run", *sorted(frame.locals())]
    body: list[str | tuple[str, str]] = []
    names: dict[str, str] = {}
    inner = frame.child(names)
    for name, value, kind in node.entries:
        local = writer.source.fresh("v")
        if isinstance(_bare(value), syntax.FunctionLiteral):
            names[name] = local
            body.append(f"{local} = None")
        text = writer.write(value, inner)
        if kind is not None:
            text = writer.cast(text, kind, f"the entry {name!r}")
        body.append(f"{local} = {text}")
        names[name] = local
    pairs = ", ".join(f"{name!r}: {local}" for name, local in names.items())
    result = f"{{{pairs}}}" if node.result is None else writer.write(node.result, inner)
    return f"{writer.source.function(arguments, [*body, f'return {result}'])}({', '.join(arguments)})"


def _bare(node: syntax.Node) -> syntax.Node:
    while isinstance(node, syntax.Placed | syntax.Typed):
        node = node.value
    return node
