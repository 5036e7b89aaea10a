"""Types from item definitions and from type expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dugnad.engines.dmn.errors import FeelSyntaxError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.feel.names import Scope
from dugnad.engines.dmn.feel.reader import Reader
from dugnad.engines.dmn.feel.typing import read_type
from dugnad.engines.dmn.generation.catalogue import Catalogue
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.types import ALIASES, ANY, SIMPLE, Type
from dugnad.engines.dmn.values import Value

Check = Callable[[Value], Value]


class Types:
    """The types that a model can name; `check` makes a predicate of the text of allowed values."""

    def __init__(self, catalogue: Catalogue | None, check: Callable[[str, str], Check | None]) -> None:
        self.catalogue, self.check = catalogue, check
        self._known: dict[tuple[str, str], Type] = {}

    def named(self, name: str, namespace: str) -> Type | None:
        """The type of a name in a model, None when the name is empty or unknown."""
        name = name.removeprefix("feel:").strip()
        if not name:
            return None
        found = self._item(name, namespace)
        if found:
            return found
        simple = SIMPLE.get(ALIASES.get(name, name))
        return simple or self._written(name, namespace)

    def _item(self, name: str, namespace: str) -> Type | None:
        if self.catalogue is None or namespace not in self.catalogue.models:
            return None
        model = self.catalogue.models[namespace]
        if (namespace, name) in self._known:
            return self._known[namespace, name]
        for item in model.items:
            if item.name == name:
                return self._define(item, namespace, name)
        return self._imported(name, model)

    def _imported(self, name: str, model: tree.Definitions) -> Type | None:
        for each in model.imports:
            if each.name and name.startswith(each.name + "."):
                return self.named(name[len(each.name) + 1 :], each.namespace)
        prefix, mark, rest = name.partition(":")
        if mark and prefix in model.prefixes:
            return self.named(rest, model.prefixes[prefix])
        return None

    def _define(self, item: tree.Item, namespace: str, name: str) -> Type:
        known = self._known[namespace, name] = Type("Any", name=name)
        made = self.of_item(item, namespace)
        known.kind, known.element, known.fields = made.kind, made.element, made.fields
        known.parameters, known.result, known.allowed = made.parameters, made.result, made.allowed
        known.marks = made.marks
        return known

    def of_item(self, item: tree.Item, namespace: str) -> Type:
        """The type that an item definition defines."""
        if item.parameters is not None:
            parameters = tuple(self.named(each.type, namespace) or ANY for each in item.parameters)
            made = Type("function", parameters=parameters, result=self.named(item.result, namespace))
        elif item.parts:
            made = Type("context", fields={part.name: self.of_item(part, namespace) for part in item.parts})
        else:
            made = replace(self.named(item.base, namespace) or ANY)
        made.name = item.name
        if item.allowed:
            made.allowed = _all_of(made.allowed, self.check(item.allowed, namespace))
            made.marks = {**made.marks, "allowed": item.allowed}
        if item.collection:
            made = Type("list", element=made, name=item.name)
        if item.constraint:
            made.allowed = _all_of(made.allowed, self.check(item.constraint, namespace))
        return made

    def _written(self, text: str, namespace: str) -> Type | None:
        if "<" not in text:
            return None
        try:
            return self.resolve(read_type(Reader(text, Scope())), namespace)
        except FeelSyntaxError:
            return None

    def resolve(self, node: syntax.TypeName | syntax.TypeOf, namespace: str) -> Type | None:
        """The type of a type expression, None when a name in it is unknown."""
        if isinstance(node, syntax.TypeName):
            return self.named(node.name, namespace)
        inner = [self.resolve(each, namespace) for each in node.arguments]
        found = [each for each in inner if each is not None]
        if len(found) < len(inner):
            return None
        if node.kind == "context":
            return Type("context", fields=dict(zip(node.names, found, strict=True)))
        if node.kind == "function":
            return Type("function", parameters=tuple(found[:-1]), result=found[-1])
        return Type(node.kind, element=found[0])


def _all_of(one: Check | None, other: Check | None) -> Check | None:
    if one is None or other is None:
        return one or other
    return lambda value: one(value) is True and other(value) is True
