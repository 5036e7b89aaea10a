"""Gherkin read: the scenarios of a text, each with its steps, its name and its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

MOST: Final = 500


class Unparsed(ValueError):
    """The text is no Gherkin; `args[0]` says where and why, `places` each line and what stands there."""

    def __init__(self, says: str, places: tuple[tuple[int, str], ...] = ()) -> None:
        super().__init__(says)
        self.places = places


def pickles(text: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, int]]]:
    """Each scenario with its steps, those of the background first, and the line of every part; Unparsed."""
    from gherkin.errors import ParserError
    from gherkin.parser import Parser
    from gherkin.pickles.compiler import Compiler

    if not text.strip():
        return
    try:
        document = Parser().parse(text)
    except ParserError as wrong:
        raise Unparsed(str(wrong), tuple(_places(wrong))) from wrong
    lines = dict(_lines(document))
    found = Compiler().compile({**document, "uri": ""})
    if len(found) > MOST:
        raise Unparsed(f"more than {MOST} scenarios")
    rows = dict(_examples(document))
    for pickle in found:
        yield {**pickle, "name": _named(pickle, rows)}, lines


def _named(pickle: Mapping[str, Any], rows: Mapping[str, str]) -> str:
    """A scenario's name; where it is one of many examples, with the example's values."""
    values = rows.get(pickle["astNodeIds"][-1], "")
    return f"{pickle['name']} ({values})" if values else str(pickle["name"])


def _examples(document: Any) -> Iterator[tuple[str, str]]:
    """The values of each row of examples, by the row's id."""
    for child in (document.get("feature") or {}).get("children", ()):
        for table in child.get("scenario", {}).get("examples", ()):
            for row in table.get("tableBody", ()):
                yield row["id"], ", ".join(cell["value"] for cell in row["cells"])


def parse(text: str) -> int:
    """How many scenarios the text has; Unparsed when it cannot be read."""
    return sum(1 for _scenario in pickles(text))


def _places(wrong: Any) -> Iterator[tuple[int, str]]:
    """Each line that cannot be read, and why, without what was hoped for."""
    for one in getattr(wrong, "errors", [wrong]):
        says = str(one).splitlines()[0].partition(" ")[2]
        yield one.location["line"], says.partition("got ")[2].strip("'") or says


def _lines(part: Any) -> Iterator[tuple[str, int]]:
    """The line of each part of the document that has an id."""
    if isinstance(part, dict):
        if "id" in part and "location" in part:
            yield part["id"], part["location"]["line"]
        for each in part.values():
            yield from _lines(each)
    elif isinstance(part, list):
        for each in part:
            yield from _lines(each)
