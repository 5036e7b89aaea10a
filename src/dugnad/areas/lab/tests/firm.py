"""An invented business for this part's tests and benchmark: the document of a small bakery."""

from __future__ import annotations

from typing import Any


def bakery(**business: Any) -> dict[str, Any]:
    """A bakery with a shop and a webshop, two scenarios and two strategies."""
    shop = {
        "name": "Butikk",
        "customers": {"low": 520, "high": 620},
        "price": {"low": 68, "high": 76},
        "volume": 6.5,
        "churn": {"low": 0.02, "high": 0.05},
        "new_customers": {"low": 14, "high": 24},
        "unit_cost": {"low": 27, "high": 33},
    }
    web = {
        "name": "Nett",
        "customers": 60,
        "price": 310,
        "churn": {"low": 0.03, "high": 0.08},
        "new_customers": {"low": 2, "high": 7},
        "unit_cost": 160,
        "digital": True,
    }
    return {
        "version": 1,
        "business": {
            "name": "Eksempel bakeri AS",
            "start": "2026-01",
            "months": 120,
            "vat": 0.15,
            "streams": [shop, web],
            "costs": {"fixed": 54000, "staff": 2.2, "salary": 41000},
            "funding": {"cash": 350000, "overdraft": 300000, "debt": 400000},
            **business,
        },
        "scenarios": [
            {"kind": "digital_entrant", "name": "Kjede med levering"},
            {"kind": "price_collapse", "name": "Priskrig", "values": {"fall": {"low": 0.05, "high": 0.2}}},
        ],
        "strategies": [
            {"name": "Abonnement", "start": 3, "cost": 80000, "running": 4000, "changes": {"churn": 0.7}},
            {"name": "Heve prisen", "changes": {"price": 1.06, "churn": 1.15}},
        ],
    }


def bakery_model(organisation: Any, **business: Any) -> Any:
    """The bakery as a kept model of an organisation."""
    from dugnad.areas.lab.business.document import plain, read
    from dugnad.areas.lab.models import BusinessModel

    return BusinessModel.objects.create(
        organisation=organisation,
        title="Eksempel bakeri",
        document=plain(read(bakery(**business))),
        canvas={"channels": "Butikk i sentrum"},
    )


def warm() -> None:
    """Have the engine room ready: what was never compiled on this machine takes longer than a page waits."""
    from dugnad.areas.lab.verdicts.room import rooms

    rooms.quick.ask("calibrate", seconds=300, sales=[1])
