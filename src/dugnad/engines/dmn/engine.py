"""The engine's door: load a model, evaluate its decisions and services, evaluate an expression."""

from __future__ import annotations

import datetime as dt
import decimal
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dugnad.engines.dmn.errors import LimitReached, ModelError, Problem
from dugnad.engines.dmn.feel.parsing import parse_expression
from dugnad.engines.dmn.generation.assembly import GIVEN, Assembly, compiled, root_scope
from dugnad.engines.dmn.generation.catalogue import Catalogue, Key
from dugnad.engines.dmn.generation.expressions import Expressions
from dugnad.engines.dmn.generation.source import Frame, Source
from dugnad.engines.dmn.generation.typing import Types
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.model.reading import read
from dugnad.engines.dmn.native import from_python
from dugnad.engines.dmn.run import STEPS, Run, current
from dugnad.engines.dmn.tracing import DecisionStep, TableStep
from dugnad.engines.dmn.types import coerced
from dugnad.engines.dmn.values import NUMBERS, Function, Value

Given = str | Path | bytes
Externals = Mapping[str, Callable[..., Any]]
Steps = list[DecisionStep | TableStep]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, why parts of it are null, and (when asked for) the steps that led to it."""

    value: Value
    problems: list[Problem] = field(default_factory=list)
    trace: Steps | None = None


class Model:
    """A compiled model."""

    def __init__(self, catalogue: Catalogue, digest: str) -> None:
        assembly = Assembly(catalogue)
        self.name, self.namespace, self.digest = catalogue.main.name, catalogue.main.namespace, digest
        self._catalogue = catalogue
        self._module = assembly.build()
        self._names = assembly.names
        self._nodes, self._types = assembly.nodes, assembly.types_of
        self.source = assembly.source.text()
        self._decisions = self._functions(tree.Decision)
        self._services = self._functions(tree.Service)
        self._knowledge = self._functions(tree.Knowledge)

    def _functions(self, kind: type[tree.Element]) -> dict[str, Callable[[Run], Value]]:
        found: dict[str, Callable[[Run], Value]] = {}
        for key, element in self._catalogue.elements.items():
            if isinstance(element, kind) and (key[0] == self.namespace or element.name not in found):
                found[element.name] = self._module[self._names[key]]
        return found

    @property
    def decisions(self) -> list[str]:
        """The names of its decisions, those of imported models too."""
        return list(self._decisions)

    @property
    def inputs(self) -> dict[str, str]:
        """The names of its inputs, and the names of their types."""
        elements: Iterable[tuple[Key, tree.Element]] = self._catalogue.elements.items()
        return {each.name: each.variable.type for _, each in elements if isinstance(each, tree.Input)}

    def evaluate(
        self,
        decision: str,
        inputs: Mapping[Any, Any],
        *,
        trace: bool = False,
        now: dt.datetime | None = None,
        externals: Externals | None = None,
        steps: int = STEPS,
    ) -> Outcome:
        """The outcome of a decision; KeyError when there is none of that name.

        `now`: what now() and today() tell; `externals`: Python functions by `class.method signature`;
        `steps`: how many calls and loop rounds it may take.
        """
        return _evaluated(self._decisions[decision], inputs, trace, now, externals, steps)

    def repeated(self, decision: str, constants: Mapping[str, Any], *, trace: bool = False) -> Repeated:
        """As `evaluate`, for many inputs beside the same constants; KeyError when there is no such decision."""
        ready = {key: from_python(value) for key, value in constants.items()}
        return Repeated(self._decisions[decision], ready, trace)

    def required(self, decision: str) -> set[str]:
        """The names of the decisions that one stands on, and its own; KeyError when there is no such decision."""
        return {
            element.name
            for key in self._standing_on(self._key(decision))
            if isinstance(element := self._catalogue.elements[key], tree.Decision)
        }

    def _standing_on(self, key: Key) -> set[Key]:
        found, left = set[Key](), [key]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += [self._catalogue.key(href, one[0]) for href in self._catalogue.elements[one].requires]
        return found

    def _key(self, decision: str) -> Key:
        made = self._decisions[decision]
        return next(key for key, name in self._names.items() if self._module[name] is made)

    def evaluate_columns(self, decision: str, columns: Mapping[str, Any], *, rows: bool = True) -> Any:
        """The decision for each row of columns (numpy arrays of one length): an array; numbers as float64, null as NaN.

        Columns where the model allows it, exactly as `evaluate` would; other rows and models row by row (as objects
        when a value is neither number, string nor boolean). KeyError when there is no such decision or column.
        Without `rows`, a model that columns cannot do raises `columns.NotByColumns`.
        """
        from dugnad.engines.dmn.batch import evaluate_columns

        return evaluate_columns(self, decision, self._key(decision), columns, rows)

    def service(self, name: str) -> Callable[..., Outcome]:
        """A decision service (or knowledge model) as a function of named inputs; KeyError when there is none."""
        made = self._services.get(name) or self._knowledge[name]

        def call(inputs: Mapping[str, Any], **options: Any) -> Outcome:
            def work(run: Run) -> Value:
                function = made(run)
                if not isinstance(function, Function):
                    return None
                ready = [
                    coerced(run.inputs.get(each), kind, f"the input '{each}'")
                    for each, kind in zip(function.parameters, function.types, strict=True)
                ]
                return coerced(function.body(*ready), function.result, "the result")

            return _evaluated(
                work,
                inputs,
                options.get("trace", False),
                options.get("now"),
                options.get("externals"),
                options.get("steps", STEPS),
            )

        return call


@dataclass(frozen=True, slots=True)
class Repeated:
    """A decision made ready for many inputs; `constants` are values of FEEL, told by identity in traces."""

    work: Callable[[Run], Value]
    constants: Mapping[str, Value]
    trace: bool

    def __call__(self, inputs: Mapping[str, Any]) -> Outcome:
        """The outcome; constants stand before inputs of the same name."""
        ready = {key: from_python(value) for key, value in inputs.items()}
        ready.update(self.constants)
        return _ran(self.work, Run(ready, [] if self.trace else None))


def _evaluated(
    work: Callable[[Run], Value],
    inputs: Mapping[Any, Any],
    trace: bool,
    now: dt.datetime | None,
    externals: Externals | None,
    steps: int,
) -> Outcome:
    ready = {key: from_python(value) for key, value in inputs.items()}
    return _ran(work, Run(ready, [] if trace else None, from_python(now), steps, externals))


def _ran(work: Callable[[Run], Value], run: Run) -> Outcome:
    token, held = current.set(run), decimal.getcontext()
    decimal.setcontext(NUMBERS)
    try:
        value = work(run)
    except RecursionError:
        value = _stopped(run, "functions call one another too deep")
    except LimitReached as error:
        value = _stopped(run, str(error))
    finally:
        decimal.setcontext(held)
        current.reset(token)
    return Outcome(value, run.problems, run.trace)


def _stopped(run: Run, cause: str) -> Value:
    run.problems.append(Problem("", cause))
    return None


@lru_cache(maxsize=64)
def _loaded(main: bytes, others: tuple[bytes, ...]) -> Model:
    digest = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in (main, *others))).hexdigest()
    return Model(Catalogue(read(main), [read(each) for each in others]), digest)


def load(source: Given, imports: Iterable[Given] | Mapping[str, Given] = ()) -> Model:
    """The compiled model of DMN XML (a path or the bytes), with the models it imports; kept for the next load.

    ModelError: XML that is no DMN 1.2 to 1.5, a missing import, requirements in a circle.
    """
    others = imports.values() if isinstance(imports, Mapping) else imports
    return _loaded(_bytes(source), tuple(_bytes(each) for each in others))


def _bytes(source: Given) -> bytes:
    return source if isinstance(source, bytes) else Path(source).read_bytes()


@lru_cache(maxsize=1024)
def _expression(text: str, names: tuple[str, ...], members: tuple[str, ...]) -> Callable[..., Value]:
    source, types = Source(), Types(None, lambda text, namespace: None)
    source.constants.update(GIVEN)
    source.place = text if len(text) < 80 else text[:77] + "..."
    locals_ = {name: source.fresh("v") for name in names}
    node = parse_expression(text, root_scope(list(members)).child(names))
    try:
        body = Expressions(source, lambda kind: types.resolve(kind, "")).write(node, Frame(locals_))
    except RecursionError as error:
        raise ModelError("the expression is nested too deep") from error
    source.function(["run", *locals_.values()], [f"return {body}"], "main")
    return compiled(source)["main"]  # type: ignore[no-any-return]


def feel(
    text: str, context: Mapping[str, Any] | None = None, *, now: dt.datetime | None = None, steps: int = STEPS
) -> Outcome:
    """The outcome of an expression with the names of a context; FeelSyntaxError when the text is no expression."""
    given = context or {}
    function = _expression(text, tuple(given), tuple(sorted(_keys(given))))
    return _evaluated(
        lambda run: function(run, *(run.inputs[name] for name in given)), given, False, now, None, steps
    )


def _keys(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return {str(key) for key in value}.union(*(_keys(each) for each in value.values()))
    if isinstance(value, list | tuple):
        return set().union(*(_keys(each) for each in value))
    return set()
