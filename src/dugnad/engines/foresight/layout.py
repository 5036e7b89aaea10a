"""The order of a model's numbers: the same for the kernel, the NumPy reference and the one who samples."""

from __future__ import annotations

from typing import Final

LANES: Final = 32

BUSINESS: Final = (
    *("cash", "overdraft", "overdraft_rate", "debt", "debt_rate", "debt_months", "tax_due"),
    *("customer_days", "supplier_days", "vat", "fixed_vat", "payroll_tax", "pension", "company_tax"),
    *("fixed", "staff", "salary", "inflation", "price_growth", "discount", "noise", "persistence"),
)
ENTRANT: Final = (
    *("entrant_start", "entrant_price", "entrant_floor", "entrant_p", "entrant_q", "entrant_switching"),
    *("entrant_network", "entrant_response", "entrant_counter"),
)
PLATFORM: Final = ("platform_start", "platform_months", "platform_share", "platform_fee", "platform_uplift")
SUBSTITUTION: Final = ("substitution_t50", "substitution_takeover", "substitution_cap")
ADOPTION: Final = ("adoption_start", "adoption_p", "adoption_q", "adoption_cap")
GENERATIONS: Final = (
    *("generations_age", "generations_start", "generations_p", "generations_q"),
    *("generations_expansion", "generations_capture", "generations_cap"),
)
RIVALRY: Final = (
    *("rivalry_start", "rivalry_own", "rivalry_their", "rivalry_reach", "rivalry_seed", "rivalry_pressed"),
    *(
        "rivalry_pressing",
        "rivalry_switching",
        "rivalry_network",
        "rivalry_response",
        "rivalry_counter",
        "rivalry_cap",
    ),
)
COLLAPSE: Final = ("collapse_start", "collapse_months", "collapse_fall")
AUTOMATION: Final = ("automation_t50", "automation_takeover", "automation_cap", "automation_saving")
DIGITAL: Final = ("digital_t50", "digital_takeover", "digital_cap", "digital_capture")
SUPPLIER: Final = ("supplier_start", "supplier_months", "supplier_rise", "supplier_shortage")
STRATEGY: Final = (
    *("strategy_price", "strategy_churn", "strategy_volume", "strategy_new", "strategy_unit_cost"),
    *("strategy_fixed", "strategy_staff", "strategy_switching", "strategy_capital", "strategy_cost"),
)
GLOBAL: Final = (
    *(*BUSINESS, *ENTRANT, *PLATFORM, *SUBSTITUTION, *COLLAPSE, *AUTOMATION, *DIGITAL, *SUPPLIER, *STRATEGY),
    *(*ADOPTION, *GENERATIONS, *RIVALRY),
)
STREAM: Final = (
    *("customers", "price", "churn", "volume", "volume_growth", "new_customers", "unit_cost"),
    *("reach", "innovation", "imitation"),
)
# Which streams a scenario or strategy touches: one weight a stream each.
EXPOSURE: Final = (
    *("digital_entrant", "platform", "substitution", "price_collapse", "automation"),
    *("customers_digital", "digital_gain", "supplier_loss", "strategy"),
)
NEUTRAL: Final = {
    "platform_months": 1.0,
    "collapse_months": 1.0,
    "substitution_takeover": 60.0,
    "substitution_cap": 1.0,
    "automation_takeover": 60.0,
    "digital_takeover": 60.0,
    "entrant_price": 1.0,
    "strategy_price": 1.0,
    "strategy_churn": 1.0,
    "strategy_volume": 1.0,
    "strategy_new": 1.0,
    "strategy_unit_cost": 1.0,
}


def position(name: str, stream: int = -1) -> int:
    """Where a number stands in the flat vector of a model: the business first, then stream by stream."""
    return GLOBAL.index(name) if stream < 0 else len(GLOBAL) + stream * len(STREAM) + STREAM.index(name)


def size(streams: int) -> int:
    """How many numbers a model of so many streams has."""
    return len(GLOBAL) + streams * len(STREAM)
