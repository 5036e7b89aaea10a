"""Functions of contexts."""

from __future__ import annotations

from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.values import Value

Context = dict[str, Value]


@builtin("get value", "m: context, key: any")
def _get_value(m: Context, key: Value) -> Value:
    keys = key if type(key) is list else [key]
    found: Value = m
    for each in keys:
        if type(each) is not str or type(found) is not dict or each not in found:
            return fail(f"there is no entry {each!r}")
        found = found[each]
    return found if keys else fail("a key is wanted")


@builtin("get entries", "m: context")
def _get_entries(m: Context) -> Value:
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context put", "context: context, key: string, value: any")
def _put(context: Context, key: str, value: Value) -> Value:
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def _put_deep(context: Context, keys: list[Value], value: Value) -> Value:
    if not keys or type(keys[0]) is not str:
        return fail("context put wants keys that are strings")
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if type(inner) is not dict:
        return fail(f"the entry {keys[0]!r} is no context")
    made = _put_deep(inner, keys[1:], value)
    return None if made is None else {**context, keys[0]: made}


@builtin("context merge", "contexts: list")
def _merge(contexts: list[Value]) -> Value:
    made: Context = {}
    for context in contexts:
        if type(context) is not dict:
            return fail("context merge wants contexts")
        made.update(context)
    return made


@builtin("context", "entries: list")
def _context(entries: list[Value]) -> Value:
    made: Context = {}
    for entry in entries:
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry:
            return fail("an entry wants a key and a value")
        if entry["key"] in made:
            return fail(f"the key {entry['key']!r} is there twice")
        made[entry["key"]] = entry["value"]
    return made
