"""The disruptions and levers that a model may name: equations, parameters with ranges and units, keys of their words.

Ranges are starting points that a user is meant to change. `source` says where each comes from; "assumption" means
that nothing better was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dugnad.engines.foresight.model import Range, Value


@dataclass(frozen=True, slots=True)
class Parameter:
    """`place`: its name in the layout; `words`: the key of its words in the catalogue."""

    name: str
    place: str
    unit: str
    low: float
    high: float
    default: Value
    words: str
    source: str = "assumption"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of disruption: which exposure column it fills, its equations, its parameters.

    Kinds that fill the same column cannot meet at once. `law` tells the kernel which of them is on (1 and up).
    """

    name: str
    exposure: str
    equations: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    law: int = 1

    @property
    def words(self) -> str:
        return f"foresight.{self.name}"


Row = tuple[str, str, float, float, Value] | tuple[str, str, float, float, Value, str]


def _kind(
    name: str, prefix: str, equations: tuple[str, ...], *rows: Row, exposure: str = "", law: int = 1
) -> Kind:
    parameters = tuple(
        Parameter(row[0], f"{prefix}_{row[0]}", *row[1:5], f"foresight.{name}.{row[0]}", *row[5:])
        for row in rows
    )
    return Kind(name, exposure or name, equations, parameters, law)


BASS: Final = "Sultan, Farley & Lehmann 1990: means over many products p .03, q .38 a year, divided by 12"
NORTON: Final = (
    "Norton & Bass 1987: p and q shared by the generations; rates as the means of Sultan et al. 1990"
)
MODIS: Final = "Modis 1997: the signs and sizes of two rivals' pressure; the numbers are an assumption"
FISHER: Final = (
    "Fisher & Pry 1971: takeover times of 5 to 58 years; digital substitution taken at the fast end"
)

