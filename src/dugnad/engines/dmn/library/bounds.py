"""How much work a regular expression may be: an upper bound from its own structure, before it runs."""

from __future__ import annotations

import re
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

MOST_WORK = 50_000_000
SINGLE = (ops.LITERAL, ops.NOT_LITERAL, ops.IN)
SAMPLE = [chr(code) for code in (*range(0x250), 0x3B1, 0x416, 0x5D0, 0x627, 0x4E00, 0x1F600)]
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)


def _walk(parsed: Any, inside: bool) -> tuple[int, bool]:
    """How many repeats can give back what the next part also takes, and whether one lies inside another."""
    count, nested = 0, False
    for at, (op, argument) in enumerate(parsed):
        found, deeper = _one(op, argument, inside)
        if found and op in REPEATS and _parted(argument[2], parsed[at + 1 : at + 2]):
            found -= 1
        count, nested = count + found, nested or deeper
    return count, nested


def _parted(body: Any, following: Any) -> bool:
    """Whether the part after a repeat of one character cannot start with that character."""
    if len(body) != 1 or body[0][0] not in SINGLE:
        return False
    if not len(following) or following[0][0] is ops.AT:
        return True
    if following[0][0] not in SINGLE:
        return False
    one, other = compiler.compile(body), compiler.compile(following)
    return not any(one.match(sign) and other.match(sign) for sign in SAMPLE)


def _one(op: Any, argument: Any, inside: bool) -> tuple[int, bool]:
    if op in REPEATS:
        low, high, body = argument
        loops = (high > 1 and high != low) or high == ops.MAXREPEAT
        found, deeper = _walk(body, inside or loops)
        return found + loops, deeper or (loops and inside) or bool(loops and _choices(body))
    if op is ops.SUBPATTERN:
        return _walk(argument[3], inside)
    if op is ops.BRANCH:
        parts = [_walk(each, inside) for each in argument[1]]
        return max(count for count, _ in parts), any(nested for _, nested in parts)
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return _walk(argument[1], inside)
    return 0, False


def _choices(body: Any) -> bool:
    """Whether a repeated part can match the same text in two ways."""
    for op, argument in body:
        if op is ops.BRANCH or (op in REPEATS and argument[0] != argument[1]):
            return True
        if op is ops.SUBPATTERN and _choices(argument[3]):
            return True
    return False


def work(pattern: re.Pattern[str], length: int) -> int:
    """An upper bound of the steps on a text: 2 to the length when repeats lie inside one another."""
    parsed = sre.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    count, nested = _walk(parsed, False)
    if nested:
        return int(2 ** min(length, 60))
    anchored = len(parsed) and parsed[0] == (ops.AT, ops.AT_BEGINNING) and not pattern.flags & re.MULTILINE
    return int((length + 1) ** (max(1, count) + (not anchored)))
