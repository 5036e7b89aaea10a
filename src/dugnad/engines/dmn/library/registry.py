"""Built-in functions: their parameters as the standard writes them, checked before each call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.types import SIMPLE, UNFIT, Type, described, fitted
from dugnad.engines.dmn.values import Value

_KINDS = {
    **SIMPLE,
    "any": None,
    "span": SIMPLE["days and time duration"],
    "months": SIMPLE["years and months duration"],
    "moment": SIMPLE["date and time"],
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` None takes any value; `nullable` takes null; `optional` may be left out; `rest` takes all that follow."""

    name: str
    type: Type | None
    nullable: bool
    optional: bool
    rest: bool

    def ready(self, value: Value) -> Value:
        """The argument as the function takes it, or UNFIT."""
        if value is ABSENT or (value is None and self.nullable):
            return None
        return UNFIT if value is None else fitted(value, self.type)


ABSENT = object()


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a built-in function."""

    parameters: tuple[Parameter, ...]
    body: Callable[..., Value]
    required: int
    most: int

    def fits(self, count: int) -> bool:
        """Whether it takes that many arguments."""
        return self.required <= count <= self.most

    def bound(self, arguments: Sequence[Value]) -> list[Value] | str:
        """The arguments made ready, or what is wanted instead of the first that does not fit."""
        made: list[Value] = []
        for index, value in enumerate(arguments):
            parameter = self.parameters[min(index, len(self.parameters) - 1)]
            made.append(parameter.ready(value))
            if made[-1] is UNFIT:
                kind = parameter.type.kind if parameter.type else "a value"
                return f"{kind} as {parameter.name}, not {described(value)}"
        return made

    def names(self) -> set[str]:
        """The names of its parameters."""
        return {parameter.name for parameter in self.parameters}


class Builtin:
    """A built-in function, with all the ways to call it."""

    __slots__ = ("name", "overloads")

    def __init__(self, name: str) -> None:
        self.name, self.overloads = name, list[Overload]()

    def invoke(self, arguments: Sequence[Value], names: Sequence[str] | None = None) -> Value:
        """The value of a call; null with a reason when the arguments do not fit."""
        if names is not None:
            return self._by_name(dict(zip(names, arguments, strict=True)))
        cause = f"{self.name} does not take {len(arguments)} arguments"
        for overload in self.overloads:
            if overload.fits(len(arguments)):
                ready = overload.bound(arguments)
                if not isinstance(ready, str):
                    return overload.body(*ready)
                cause = f"{self.name} wants {ready}"
        return fail(cause)

    def _by_name(self, given: dict[str, Value]) -> Value:
        for overload in self.overloads:
            if given.keys() <= overload.names() and all(
                parameter.optional or parameter.name in given for parameter in overload.parameters
            ):
                ready = overload.bound([given.get(p.name, ABSENT) for p in overload.parameters])
                return fail(f"{self.name} wants {ready}") if isinstance(ready, str) else overload.body(*ready)
        return fail(f"{self.name} does not take the arguments {', '.join(given)}")


BUILTINS: dict[str, Builtin] = {}


def builtin(name: str, signature: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function: `name: kind`, `kind?` takes null, `[name: kind]` may be left out, `*name` is the rest."""
    parameters = tuple(_parameter(text.strip()) for text in signature.split(",") if text.strip())

    def register(body: Callable[..., Value]) -> Callable[..., Value]:
        required = sum(not p.optional for p in parameters)
        most = 1_000_000 if parameters and parameters[-1].rest else len(parameters)
        BUILTINS.setdefault(name, Builtin(name)).overloads.append(Overload(parameters, body, required, most))
        return body

    return register


def _parameter(text: str) -> Parameter:
    optional = text.startswith("[")
    name, _, kind = text.strip("[]").partition(":")
    kind = kind.strip()
    nullable = kind.endswith("?") or kind == "any"
    return Parameter(name.strip(" *"), _KINDS[kind.rstrip("?")], nullable, optional, "*" in name)
