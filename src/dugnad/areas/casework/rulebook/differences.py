"""What changes between two packages, or between the national values and a city's own. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dugnad.areas.casework.rulebook.dated import on_day
from dugnad.areas.casework.rulebook.document import Fact, Overlay, Package, Text
from dugnad.areas.casework.rulebook.tables import Row, View, views

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its `part` of the package, what it is called, and both wordings ('' where there is none).

    `since` says from which day a parameter's value holds; `language` which of the texts it is.
    """

    part: str
    name: str
    before: str
    after: str
    since: dt.date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A city's own value from a day on, beside the national value of that day."""

    name: str
    since: dt.date
    national: Decimal | None
    own: Decimal


def between(before: Package, after: Package) -> list[Change]:
    """Every difference: provisions, parameters, facts, rows of tables, expressions, sentences, results."""
    return [
        *_texts("about", _about(before), _about(after)),
        *_texts("provision", _provisions(before), _provisions(after)),
        *_parameters(before, after),
        *_texts("fact", _facts(before), _facts(after)),
        *_texts("rule", _rules(before), _rules(after)),
        *_sentences(before, after),
        *_texts("tests", {"": before.tests.strip()}, {"": after.tests.strip()}),
    ]


def own_changes(before: Overlay, after: Overlay) -> list[Change]:
    """What a city sets otherwise than it did: values by day, sentences in letters, for whom it decides."""
    return [
        *_series_changes(_own_series(before), _own_series(after), "own"),
        *(
            Change("own", "", before.says.get(language, ""), after.says.get(language, ""), None, language)
            for language in {**before.says, **after.says}
            if before.says.get(language, "") != after.says.get(language, "")
        ),
        *_texts("own", _own_bodies(before), _own_bodies(after)),
    ]


def _own_series(overlay: Overlay) -> dict[tuple[str, dt.date], str]:
    return {(name, since): str(value) for name, series in overlay.values.items() for since, value in series}


def _own_bodies(overlay: Overlay) -> dict[str, str]:
    return {body: words.get("nb", "") for body, words in overlay.bodies.items()}


def own_values(package: Package, overlay: Overlay) -> list[Own]:
    """What a city sets of its own, beside the national value on the same day."""
    return [
        Own(one.name, since, held[1] if (held := on_day(one.values, since)) else None, value)
        for one in package.parameters
        for since, value in overlay.values.get(one.name, ())
    ]


def _texts(part: str, before: Values, after: Values) -> Iterator[Change]:
    for name in {**before, **after}:
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield Change(part, name, old, new)


def _about(package: Package) -> dict[str, str]:
    plain = {"body": package.body, "outcome": package.outcome, "appeal_weeks": str(package.appeal_weeks)}
    plain |= {f"bodies.{one.id}": f"{one.label.get('nb', '')}, {one.vary}" for one in package.bodies}
    return plain | {f"results.{one.id}": f"{one.automatic}, {one.refusal}" for one in package.results}


def _provisions(package: Package) -> dict[str, str]:
    return {one.id: f"{one.act} {one.paragraph}: {one.says.get('nb', '')}" for one in package.provisions}


def _facts(package: Package) -> dict[str, str]:
    return {one.name: _fact(one) for one in package.facts}


def _fact(one: Fact) -> str:
    asked = [f"{word}: {name}" for word, name in sorted(one.needs.items())]
    return ", ".join([one.type, one.source, str(one.fresh_days), *filter(None, [one.asks, one.per]), *asked])


def _parameters(before: Package, after: Package) -> Iterator[Change]:
    yield from _series_changes(_series(before), _series(after), "parameter")
    ways_old = {one.name: one.vary for one in before.parameters}
    ways_new = {one.name: one.vary for one in after.parameters}
    yield from _texts("vary", ways_old, ways_new)


def _series_changes(
    old: Mapping[tuple[str, dt.date], str], new: Mapping[tuple[str, dt.date], str], part: str
) -> Iterator[Change]:
    for name, since in sorted({*old, *new}):
        was, now = old.get((name, since), ""), new.get((name, since), "")
        if was != now:
            yield Change(part, name, was, now, since)


def _series(package: Package) -> dict[tuple[str, dt.date], str]:
    return {
        (one.name, since): "–" if value is None else str(value)
        for one in package.parameters
        for since, value in one.values
    }


def _rules(package: Package) -> dict[str, str]:
    """Every row and expression as one line, by the decision and the row's id."""
    return {name: line for view in views(package) for name, line in _lines(view)}


def _lines(view: View) -> Iterator[tuple[str, str]]:
    if view.table is None:
        yield view.name, view.text
        return
    yield f"{view.name} ·", f"{view.table.hit} {', '.join(view.table.inputs)}"
    for row in view.table.rows:
        yield f"{view.name} · {row.id}", _line(row)


def _line(row: Row) -> str:
    cited = f" [{row.cites.id}]" if row.cites else ""
    return f"{' | '.join(row.inputs)} → {' | '.join(row.outputs)}{cited}"


def _sentences(before: Package, after: Package) -> Iterator[Change]:
    old, new = _said(before), _said(after)
    for key in {**old, **new}:
        was, now = old.get(key, ""), new.get(key, "")
        if was != now:
            name, language = key
            yield Change("sentence", name, was, now, language=language)


def _said(package: Package) -> dict[tuple[str, str], str]:
    said: list[tuple[str, Text]] = [
        (f"{one.decision}: {state}", text)
        for one in package.conditions
        for state, text in one.sentences.items()
    ]
    said += [(one.id, one.opening) for one in package.results]
    return {(name, language): words for name, text in said for language, words in text.items()}
