"""How much work a regular expression may be: an upper bound from its own structure, before it runs."""

from __future__ import annotations

import re
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

MOST_WORK = 5_000_000
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)


def repeats(pattern: str, flags: int) -> tuple[int, bool]:
    """How many unbounded choices follow one another in a pattern, and whether one lies inside another."""
    return _walk(sre.parse(pattern, flags), False)


def _walk(parsed: Any, inside: bool) -> tuple[int, bool]:
    count, nested = 0, False
    for op, argument in parsed:
        found, deeper = _one(op, argument, inside)
        count, nested = count + found, nested or deeper
    return count, nested


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
    count, nested = repeats(pattern.pattern, pattern.flags & ~re.UNICODE)
    if nested:
        return int(2 ** min(length, 60))
    return int((length + 1) ** (count + 1))
