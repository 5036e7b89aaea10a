"""The suite's test cases from XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from dugnad.engines.dmn.temporal import parsing
from dugnad.engines.dmn.values import Value, number

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True, slots=True)
class Case:
    """One assertion: what is evaluated, its inputs, what is expected (None for null), whether an error is."""

    id: str
    kind: str
    target: str
    result: str
    inputs: dict[Any, Value]
    expected: Value
    is_error: bool
    namespace: str | None = None


def read_cases(file: Path) -> tuple[str, list[Case]]:
    """The name of the model's file, and the cases."""
    root = etree.parse(file, etree.XMLParser(resolve_entities=False, remove_comments=True)).getroot()
    model = root.findtext("{*}modelName") or ""
    return model.strip(), [case for node in root.iterfind("{*}testCase") for case in _cases(node)]


def _cases(node: Any) -> Iterator[Case]:
    inputs = {}
    for each in node.iterfind("{*}inputNode"):
        name = each.get("name")
        inputs[(each.get("namespace"), name) if each.get("namespace") else name] = _value(each)
    for result in node.iterfind("{*}resultNode"):
        expected = result.find("{*}expected")
        name = result.get("name", "")
        yield Case(
            f"{node.get('id')}:{name}",
            node.get("type", "decision"),
            node.get("invocableName", ""),
            name,
            inputs,
            None if expected is None else _value(expected),
            result.get("errorResult") in ("true", "1"),
        )


def _value(node: Any) -> Value:
    for child in node:
        name = etree.QName(child).localname
        if child.get(XSI + "nil") in ("true", "1") and name in ("value", "list"):
            return None
        if name == "value":
            return _simple(child)
        if name == "list":
            return [_value(item) for item in child.iterfind("{*}item")]
        if name == "component":
            return {
                each.get("name"): None if each.get(XSI + "nil") in ("true", "1") else _value(each)
                for each in node.iterfind("{*}component")
            }
    return None


def _simple(node: Any) -> Value:
    kind = (node.get(XSI + "type") or "").rpartition(":")[2]
    text = node.text or ""
    if kind in ("decimal", "double", "integer", "int", "float", "long"):
        return number(text.strip())
    if kind == "boolean":
        return text.strip() in ("true", "1")
    read = _TEMPORAL.get(kind)
    return read(text.strip()) if read else text


_TEMPORAL = {
    "date": parsing.parse_date,
    "time": parsing.parse_time,
    "dateTime": parsing.parse_datetime,
    "duration": parsing.parse_duration,
    "dayTimeDuration": parsing.parse_duration,
    "yearMonthDuration": parsing.parse_duration,
}
