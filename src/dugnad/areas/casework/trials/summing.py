"""Who gains, who loses and what it costs, from how each person's case ends by two sets of rules. Pure.

Fewer than `LEAST` are never told of; nor is what could be reckoned from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

import numpy as np

from dugnad.areas.casework.rulebook.deciding import PERSON
from dugnad.areas.casework.trials.population import People
from dugnad.areas.casework.trials.reckoning import Ends

LEAST: Final = 5
BANDS: Final = 10
MOST_VALUES: Final = 12
SMALLEST: Final = 0.005
Counts = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts: `pays`: the amount is paid by the person, so that less is a gain; `refusals`: results that refuse.

    `times`: payments a year; `factor`: how many real people each stands for.
    """

    money: bool
    pays: bool
    refusals: frozenset[str]
    times: float = 12
    factor: float = 1


def summed(people: People, before: Ends, after: Ends, terms: Terms, *, invented: bool) -> dict[str, Any]:
    """The result as JSON values."""
    both = (before.results != PERSON) & (after.results != PERSON)
    if terms.money:
        both &= np.isfinite(before.amounts) & np.isfinite(after.amounts)
    change = _change(before, after, terms, both)
    result = {
        "count": people.count,
        "all": counted(change, both),
        "person": _person(before, after),
        "moves": _moves(before.results, after.results),
        "groups": [one for name in people.columns if (one := _group(name, people, change, both, terms))],
        "by": [before.by, after.by],
    }
    if terms.money:
        result |= {"money": _money(before, after, both, terms), "bins": _bins(change, both)}
        result["edges"] = [_edge(change, both, 1), _edge(change, both, -1)]
        result["largest"] = _largest(people, change, both) if invented else []
    return result


def _change(before: Ends, after: Ends, terms: Terms, both: Any) -> Any:
    """What each gains (above nothing) or loses; 0 where a person decides by either."""
    if terms.money:
        change = (before.amounts - after.amounts) if terms.pays else (after.amounts - before.amounts)
        change = np.where(np.abs(change) < SMALLEST, 0.0, change)
    else:
        refused = [np.isin(one.results, list(terms.refusals)) for one in (before, after)]
        change = refused[0].astype(float) - refused[1].astype(float)
    return np.where(both, change, 0.0)


def counted(change: Any, both: Any) -> Counts:
    """How many gain, lose and stay, and how many a person decides; None where that is too few to be told."""
    gain, lose = int((change > 0).sum()), int((change < 0).sum())
    decided = int(both.sum())
    return hidden(
        {"gain": gain, "lose": lose, "same": decided - gain - lose, "person": len(change) - decided}
    )


def hidden(counts: Mapping[str, int]) -> Counts:
    """Small numbers as None; a lone one hides the smallest of the others too, as it could be reckoned from the sum."""
    small = {name for name, number in counts.items() if 0 < number < LEAST}
    if small and sum(counts[name] for name in small) < LEAST:
        rest = sorted((number, name) for name, number in counts.items() if number >= LEAST)
        small |= {name for _number, name in rest[:1]}
    return {name: None if name in small else number for name, number in counts.items()}


def _person(before: Ends, after: Ends) -> Counts:
    """How many are with a person by each, and how many come to a person or leave."""
    was, now = before.results == PERSON, after.results == PERSON
    told = {"before": was, "after": now, "to": ~was & now, "from": was & ~now}
    numbers = {name: int(one.sum()) for name, one in told.items()}
    few = any(0 < number < LEAST for number in numbers.values())
    return {name: None if few and number else number for name, number in numbers.items()}


def _moves(before: Any, after: Any) -> list[list[Any]]:
    """From which result to which, and how many; the most common first."""
    found = Counter(zip(before.tolist(), after.tolist(), strict=True))
    names = [*found]
    shown = hidden({str(at): found[name] for at, name in enumerate(names)})
    rows = [[*name, shown[str(at)]] for at, name in enumerate(names)]
    return sorted(rows, key=lambda row: (-(row[2] or 0), row[0], row[1]))


