"""Boxed expressions from XML."""

from __future__ import annotations

from collections.abc import Callable

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel.names import normal
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.model.xml import Element, child, children, local, text_of

DEEPEST = 80


def variable(node: Element) -> tree.Variable:
    """A name and its type."""
    return tree.Variable(normal(node.get("name", "")), node.get("typeRef", ""))


def only(node: Element | None) -> tree.Boxed | None:
    """The expression among an element's children."""
    if node is None:
        return None
    space = node.tag.rpartition("}")[0]
    for each in node:
        if isinstance(each.tag, str) and each.tag.rpartition("}")[0] == space and local(each) in READERS:
            return boxed(each)
    return None


def boxed(node: Element) -> tree.Boxed:
    """One boxed expression."""
    if sum(1 for _ in node.iterancestors()) > DEEPEST:
        raise ModelError(f"boxed expressions are nested deeper than {DEEPEST} levels")
    made = READERS[local(node)](node)
    made.id, made.label, made.type = node.get("id", ""), node.get("label", ""), node.get("typeRef", "")
    return made


def _literal(node: Element) -> tree.Boxed:
    return tree.Literal(text=text_of(node, "text"))


def _context(node: Element) -> tree.Boxed:
    made = tree.BoxedContext()
    for entry in children(node, "contextEntry"):
        named = child(entry, "variable")
        made.entries.append((None if named is None else variable(named), only(entry)))
    return made


def _all(node: Element) -> list[tree.Boxed]:
    return [boxed(each) for each in node if isinstance(each.tag, str) and local(each) in READERS]


def _list(node: Element) -> tree.Boxed:
    return tree.BoxedList(items=_all(node))


def _relation(node: Element) -> tree.Boxed:
    columns = [variable(each) for each in children(node, "column")]
    return tree.Relation(columns=columns, rows=[_all(row) for row in children(node, "row")])


def function(node: Element) -> tree.BoxedFunction:
    """A function definition (also the logic of a business knowledge model)."""
    parameters = [variable(each) for each in children(node, "formalParameter")]
    return tree.BoxedFunction(
        type=node.get("typeRef", ""), kind=node.get("kind", "FEEL"), parameters=parameters, body=only(node)
    )


def _invocation(node: Element) -> tree.Boxed:
    made = tree.Invocation(function=only(node))
    for binding in children(node, "binding"):
        named = child(binding, "parameter")
        if named is not None:
            made.bindings.append((variable(named), only(binding)))
    return made


def _if(node: Element) -> tree.Boxed:
    return tree.BoxedIf(
        condition=only(child(node, "if")), then=only(child(node, "then")), otherwise=only(child(node, "else"))
    )


def _filter(node: Element) -> tree.Boxed:
    return tree.BoxedFilter(value=only(child(node, "in")), match=only(child(node, "match")))


def _loop(node: Element) -> tree.Boxed:
    kind = local(node)
    result = child(node, "return" if kind == "for" else "satisfies")
    named = tree.Variable(normal(node.get("iteratorVariable", "")))
    domain = child(node, "in")
    if domain is not None:
        named.type = domain.get("typeRef", "")
    return tree.BoxedLoop(kind=kind, variable=named, domain=only(domain), result=only(result))


def _table(node: Element) -> tree.Boxed:
    return tree.BoxedTable(
        hit=node.get("hitPolicy", "UNIQUE"),
        aggregation=node.get("aggregation", ""),
        inputs=[_input(each) for each in children(node, "input")],
        outputs=[_output(each) for each in children(node, "output")],
        annotations=[each.get("name", "") for each in children(node, "annotation")],
        rows=[_row(each, at) for at, each in enumerate(children(node, "rule"), 1)],
    )


def _input(node: Element) -> tree.TableColumn:
    expression = child(node, "inputExpression")
    kind = "" if expression is None else expression.get("typeRef", "")
    return tree.TableColumn(
        node.get("label", ""), text_of(expression, "text"), kind, text_of(child(node, "inputValues"), "text")
    )


def _output(node: Element) -> tree.TableColumn:
    return tree.TableColumn(
        normal(node.get("name", "")),
        "",
        node.get("typeRef", ""),
        text_of(child(node, "outputValues"), "text"),
        text_of(child(node, "defaultOutputEntry"), "text"),
    )


def _row(node: Element, at: int) -> tree.TableRow:
    texts = [
        [text_of(each, "text") for each in children(node, kind)]
        for kind in ("inputEntry", "outputEntry", "annotationEntry")
    ]
    return tree.TableRow(node.get("id", str(at)), *texts)


READERS: dict[str, Callable[[Element], tree.Boxed]] = {
    "literalExpression": _literal,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": function,
    "invocation": _invocation,
    "conditional": _if,
    "filter": _filter,
    "for": _loop,
    "some": _loop,
    "every": _loop,
    "decisionTable": _table,
}
