"""A stand-in for the register with invented enterprises only; their numbers begin with 3, as in its test data."""

from __future__ import annotations

from collections.abc import Mapping

from dugnad.connectors.enterprises.reading import Enterprise

INVENTED = (
    Enterprise("313001644", "Ranfjord Beslag AS (eksempel)", "Mo i Rana", "1833", "micro", "C"),
    Enterprise("313002055", "Fossen Bakeri AS (eksempel)", "Voss", "4621", "small", "C"),
    Enterprise("313003973", "Vidda Reiseliv AS (eksempel)", "Geilo", "3330", "small", "I"),
    Enterprise("313004384", "Skjærgård Oppdrett AS (eksempel)", "Hitra", "5056", "medium", "A"),
    Enterprise("313010686", "Byløkka Bofellesskap SA (eksempel)", "Oslo", "0301", "", "L"),
    Enterprise("313011097", "Nedlagt Trevare AS (eksempel)", "Halden", "3101", "micro", "C", ended=True),
)
BY_NUMBER: Mapping[str, Enterprise] = {one.number: one for one in INVENTED}


class InventedRegister:
    """Answers of enterprises that do not exist."""

    def look_up(self, number: str) -> Enterprise | None:
        return BY_NUMBER.get(number)
