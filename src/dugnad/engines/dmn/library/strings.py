"""Functions of strings."""

from __future__ import annotations

from decimal import Decimal

from dugnad.engines.dmn.library import regexes
from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.values import Value


@builtin("substring", "string: string, start position: number, [length: number]")
def _substring(string: str, start: Decimal, length: Decimal | None = None) -> Value:
    at = int(start)
    if at == 0 or abs(at) > len(string):
        return fail(f"the string has no position {at}")
    if length is not None and length < 1:
        return fail("a length is below one")
    first = at - 1 if at > 0 else len(string) + at
    return string[first:] if length is None else string[first : first + int(length)]


@builtin("string length", "string: string")
def _length(string: str) -> Value:
    return Decimal(len(string))


@builtin("upper case", "string: string")
def _upper(string: str) -> Value:
    return string.upper()


@builtin("lower case", "string: string")
def _lower(string: str) -> Value:
    return string.lower()


@builtin("substring before", "string: string, match: string")
def _before(string: str, match: str) -> Value:
    head, mark, _ = string.partition(match) if match else ("", "", "")
    return head if mark else ""


@builtin("substring after", "string: string, match: string")
def _after(string: str, match: str) -> Value:
    return string.partition(match)[2] if match else string


@builtin("contains", "string: string, match: string")
def _contains(string: str, match: str) -> Value:
    return match in string


@builtin("starts with", "string: string, match: string")
def _starts(string: str, match: str) -> Value:
    return string.startswith(match)


@builtin("ends with", "string: string, match: string")
def _ends(string: str, match: str) -> Value:
    return string.endswith(match)


@builtin("matches", "input: string, pattern: string, [flags: string?]")
def _matches(text: str, pattern: str, flags: str | None = None) -> Value:
    return regexes.matches(text, pattern, flags or "")


@builtin("replace", "input: string, pattern: string, replacement: string, [flags: string?]")
def _replace(text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    return regexes.replaced(text, pattern, replacement, flags or "")


@builtin("split", "string: string, delimiter: string")
def _split(string: str, delimiter: str) -> Value:
    return regexes.split(string, delimiter)


@builtin("string join", "list: list, [delimiter: string?]")
def _join(items: list[Value], delimiter: str | None = None) -> Value:
    if any(item is not None and type(item) is not str for item in items):
        return fail("string join wants strings")
    return (delimiter or "").join(item for item in items if item is not None)
