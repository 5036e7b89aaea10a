"""Which fields a spreadsheet has, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dugnad.areas.lab.business import fields
from dugnad.areas.lab.business.fields import Spec

Json = dict[str, Any]
COLUMNS: Final = 7
MOST_ROWS: Final = 1000
MOST_SHEETS: Final = 12
SPARE_STREAMS: Final = 3
MOST_STREAMS: Final = 24
MOST_INVESTMENTS: Final = 24
SINGLE: Final[Mapping[str, tuple[Spec, ...]]] = {
    "": (*fields.ABOUT, *(spec for spec in fields.TIMING if not spec.inside), *fields.OUTLOOK),
    "costs": (*fields.STAFF, *fields.FIXED),
    "funding": (*fields.CASH, *fields.DEBT, *(spec for spec in fields.TIMING if spec.inside)),
}
STREAM: Final = (*fields.SOLD, *fields.CHANGING)
