"""What was read out of a file, before anybody has said that it may replace anything."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.kernel.archives import BROKEN
from dugnad.kernel.problems import Invalid

Json = dict[str, Any]
LARGEST: Final = 60 * 1024 * 1024
LARGEST_SHEET: Final = 2 * 1024 * 1024
LARGEST_JSON: Final = 1024 * 1024
UNPACKED: Final = 16 * 1024 * 1024
MOST_ENTRIES: Final = 200
MOST_FAULTS: Final = 40


@dataclass(slots=True)
class Found:
    """What would become of `document`, `canvas` and `seed` (None: as it is).

    `rows`: what was read, in words; `notes`: what was not.
    """

    kind: str
    document: Json
    canvas: dict[str, str] | None = None
    rows: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seed: int | None = None


def refused(*words: str) -> Invalid:
    """The refusal of a file, with all that is wrong in it."""
    shown = list(words[:MOST_FAULTS])
    if len(words) > MOST_FAULTS:
        shown.append(_("And %(n)d more.") % {"n": len(words) - MOST_FAULTS})
    return Invalid(fields={"file": "\n".join(shown)})


def archive(content: bytes) -> zipfile.ZipFile:
    """A ZIP archive within bounds of number and unpacked size. Invalid when it is none, or larger."""
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
        entries = found.infolist()
    except (*BROKEN, ValueError) as wrong:
        raise refused(_("The file cannot be opened. Is it whole?")) from wrong
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > UNPACKED:
        raise refused(_("The file is too large when it is unpacked."))
    return found
