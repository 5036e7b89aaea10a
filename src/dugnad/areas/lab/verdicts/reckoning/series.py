"""A pasted series of sales or shares against the curves of diffusion, with a test on what was held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from dugnad.areas.lab.verdicts.reckoning.plain import Json, finite, numbers
from dugnad.engines.foresight import fit_bass, fit_fisher_pry, fit_norton_bass
from dugnad.engines.foresight.diffusion.bass import bass_sales, foresee_bass
from dugnad.engines.foresight.errors import Refused

HELD_BACK: Final = 0.25
LEAST_KEPT: Final = 4
CURVE: Final = {
    "_bass": "bass",
    "_fisher_pry": "fisher_pry",
    "_share": "fisher_pry",
    "_norton_bass": "norton_bass",
}


def calibrate(sales: Sequence[float]) -> Json:
    """Bass on the sales of each year, Fisher-Pry on their share of all that were sold; with back-tests.

    A curve that cannot be fitted says why (`refused`: code and reason).
    """
    values = [float(one) for one in sales]
    return {"sales": values, "curves": [_tried(_bass, values), _tried(_fisher_pry, values)]}


def fit(kind: str, rows: Sequence[Sequence[float]]) -> Json:
    """What `kind` says the rows are (`sales`, `share` or `generations`, oldest first) against the curves for it.

    Each curve with its parameters, intervals, R² and fit of every row (`fitted_rows`), or why it is refused.
    """
    table = [[float(one) for one in row] for row in rows]
    if kind == "generations":
        return {"rows": table, "curves": [_tried(_norton_bass, table)]}
    fits = (_share,) if kind == "share" else (_bass, _fisher_pry)
    curves = [_tried(one, table[0] if table else []) for one in fits]
    return {"rows": table, "curves": [{**one, "fitted_rows": [one.get("fitted", [])]} for one in curves]}


def _tried(fit: Callable[[Any], Json], values: Any) -> Json:
    try:
        return fit(values)
    except Refused as no:
        return {"curve": CURVE[fit.__name__], "refused": [no.code, no.reason]}


def _named(name: str, value: float, interval: tuple[float, float]) -> Json:
    return {"name": name, "value": value, "interval": [finite(interval[0]), finite(interval[1])]}


def _bass(values: list[float]) -> Json:
    one = fit_bass(values)
    return {
        "curve": "bass",
        "parameters": [
            _named("p", one.p, one.p_interval),
            _named("q", one.q, one.q_interval),
            _named("m", one.m, one.m_interval),
        ],
        "r2": one.r2,
        "fitted": numbers(bass_sales(one.p, one.q, one.m, len(values))),
        "warnings": list(one.warnings),
        "back_test": _back_test(values, foresee_bass),
    }


def _fisher_pry(values: list[float]) -> Json:
    total = sum(values)
    times = np.arange(1, len(values) + 1)
    if total <= 0:
        raise Refused("all_zero", "all values are zero", "sales")
    share = np.cumsum(values) / total
    # The last point is 1 by its making, not by what was seen.
    one = fit_fisher_pry(times[:-1], share[:-1])
    return {
        "curve": "fisher_pry",
        "parameters": [
            _named("t50", one.t50, one.t50_interval),
            _named("takeover", one.takeover, one.takeover_interval),
        ],
        "r2": one.r2,
        "fitted": numbers(np.diff(np.concatenate([[0.0], one.share(times)])) * total),
        "warnings": ["share_of_what_was_sold"],
        "back_test": None,
    }


def _share(values: list[float]) -> Json:
    """Fisher and Pry on a share that was seen, 0-1."""
    one = fit_fisher_pry(np.arange(1, len(values) + 1), values)
    return {
        "curve": "fisher_pry",
        "parameters": [
            _named("t50", one.t50, one.t50_interval),
            _named("takeover", one.takeover, one.takeover_interval),
        ],
        "r2": one.r2,
        "fitted": numbers(one.share(np.arange(1, len(values) + 1))),
        "warnings": [],
        "back_test": _back_test(values, _share_ahead),
    }


def _share_ahead(kept: list[float], ahead: int) -> Any:
    one = fit_fisher_pry(np.arange(1, len(kept) + 1), kept)
    return one.share(np.arange(len(kept) + 1, len(kept) + ahead + 1))


def _norton_bass(rows: list[list[float]]) -> Json:
    """Norton and Bass on sales by generation."""
    one = fit_norton_bass(rows)
    sizes = zip(one.m, one.m_intervals, strict=True)
    return {
        "curve": "norton_bass",
        "parameters": [
            _named("p", one.p, one.p_interval),
            _named("q", one.q, one.q_interval),
            *(_named(f"m{n}", m, interval) for n, (m, interval) in enumerate(sizes, 1)),
        ],
        "r2": one.r2,
        "launches": list(one.launches),
        "fitted_rows": [numbers(row) for row in one.sales(len(rows[0]))],
        "warnings": [],
        "back_test": None,
    }


def _back_test(values: list[float], ahead: Callable[[list[float], int], Any]) -> Json | None:
    """The last quarter told from what came before, against what came: mean absolute error as a share of the mean."""
    held = max(int(len(values) * HELD_BACK), 1)
    kept = values[:-held]
    if len(kept) < LEAST_KEPT:
        return None
    try:
        told = np.asarray(ahead(kept, held), float)
    except Refused as no:
        return {"held": held, "refused": [no.code, no.reason]}
    seen = np.asarray(values[-held:])
    naive = np.full(held, kept[-1])
    scale = max(float(np.mean(seen)), 1e-12)
    return {
        "held": held,
        "told": numbers(told),
        "seen": numbers(seen),
        "error": float(np.mean(np.abs(told - seen)) / scale),
        "naive": float(np.mean(np.abs(naive - seen)) / scale),
    }
