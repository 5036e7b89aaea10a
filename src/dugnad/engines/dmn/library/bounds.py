"""How much work a regular expression may be: an upper bound from its own structure, before it runs."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

# Parts of `re` that have no types.
compiler: Any = import_module("re._compiler")
ops: Any = import_module("re._constants")
sre: Any = import_module("re._parser")

MOST_WORK = 50_000_000
SINGLE = (ops.LITERAL, ops.NOT_LITERAL, ops.IN)
SAMPLE = [chr(code) for code in (*range(0x250), 0x3B1, 0x416, 0x5D0, 0x627, 0x4E00, 0x1F600)]
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT)


def _walk(parsed: Any, inside: bool, flags: int = 0) -> tuple[int, bool]:
    """How many repeats can give back what the next part also takes, and whether one lies inside another."""
    count, nested = 0, False
    for at, (op, argument) in enumerate(parsed):
        found, deeper = _one(op, argument, inside, flags)
        if found and op in REPEATS and _parted(argument[2], parsed[at + 1 : at + 2], flags):
            found -= 1
        count, nested = count + found, nested or deeper
    return count, nested


def _parted(body: Any, following: Any, flags: int) -> bool:
    """Whether the part after a repeat of one character cannot start with that character."""
    if len(body) != 1 or body[0][0] not in SINGLE:
        return False
    if not len(following) or following[0][0] is ops.AT:
        return True
    if following[0][0] not in SINGLE:
        return False
    one, other = compiler.compile(body, flags), compiler.compile(following, flags)
    return not any(one.match(sign) and other.match(sign) for sign in SAMPLE)


def _one(op: Any, argument: Any, inside: bool, flags: int) -> tuple[int, bool]:
    if op in REPEATS:
        low, high, body = argument
        loops = (high > 1 and high != low) or high == ops.MAXREPEAT
        found, deeper = _walk(body, inside or loops, flags)
        return found + loops, deeper or (loops and inside) or bool(loops and _choices(body))
    if op is ops.SUBPATTERN:
        return _walk(argument[3], inside, flags)
    if op is ops.BRANCH:
        parts = [_walk(each, inside, flags) for each in argument[1]]
        return max(count for count, _ in parts), any(nested for _, nested in parts)
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return _walk(argument[1], inside, flags)
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
    count, nested = _walk(parsed, False, pattern.flags)
    if nested:
        return int(2 ** min(length, 60))
    anchored = len(parsed) and parsed[0] == (ops.AT, ops.AT_BEGINNING) and not pattern.flags & re.MULTILINE
    return int((length + 1) ** (max(1, count) + (not anchored))) * _ways(parsed)


def _ways(parsed: Any) -> int:
    """How many combinations of options and branches a pattern has, at most about 2 to the 60."""
    ways = 1
    for op, argument in parsed:
        if op in REPEATS:
            low, high, body = argument
            inner = _ways(body) * (2 if (low, high) == (0, 1) else 1)
            ways *= inner ** (min(int(high), 60) if high != ops.MAXREPEAT else 1)
        elif op is ops.SUBPATTERN:
            ways *= _ways(argument[3])
        elif op is ops.BRANCH:
            ways *= sum(_ways(each) for each in argument[1])
        ways = min(ways, 2**60)
    return ways
