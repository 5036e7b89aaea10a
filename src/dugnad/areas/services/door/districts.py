"""City districts, which people name as the place where they live, by the municipality's number.

From the cities' own division into districts (Oslo, Bergen, Trondheim, Stavanger); names that a municipality has too
are left out, since those are looked up first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DISTRICTS: Final[Mapping[str, tuple[str, ...]]] = {
    "0301": (
        "Gamle Oslo", "Grünerløkka", "Sagene", "St. Hanshaugen", "Frogner", "Ullern", "Vestre Aker", "Nordre Aker",
        "Bjerke", "Grorud", "Stovner", "Alna", "Østensjø", "Nordstrand", "Søndre Nordstrand",
    ),
    "1103": ("Eiganes og Våland", "Hillevåg", "Hinna", "Hundvåg", "Madla", "Storhaug", "Tasta"),
    "4601": ("Arna", "Bergenhus", "Fana", "Fyllingsdalen", "Laksevåg", "Ytrebygda", "Årstad", "Åsane"),
    "5001": ("Midtbyen", "Østbyen", "Lerkendal", "Heimdal"),
}  # fmt: skip
