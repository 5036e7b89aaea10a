"""A whole model as one module of Python: a function for each input, decision, knowledge model and service."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel import syntax
from dugnad.engines.dmn.feel.names import Scope
from dugnad.engines.dmn.generation.catalogue import Catalogue, Key, component_names
from dugnad.engines.dmn.generation.expressions import Expressions, quick_class
from dugnad.engines.dmn.generation.lowering import Lowering
from dugnad.engines.dmn.generation.source import Frame, Source
from dugnad.engines.dmn.generation.tables import write_tests
from dugnad.engines.dmn.generation.typing import Types
from dugnad.engines.dmn.library import BUILTINS
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.run import current, fail
from dugnad.engines.dmn.runtime import access, arithmetic, comparing, elements, extra, loops, members, tables
from dugnad.engines.dmn.tracing import DecisionStep
from dugnad.engines.dmn.types import Type, coerced
from dugnad.engines.dmn.values import Function, Value

Line = str | tuple[str, str]
GIVEN: dict[str, Any] = {
    name: getattr(module, name)
    for module, names in (
        (arithmetic, "add subtract multiply divide power negate"),
        (
            comparing,
            "equal unequal less less_equal greater greater_equal between within meets_test test_of interval "
            "either negated",
        ),
        (members, "path"),
        (access, "filtered indexed call"),
        (loops, "entries domain collected quantified quantified_strictly"),
        (extra, "joined_and joined_or truth is_instance chosen matched external lesser larger"),
        (tables, "decided"),
        (elements, "given known served"),
    )
    for name in names.split()
} | {"fail": fail, "coerced": coerced, "Function": Function, "Decimal": Decimal}
GIVEN |= {"new": tuple.__new__, "DecisionStep": DecisionStep}


def root_scope(names: list[str]) -> Scope:
    """The scope of built-in functions, with the component names that paths may use."""
    scope = Scope(BUILTINS)
    scope.members = Scope([*members.MEMBERS, *names])
    return scope


class Assembly:
    """Writes the elements of a catalogue; `names[key]` is the Python function of an element."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.source = catalogue, Source()
        self.types = Types(catalogue, self._check)
        models = catalogue.models.values()
        known = [name for model in models for name in component_names(model.items)]
        known += [element.variable.name for element in catalogue.elements.values()]
        self.scope = root_scope(known)
        self.names = {key: self.source.fresh("e") for key in catalogue.elements}
        self.types_of: dict[Key, Type | None] = {}
        self.nodes: dict[Key, syntax.Node] = {}
        self.source.constants.update(GIVEN)

    def build(self) -> dict[str, Any]:
        """The namespace of the compiled module."""
        for key, element in self.catalogue.elements.items():
            _WRITERS[type(element)](self, key, element)
        return compiled(self.source)

    def _writer(self, namespace: str) -> Expressions:
        return Expressions(self.source, lambda kind: self.types.resolve(kind, namespace))

    def _type(self, name: str, namespace: str) -> Type | None:
        return self.types.named(name, namespace)

    def _check(self, text: str, namespace: str) -> Callable[[Value], Value] | None:
        """A predicate of allowed values; it runs once the module is compiled."""
        lowered = Lowering(lambda name: self._type(name, namespace)).tests(text, self.scope)
        if isinstance(lowered, syntax.Broken) or not lowered.tests:
            return None
        value = self.source.fresh("v")
        body = write_tests(self._writer(namespace), value, lowered, Frame({}))
        name = self.source.function(["run", value], [f"return {body}"])
        constants = self.source.constants
        return lambda given: constants[name](current.get(), given)

    def _gather(
        self, key: Key, element: tree.Element
    ) -> tuple[list[Line], Scope, Frame, list[tuple[str, str]]]:
        """Code that reads what an element requires, and the names it then has."""
        lines: list[Line] = []
        names: dict[str, str] = {}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for href in element.requires:
            found, required = self.catalogue.required(href, key[0], element.name)
            alias = self.catalogue.alias(key[0], found[0])
            local = self.source.fresh("v")
            lines.append(f"{local} = {self.names[found]}(run)")
            if alias:
                grouped.setdefault(alias, []).append((required.variable.name, local))
            else:
                names[required.variable.name] = local
        for alias, held in grouped.items():
            local = self.source.fresh("v")
            lines.append(f"{local} = {{{', '.join(f'{name!r}: {each}' for name, each in held)}}}")
            names[alias] = local
        return lines, self.scope.child(names), Frame(names), list(names.items())

    def input(self, key: Key, element: tree.Element) -> None:
        """The function that gives an input."""
        self.types_of[key] = kind = self._type(element.variable.type, key[0])
        text = f"return given(run, {key!r}, {element.variable.name!r}, {self._writer(key[0]).type_constant(kind)})"
        self.source.place = element.name
        quick = quick_class(kind) if kind and key[0] == self.catalogue.main.namespace else ""
        lines: list[Line] = (
            [
                f"value = run.inputs.get({element.variable.name!r})",
                f"if type(value) is {quick}: return value",
            ]
            if quick
            else []
        )
        self.source.function(["run"], [*lines, text], self.names[key])

    def decision(self, key: Key, element: tree.Decision) -> None:
        """The function that gives a decision's value, once for each evaluation."""
        self.source.place = place = element.name
        before, scope, frame, named = self._gather(key, element)
        kind = self.types_of[key] = self._type(element.variable.type, key[0])
        lowering = Lowering(lambda name: self._type(name, key[0]))
        text = self._written(key, lambda: self._kept(key, lowering.lower(element.logic, scope, place)), frame)
        self.source.place = place
        if element.logic is None:
            text = "fail('the decision has no logic')"
        if kind is not None:
            text = self._writer(key[0]).cast(text, kind, "the decision")
        told = f"{element.name!r}, {element.id!r}"
        names, locals_ = tuple(n for n, _ in named), "".join(local + ", " for _, local in named)
        step = f"({told}, ({locals_}), value, {names!r})"
        self.source.function(
            ["run"],
            [
                f"if {key!r} in run.memo: return run.memo[{key!r}]",
                *before,
                f"value = run.memo[{key!r}] = {text}",
                f"if run.trace is not None: run.trace.append(new(DecisionStep, {step}))",
                "return value",
            ],
            self.names[key],
        )

    def _kept(self, key: Key, node: syntax.Node) -> syntax.Node:
        self.nodes[key] = node
        return node

    def _written(self, key: Key, node: Callable[[], syntax.Node], frame: Frame) -> str:
        try:
            return self._writer(key[0]).write(node(), frame)
        except ModelError as error:
            return f"fail({error.cause!r})"
        except RecursionError:
            return "fail('the expression is nested too deep')"

    def knowledge(self, key: Key, element: tree.Knowledge) -> None:
        """The function that gives a knowledge model's function."""
        self.source.place = element.name
        before, scope, _, named = self._gather(key, element)
        own = self.source.fresh("v")
        frame = Frame({**dict(named), element.variable.name: own})
        scope.add(element.variable.name)
        lowering = Lowering(lambda name: self._type(name, key[0]))
        box = element.function or tree.BoxedFunction()
        box.label = element.name
        kind = self._type(element.variable.type, key[0])
        if kind and not box.type:
            box.type = element.variable.type
        text = self._written(key, lambda: lowering.lower(box, scope, element.name), frame)
        self.source.function(
            ["run"],
            [
                f"if {key!r} in run.memo: return run.memo[{key!r}]",
                *before,
                f"{own} = None",
                f"{own} = run.memo[{key!r}] = {text}",
                f"return {own}",
            ],
            self.names[key],
        )

    def service(self, key: Key, element: tree.Service) -> None:
        """The function that gives a decision service as a function."""
        self.source.place = element.name
        found = [
            self.catalogue.required(href, key[0], element.name)
            for href in [*element.input_data, *element.input_decisions]
        ]
        outputs = [self.catalogue.required(href, key[0], element.name) for href in element.outputs]
        parameters = tuple(each.variable.name for _, each in found)
        types = tuple(self._type(each.variable.type, where[0]) for where, each in found)
        kind = self._type(element.variable.type, key[0])
        result = kind.result if kind and kind.kind == "function" else kind
        kept = self.source.constant(
            (
                element.name,
                parameters,
                tuple(where for where, _ in found),
                types,
                result,
                tuple(each.variable.name for _, each in outputs),
            )
        )
        functions = "".join(self.names[where] + ", " for where, _ in outputs)
        self.source.function(["run"], [f"return served(run, {kept}, ({functions}))"], self.names[key])


def compiled(source: Source) -> dict[str, Any]:
    """The namespace of a source that has been compiled and run."""
    namespace = source.constants
    namespace["PLACES"] = source.places
    try:
        exec(compile(source.text(), "<dmn>", "exec"), namespace)  # noqa: S102
    except (RecursionError, MemoryError) as error:
        raise ModelError("the model is nested too deep") from error
    return namespace


_WRITERS: dict[type, Callable[[Assembly, Key, Any], None]] = {
    tree.Input: Assembly.input,
    tree.Decision: Assembly.decision,
    tree.Knowledge: Assembly.knowledge,
    tree.Service: Assembly.service,
}
