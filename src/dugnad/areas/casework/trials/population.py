"""A population for trials: drawn from what is declared of each fact, the same for the same seed. Pure."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dugnad.areas.casework.rulebook.dated import on_day
from dugnad.areas.casework.rulebook.document import Fact, Package, Scalar
from dugnad.areas.casework.rulebook.tables import views

if TYPE_CHECKING:
    import numpy as np

MOST: Final = 200_000
LEAST: Final = 10
SHAPES: Final = ("even", "bell", "skewed")
NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Declared:
    """How a fact is spread: numbers from `low` to `high` by `shape`, `share` of yes, `unknown` of whom it is not known.

    Shares are per cent. 'bell': a normal with its middle and a sixth of the range; 'skewed': many low, few high.
    """

    name: str
    shape: str = "even"
    low: float = 0
    high: float = 100
    share: float = 50
    unknown: float = 0


@dataclass(frozen=True, slots=True)
class People:
    """The facts of some people, a list for each fact; None where it is not known."""

    columns: Mapping[str, Sequence[Scalar]]
    count: int

    def rows(self) -> Iterator[dict[str, Scalar]]:
        """Each person's facts."""
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))


def guesses(package: Package, day: dt.date) -> list[Declared]:
    """A first declaration for each fact, from the limits that the rules test it against."""
    limits = _limits(package, day)
    return [_guess(one, limits.get(one.name, [])) for one in package.facts]


def _guess(fact: Fact, limits: Sequence[float]) -> Declared:
    if not limits:
        return Declared(fact.name, low=1, high=50)
    most = max(limits)
    return Declared(fact.name, low=0 if most > 20 else 1, high=most * 2)


def _limits(package: Package, day: dt.date) -> dict[str, list[float]]:
    """The numbers, and values of parameters, in the cells under each fact."""
    known = {one.name: held[1] for one in package.parameters if (held := on_day(one.values, day))}
    facts = {one.name for one in package.facts}
    found: dict[str, list[float]] = {}
    for view in views(package):
        for at, name in enumerate(view.table.inputs if view.table else ()):
            if name in facts and view.table:
                cells = " ".join(row.inputs[at] for row in view.table.rows)
                named = [float(value) for key, value in known.items() if value is not None and key in cells]
                found.setdefault(name, []).extend([*named, *map(float, NUMBER.findall(cells))])
    return found


def drawn(facts: Iterable[Fact], declared: Mapping[str, Declared], count: int, seed: int) -> People:
    """`count` invented people; each fact has a stream of its own, so that one more fact changes no other."""
    columns = {
        one.name: _column(one, declared.get(one.name, Declared(one.name)), count, seed) for one in facts
    }
    return People(columns, count)


def _column(fact: Fact, spread: Declared, count: int, seed: int) -> list[Scalar]:
    import numpy as np

    draw = np.random.default_rng([seed, zlib.crc32(fact.name.encode())])
    values = _values(fact, spread, count, draw)
    if spread.unknown <= 0:
        return values
    lost = draw.random(count) * 100 < spread.unknown
    return [None if gone else value for value, gone in zip(values, lost.tolist(), strict=True)]


def _values(fact: Fact, spread: Declared, count: int, draw: np.random.Generator) -> list[Scalar]:
    if fact.type == "number":
        return [Decimal(value) for value in _numbers(spread, count, draw)]
    if fact.type == "yes_no":
        return list((draw.random(count) * 100 < spread.share).tolist())
    if fact.type == "date":
        days = _numbers(spread, count, draw)
        return [dt.date(2000, 1, 1) + dt.timedelta(days=int(value)) for value in days]
    ids = [id for id, _words in fact.choices] or [""]
    return [ids[at] for at in draw.integers(0, len(ids), count).tolist()]


def _numbers(spread: Declared, count: int, draw: np.random.Generator) -> list[int]:
    """Whole numbers within the range."""
    import numpy as np

    low, high = spread.low, max(spread.high, spread.low)
    if spread.shape == "even":
        return list(draw.integers(round(low), round(high) + 1, count).tolist())
    if spread.shape == "bell":
        raw = draw.normal((low + high) / 2, max((high - low) / 6, 1e-9), count)
    else:
        raw = low + (high - low) * draw.beta(2.0, 5.0, count)
    return list(np.rint(np.clip(raw, low, high)).astype(np.int64).tolist())


def to_json(declared: Sequence[Declared]) -> list[dict[str, Any]]:
    return [asdict(one) for one in declared]


def from_json(found: Sequence[Mapping[str, Any]]) -> dict[str, Declared]:
    return {str(one["name"]): Declared(**one) for one in found}
