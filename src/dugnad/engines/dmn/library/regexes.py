"""Regular expressions of XPath, bounded in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from dugnad.engines.dmn.library import bounds
from dugnad.engines.dmn.library.patterns import PatternError, translated
from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.values import Value

FLAGS = {"s": re.S, "m": re.M, "i": re.I, "x": 0, "q": 0}


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> re.Pattern[str]:
    if set(flags) - set(FLAGS):
        raise PatternError(f"unknown flags '{flags}'")
    wanted = 0
    for flag in flags:
        wanted |= FLAGS[flag]
    try:
        return re.compile(translated(pattern, flags), wanted)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(str(error)) from error


def _bounded(pattern: str, flags: str, text: str) -> re.Pattern[str]:
    compiled = _compiled(pattern, flags)
    if bounds.work(compiled, len(text)) > bounds.MOST_WORK:
        raise PatternError("it could take too long on a text of this length")
    return compiled


def matches(text: str, pattern: str, flags: str) -> Value:
    """Whether a pattern is found in a text."""
    try:
        return _bounded(pattern, flags, text).search(text) is not None
    except PatternError as error:
        return fail(f"the pattern '{pattern}': {error}")


def replaced(text: str, pattern: str, replacement: str, flags: str) -> Value:
    """The text with all matches replaced; `$1` is the first group."""
    try:
        compiled = _bounded(pattern, flags, text)
        if compiled.search(""):
            raise PatternError("matches nothing at all")
        return compiled.sub(_filler(replacement, compiled.groups, "q" in flags), text)
    except PatternError as error:
        return fail(f"the pattern '{pattern}': {error}")


def split(text: str, pattern: str) -> Value:
    """The parts of a text between matches."""
    try:
        parts, at = [], 0
        for found in _bounded(pattern, "", text).finditer(text):
            if found.end() > found.start():
                parts.append(text[at : found.start()])
                at = found.end()
        return [*parts, text[at:]]
    except PatternError as error:
        return fail(f"the pattern '{pattern}': {error}")


_SLOT = re.compile(r"\\(.?)|\$([0-9]*)", re.S)


def _filler(replacement: str, groups: int, literal: bool) -> Callable[[re.Match[str]], str]:
    if literal:
        return lambda found: replacement
    for slot in _SLOT.finditer(replacement):
        if (slot.group(1) is not None and slot[1] not in ("\\", "$")) or (slot[1] is None and not slot[2]):
            raise PatternError("the replacement has a lone \\ or $")
    return lambda found: _SLOT.sub(
        lambda slot: slot[1] if slot[1] is not None else _group(found, slot[2], groups), replacement
    )


def _group(found: re.Match[str], digits: str, groups: int) -> str:
    number = digits
    while len(number) > 1 and int(number) > groups:
        number = number[:-1]
    rest = digits[len(number) :]
    return (found[int(number)] or "" if int(number) <= groups else "") + rest