CATALOGUE: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        _kind(
            "digital_entrant",
            "entrant",
            (
                "gap = clip(own_price - their_price - switching, 0, 1), prices as shares of the own starting price",
                "pull = gap (p + q n (1 + network n)), n = their customers / all customers",
                "lost = pull (customers + new customers)",
                "own_price falls by response max(own_price - their_price, 0) a month, not below floor",
                "their_price falls by counter max(first lead - present lead, 0) a month, not below floor",
            ),
            ("start", "month", 0, 240, Range(3, 24)),
            ("price", "share of own price", 0, 2, Range(0.5, 0.9)),
            ("floor", "share of own price", 0, 1, Range(0.35, 0.5)),
            ("p", "share a month", 0, 1, Range(0.001, 0.01, "loguniform"), BASS),
            ("q", "share a month", 0, 5, Range(0.02, 0.2, "triangular", 0.06), BASS),
            ("switching", "share of own price", 0, 1, Range(0, 0.15)),
            ("network", "factor", 0, 10, Range(0, 1)),
            ("response", "share a month", 0, 1, Range(0, 0.05)),
            ("counter", "share a month", 0, 1, Range(0, 0.1)),
        ),
        _kind(
            "platform",
            "platform",
            ("through = share ramp(t)", "revenue falls by fee through, volume rises by uplift through"),
            ("start", "month", 0, 240, Range(3, 24)),
            ("months", "months", 1, 240, Range(12, 36)),
            ("share", "share of sales", 0, 1, Range(0.2, 0.7)),
            ("fee", "share of price", 0, 1, Range(0.1, 0.3)),
            ("uplift", "share of volume", 0, 5, Range(0, 0.2)),
        ),
        _kind(
            "substitution",
            "substitution",
            ("f/(1-f) = exp(ln 81 (t - t50)/takeover)", "volume falls by cap (f(t) - f(0))/(1 - f(0))"),
            ("t50", "months", 0, 600, Range(24, 84)),
            ("takeover", "months", 1, 600, Range(36, 120), FISHER),
            ("cap", "share of volume", 0, 1, Range(0.3, 0.9)),
        ),
        _kind(
            "price_collapse",
            "collapse",
            ("price falls by fall ramp(t)",),
            ("start", "month", 0, 240, Range(3, 36)),
            ("months", "months", 1, 240, Range(3, 24)),
            ("fall", "share of price", 0, 1, Range(0.1, 0.5)),
        ),
        _kind(
            "automation",
            "automation",
            (
                "f/(1-f) = exp(ln 81 (t - t50)/takeover)",
                "volume falls by cap f and the unit cost by saving f, f counted from today",
            ),
            ("t50", "months", 0, 600, Range(18, 60)),
            ("takeover", "months", 1, 600, Range(24, 96), FISHER),
            ("cap", "share of volume", 0, 1, Range(0.2, 0.7)),
            ("saving", "share of unit cost", 0, 1, Range(0, 0.4)),
        ),
        _kind(
            "customers_digital",
            "digital",
            (
                "d(t) = cap f(t), f logistic and counted from today",
                "a share (d(t) - d(t-1))/(1 - d(t-1)) of the customers leaves the streams that are not digital",
                "the part capture of them joins the digital streams a month later, equally shared",
            ),
            ("t50", "months", 0, 600, Range(12, 48)),
            ("takeover", "months", 1, 600, Range(24, 96), FISHER),
            ("cap", "share of customers", 0, 1, Range(0.3, 0.9)),
            ("capture", "share of those", 0, 1, Range(0.2, 0.8)),
        ),
        _kind(
            "supplier_loss",
            "supplier",
            ("for so many months unit costs rise by rise and volume falls by shortage",),
            ("start", "month", 0, 240, Range(3, 60)),
            ("months", "months", 0, 240, Range(2, 12)),
            ("rise", "share of unit cost", 0, 10, Range(0.05, 0.4)),
            ("shortage", "share of volume", 0, 1, Range(0.05, 0.5)),
        ),
        _kind(
            "adoption",
            "adoption",
            (
                "F(t) = (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t)), t from its start (Bass)",
                "volume falls by cap (F - F0)/(1 - F0), F0: today",
            ),
            ("start", "month", -240, 240, Range(0, 24)),
            ("p", "share a month", 1e-6, 1, Range(0.001, 0.01, "loguniform"), BASS),
            ("q", "share a month", 0, 1, Range(0.02, 0.2, "triangular", 0.06), BASS),
            ("cap", "share of volume", 0, 1, Range(0.3, 0.9)),
            exposure="substitution",
            law=2,
        ),
        _kind(
            "generations",
            "generations",
            (
                "F as Bass; own = F(age + t) (1 - F(t - start)) (Norton and Bass)",
                "next = (expansion + F(age + t)) F(t - start)",
                "volume falls by cap (1 - (own + capture next) / the same today)",
            ),
            ("age", "months", 1, 600, Range(60, 120)),
            ("start", "month", -240, 240, Range(0, 24)),
            ("p", "share a month", 1e-5, 1, Range(0.001, 0.01, "loguniform"), NORTON),
            ("q", "share a month", 0, 1, Range(0.02, 0.2, "triangular", 0.06), NORTON),
            ("expansion", "share of own market", 0, 10, Range(0, 0.5)),
            ("capture", "share of those", 0, 1, Range(0, 0.3)),
            ("cap", "share of volume", 0, 1, Range(0.5, 0.9)),
            exposure="substitution",
            law=3,
        ),
        _kind(
            "rivalry",
            "rivalry",
            (
                "dN/dt = r N max(1 - (N + a M / (1 + b m)) / (K (1 + w n)), -1/r), the same with roles changed",
                "N, n: own customers and share, M, m: theirs; from their start N = 1, M = seed (Lotka and Volterra)",
                "own K (1 + w) = 1, theirs = reach; own a = pressed (1 - switching), theirs = pressing",
                "b: own response, their counter; w: network; volume falls by cap (1 - N)",
            ),
            ("start", "month", 0, 240, Range(0, 24)),
            ("own", "share a month", 0, 0.5, Range(0.02, 0.06), MODIS),
            ("their", "share a month", 0, 0.5, Range(0.05, 0.12), MODIS),
            ("reach", "share of own market", 0.01, 10, Range(0.7, 1.2)),
            ("seed", "share of own market", 1e-6, 1, Range(0.005, 0.03, "loguniform")),
            ("pressed", "factor", 0, 10, Range(0.8, 1.5), MODIS),
            ("pressing", "factor", 0, 10, Range(0.3, 0.7), MODIS),
            ("switching", "share", 0, 1, Range(0, 0.2)),
            ("network", "factor", 0, 10, Range(0, 0.3)),
            ("response", "factor", 0, 10, Range(0, 0.5)),
            ("counter", "factor", 0, 10, Range(0, 0.5)),
            ("cap", "share of volume", 0, 1, Range(0.5, 0.9)),
            exposure="substitution",
            law=4,
        ),
    )
}

LEVERS: Final[Mapping[str, Parameter]] = {
    name: Parameter(name, f"strategy_{name}", unit, low, high, default, f"foresight.lever.{name}")
    for name, unit, low, high, default in (
        ("price", "factor", 0, 10, 1.0),
        ("churn", "factor", 0, 10, 1.0),
        ("volume", "factor", 0, 100, 1.0),
        ("new", "factor", 0, 100, 1.0),
        ("unit_cost", "factor", 0, 10, 1.0),
        ("staff", "people", -1e6, 1e6, 0.0),
        ("switching", "share of own price", 0, 1, 0.0),
    )
}