def _group(name: str, people: People, change: Any, both: Any, terms: Terms) -> dict[str, Any] | None:
    """One fact's bands; None where everybody is alike in it."""
    bands = _bands(people.columns[name])
    if len(bands) < 2:
        return None
    sizes = hidden({str(at): int(mask.sum()) for at, (_label, mask) in enumerate(bands)})
    rows = []
    for at, (label, mask) in enumerate(bands):
        told = sizes[str(at)] is not None
        row = {"label": label, "size": sizes[str(at)]}
        rows.append(row | (_told(change, both, mask, terms) if told else {}))
    return {"fact": name, "rows": rows}


def _told(change: Any, both: Any, mask: Any, terms: Terms) -> dict[str, Any]:
    found: dict[str, Any] = dict(counted(change[mask], both[mask]))
    decided = both & mask
    if terms.money and int(decided.sum()) >= LEAST:
        found["mean"] = round(float(change[decided].mean()), 2)
    return found


def _bands(values: Sequence[Any]) -> list[tuple[list[Any], Any]]:
    """Tenths of the people for numbers of many values, else each value; unknown apart. A label is JSON values."""
    unknown = np.array([value is None for value in values])
    found: list[tuple[list[Any], Any]] = []
    if all(type(value) is Decimal or value is None for value in values):
        found = _number_bands(np.array([np.nan if value is None else float(value) for value in values]))
    else:
        texts = np.array([_text(value) for value in values], dtype=object)
        common = [text for text, _ in Counter(texts[~unknown].tolist()).most_common(MOST_VALUES)]
        found = [([text], texts == text) for text in sorted(common)]
    return [*found, *([(["unknown"], unknown)] if unknown.any() else [])]


def _number_bands(numbers: Any) -> list[tuple[list[Any], Any]]:
    known = numbers[np.isfinite(numbers)]
    each = np.unique(known)
    if len(each) <= MOST_VALUES:
        return [([float(one)], numbers == one) for one in each.tolist()]
    cuts = np.unique(np.quantile(known, np.linspace(0, 1, BANDS + 1), method="nearest"))
    last = len(cuts) - 2
    return [
        (
            [float(low), float(high)],
            (numbers >= low) & ((numbers <= high) if at == last else (numbers < high)),
        )
        for at, (low, high) in enumerate(pairwise(cuts))
    ]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _money(before: Ends, after: Ends, both: Any, terms: Terms) -> dict[str, float]:
    """Sums of those whom rules decide by both, a month and a year, for the people they stand for."""
    old, new = (float(one.amounts[both].sum()) * terms.factor for one in (before, after))
    month: dict[str, float] = {"before": round(old), "after": round(new), "difference": round(new - old)}
    return month | {f"{name}_year": round(value * terms.times) for name, value in (
        ("before", old), ("after", new), ("difference", new - old))}  # fmt: skip


def _bins(change: Any, both: Any) -> list[list[Any]]:
    """How many change by how much: [from, to, number], in about ten round steps."""
    moved = change[both & (change != 0)]
    if len(moved) < LEAST:
        return []
    reach = float(np.abs(moved).max())
    step = _round_step(reach / 5)
    places = np.floor(moved / step).astype(int)
    found = Counter(places.tolist())
    shown = hidden({str(at): number for at, number in found.items()})
    return [[at * step, (at + 1) * step, shown[str(at)]] for at in sorted(found)]


def _round_step(rough: float) -> float:
    power = 10.0 ** float(np.floor(np.log10(max(rough, 1e-9))))
    return float(next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough * 0.999))


def _edge(change: Any, both: Any, sign: int) -> float | None:
    """What the `LEAST` who gain (1) or lose (-1) the most all have at the least."""
    moved = np.sort((change * sign)[both & (change * sign > 0)])
    return round(float(moved[-LEAST]) * sign, 2) if len(moved) >= LEAST else None


def _largest(people: People, change: Any, both: Any) -> list[dict[str, Any]]:
    """The facts of the five who gain and the five who lose the most; only for people who do not exist."""
    order = np.argsort(change, kind="stable")
    ends = [at for at in [*order[::-1][:LEAST].tolist(), *order[:LEAST].tolist()] if both[at] and change[at]]
    names = list(people.columns)
    return [
        {
            "change": round(float(change[at]), 2),
            "facts": {name: _plain(people.columns[name][at]) for name in names},
        }
        for at in dict.fromkeys(ends)
    ]


def _plain(value: Any) -> str:
    return "" if value is None else _text(value)
