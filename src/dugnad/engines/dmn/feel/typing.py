"""Types as they are written: `list<number>`, `context<a: string>`, `function<number> -> string`."""

from __future__ import annotations

from collections.abc import Callable

from dugnad.engines.dmn.feel.names import KEYED, normal
from dugnad.engines.dmn.feel.reader import Reader
from dugnad.engines.dmn.feel.syntax import TypeName, TypeOf

COMPOUND = (
    "date and time",
    "days and time duration",
    "years and months duration",
    "day and time duration",
    "year and month duration",
)


def read_type(reader: Reader) -> TypeName | TypeOf:
    """The type that stands here."""
    word = reader.word()
    if word in ("list", "range", "context", "function"):
        reader.take_word(word)
        if reader.take("<"):
            return _GENERIC[word](reader)
        return TypeName(word)
    return TypeName(_type_name(reader))


def _type_name(reader: Reader) -> str:
    for name in COMPOUND:
        words = name.split()
        if reader.word() == words[0] and reader.text[reader.at :].startswith(name):
            for word in words:
                reader.need_word(word)
            return name
    name = reader.name()
    while reader.sees(".") and not reader.sees(".."):
        reader.need(".")
        name += "." + reader.name(member=True)
    return name


def _one(kind: str) -> Callable[[Reader], TypeOf]:
    def read(reader: Reader) -> TypeOf:
        inner = read_type(reader)
        reader.need(">")
        return TypeOf(kind, [inner])

    return read


def _context(reader: Reader) -> TypeOf:
    names: list[str] = []
    types: list[TypeName | TypeOf] = []
    while not reader.take(">"):
        if names:
            reader.need(",")
        key = KEYED.match(reader.text, reader.at)
        if not key:
            raise reader.fail("a name and ':'")
        names.append(normal(key[1]))
        reader.at = key.end()
        reader.skip()
        types.append(read_type(reader))
    return TypeOf("context", types, names)


def _function(reader: Reader) -> TypeOf:
    types: list[TypeName | TypeOf] = []
    while not reader.take(">"):
        if types:
            reader.need(",")
        types.append(read_type(reader))
    reader.need("->")
    return TypeOf("function", [*types, read_type(reader)])


_GENERIC = {"list": _one("list"), "range": _one("range"), "context": _context, "function": _function}
