"""A module of Python source under way: its lines, its constants, the place of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

MOST_BRACKETS = 40
_LOCAL = re.compile(r"\bv[0-9]+\b")


@dataclass(slots=True)
class Frame:
    """Names in scope and the Python expressions they are; `item`: the local that a filter runs over."""

    names: dict[str, str]
    parent: Frame | None = None
    item: str = ""

    def child(self, names: dict[str, str], item: str = "") -> Frame:
        """A frame inside this one."""
        return Frame(names, self, item)

    def chain(self) -> Iterator[Frame]:
        """This frame and those around it."""
        frame: Frame | None = self
        while frame:
            yield frame
            frame = frame.parent

    def locals(self) -> set[str]:
        """The Python locals that code of this frame can see."""
        seen = {frame.item for frame in self.chain() if frame.item}
        for frame in self.chain():
            seen.update(name for name in frame.names.values() if _LOCAL.fullmatch(name))
        return seen


def brackets(text: str) -> int:
    """How deep the round brackets of a text go (strings are not looked at: too many only hoists too early)."""
    deep = most = 0
    for sign in text:
        if sign in "([{":
            deep += 1
            most = max(most, deep)
        elif sign in ")]}":
            deep -= 1
    return most


@dataclass(slots=True)
class Source:
    """Lines of code; `constants` are the names that the code takes for given."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    _count: int = 0
    _pooled: dict[Any, str] = field(default_factory=dict)

    def fresh(self, letter: str) -> str:
        """A name not used before."""
        self._count += 1
        return f"{letter}{self._count}"

    def constant(self, value: Any) -> str:
        """The name of a constant."""
        key = (type(value), str(value)) if isinstance(value, Decimal) else None
        if key is not None and key in self._pooled:
            return self._pooled[key]
        name = self.fresh("K")
        self.constants[name] = value
        if key is not None:
            self._pooled[key] = name
        return name

    def type_constant(self, kind: Any) -> str:
        """The name of a type, one for each."""
        key = ("type", id(kind))
        if key not in self._pooled:
            self._pooled[key] = self.constant(kind)
        return self._pooled[key]

    def function(
        self, arguments: Iterable[str], body: Iterable[str | tuple[str, str]], name: str = ""
    ) -> str:
        """Add a function; lines of the body may come with their own place."""
        name = name or self.fresh("f")
        self._line(f"def {name}({', '.join(arguments)}):", self.place)
        for line in body:
            text, place = line if isinstance(line, tuple) else (line, self.place)
            self._line("    " + text, place)
        return name

    def _line(self, text: str, place: str) -> None:
        self.lines.append(text)
        if place:
            self.places[len(self.lines)] = place

    def hoisted(self, text: str, frame: Frame) -> str:
        """The call of a new function that gives what an expression gives."""
        wanted = frame.locals()
        arguments = ["run", *sorted(set(_LOCAL.findall(text)) & wanted)]
        return f"{self.function(arguments, [f'return {text}'])}({', '.join(arguments)})"

    def text(self) -> str:
        """The source."""
        return "\n".join(self.lines) + "\n"
