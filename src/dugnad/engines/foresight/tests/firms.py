"""Invented businesses for the tests."""

from __future__ import annotations

from dugnad.engines.foresight.model import (
    Business,
    Costs,
    Funding,
    Investment,
    Model,
    Range,
    Scenario,
    Strategy,
    Stream,
)
from dugnad.engines.foresight.scenarios import CATALOGUE

EVERYTHING = tuple(Scenario(kind.name) for kind in CATALOGUE.values() if kind.law == 1)
ONLINE = Strategy(
    "Go online",
    start=6,
    months=6,
    cost=Range(1e5, 2e5),
    running=5000,
    capital=1e5,
    changes={
        "price": 1.05,
        "churn": Range(0.5, 0.9),
        "staff": 0.2,
        "switching": 0.1,
        "unit_cost": 0.9,
        "new": 1.2,
        "volume": 1.02,
    },
)


def workshop(streams: int = 2, months: int = 120, noise: float = 0.05, start: str = "2026-01") -> Model:
    """A firm with so many streams, the last of them digital."""
    sold = tuple(
        Stream(
            f"s{n}",
            Range(90, 110),
            Range(900, 1100, "triangular", 950),
            Range(0.005, 0.03),
            new_customers=Range(1, 3),
            unit_cost=Range(300, 400, "loguniform"),
            reach=1000 if n == 0 else 0,
            innovation=0.001,
            imitation=0.03,
            digital=n == streams - 1 and streams > 1,
        )
        for n in range(streams)
    )
    return Model(
        Business(
            "Verkstedet",
            sold,
            start=start,
            months=months,
            noise=noise,
            costs=Costs(20000, 0.5, Range(0.5, 1.2), 45000),
            funding=Funding(3e5, 2e5, debt=5e5, customer_days=45),
            investments=(Investment(5, 1e5, 36),),
            season=(0.9, 1, 1, 1, 1, 1, 0.7, 1, 1.1, 1.1, 1.1, 1.1),
        ),
        strategies=(ONLINE,),
    )


def certain(**changes: object) -> Model:
    """One stream, no ranges and no chance."""
    values = {"customers": 100.0, "price": 1000.0, "churn": 0.0, "unit_cost": 400.0, **changes}
    business = Business(
        "Sikker",
        (Stream("s", **values),),  # type: ignore[arg-type]
        noise=0.0,
        price_growth=0.0,
        costs=Costs(fixed=10000, inflation=0.0),
        funding=Funding(cash=1e5),
    )
    return Model(business)
