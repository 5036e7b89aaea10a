"""Which Public Administration Act holds on a day, and how letters cite it.

The act of 1967 (LOV-1967-02-10) holds until the act of 2025 (LOV-2025-06-20-81) is in force. That day is not settled:
the setting NEW_ADMINISTRATION_ACT says it, and has no default. Of the new act only §§ 11-13, on automation, are cited
by paragraph (Prop. 79 L (2024-2025) chapter 8); elsewhere the act alone is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.conf import settings

ACT: Final = {"nb": "forvaltningsloven", "nn": "forvaltningslova"}
NEW: Final = {"nb": "forvaltningsloven av 20. juni 2025", "nn": "forvaltningslova av 20. juni 2025"}
OLD_PLACES: Final[Mapping[str, str]] = {
    "appeal": "§ 29",
    "access": "§§ 18 og 19",
    "preliminary": "§ 11 a",
    "reversal": "§ 35",
    "sent_on": "§ 33",
    "late": "§ 31",
    "dismissal": "§ 33",
}
NEW_PLACES: Final[Mapping[str, str]] = {"automation": "§ 11", "explanation": "§ 12", "documentation": "§ 13"}


def new_act(day: dt.date) -> bool:
    """Whether the act of 2025 holds on the day; never before somebody has said from when."""
    first: dt.date | None = settings.NEW_ADMINISTRATION_ACT
    return first is not None and day >= first


def places(day: dt.date, language: str) -> dict[str, str]:
    """How letters of the day cite each right, by its name."""
    if not new_act(day):
        return {name: f"{ACT[language]} {place}" for name, place in OLD_PLACES.items()}
    act = NEW[language]
    return dict.fromkeys(OLD_PLACES, act) | {name: f"{act} {place}" for name, place in NEW_PLACES.items()}
