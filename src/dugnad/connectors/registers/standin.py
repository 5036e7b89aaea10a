"""A stand-in for registers with invented people only: each is a made-up child with a made-up household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dugnad.connectors.registers import Answer, addresses

SOURCES = ("tax", "kindergarten", "people", addresses.NAME)


@dataclass(frozen=True, slots=True)
class Invented:
    """A child: income as (amount, currency), number among siblings, hours; `down`: the register that is silent."""

    born: dt.date
    income: str = ""
    currency: str = "NOK"
    number: str = "1"
    hours: str = "45"
    down: str = ""
    days_old: int = 20


PEOPLE: Mapping[str, Invented] = {
    "Ada Eksempel": Invented(dt.date(2022, 3, 9), "330000", number="2"),
    "Bo Eksempel": Invented(dt.date(2023, 1, 20), "912000"),
    "Cleo Eksempel": Invented(dt.date(2022, 11, 2), "41000", currency="EUR"),
    "Dina Eksempel": Invented(dt.date(2021, 6, 30), "287500", number="3"),
    "Emil Eksempel": Invented(dt.date(2023, 5, 5), "505000", down="tax"),
    "Frida Eksempel": Invented(dt.date(2022, 8, 14), "366000", days_old=500),
    "Geir Eksempel": Invented(dt.date(2021, 2, 27), ""),
    "Hedda Eksempel": Invented(dt.date(2022, 5, 17), "540000", number="3"),
    "Iben Eksempel": Invented(dt.date(2021, 10, 8), "318000", number="3"),
    "Jorunn Eksempel": Invented(dt.date(2022, 8, 30), "301000", number="3"),
    "Ivar Eksempel": Invented(dt.date(2018, 4, 12), down=addresses.NAME),
}


class InventedRegisters:
    """Answers of people who do not exist."""

    def known(self, register: str) -> bool:
        return register in SOURCES

    def ask(
        self,
        register: str,
        names: Sequence[str],
        *,
        subject: str,
        born: dt.date,
        day: dt.date,
        city: str,
        given: Mapping[str, str],
    ) -> Mapping[str, Answer]:
        """What is known; nothing for somebody else. Raises ConnectionError where the register is silent."""
        found = PEOPLE.get(subject)
        if found and found.down == register:
            raise ConnectionError(f"{register} does not answer")
        if register == addresses.NAME:
            return addresses.answers(names, given)
        if found is None or found.born != born:
            return {}
        at = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=found.days_old)
        every = _facts(found, day)[register]
        return {name: Answer(*every[name], at) for name in names if name in every}

    def choices(self, register: str, name: str, *, city: str) -> Sequence[str]:
        """The invented schools; nothing else is chosen from a list."""
        return addresses.schools(city) if (register, name) == (addresses.NAME, "schools") else ()


def _facts(found: Invented, day: dt.date) -> dict[str, dict[str, tuple[str, str]]]:
    income = {"husholdningens inntekt": (found.income, found.currency)} if found.income else {}
    return {
        "tax": income,
        "kindergarten": {"barnets nummer": (found.number, ""), "timer i uken": (found.hours, "t")},
        "people": {"barnets alder": (str(day.year - found.born.year), "år")},
    }
