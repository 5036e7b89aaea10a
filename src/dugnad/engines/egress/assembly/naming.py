"""What a space is for, from what it is called (Norwegian, English, German)."""

from __future__ import annotations

import re

from dugnad.engines.egress.plan import SpaceKind

_KINDS = (
    (SpaceKind.LIFT, r"heis\w*|elevators?|lifts?|aufz[uü]g\w*|fahrstuhl\w*"),
    (SpaceKind.STAIR, r"(\w*trapp|stair|treppe|escalator|rulletrapp)\w*|tr"),
    (SpaceKind.SHAFT, r"\w*sjakt\w*|shafts?|\w*schacht|riser"),
    (
        SpaceKind.CORRIDOR,
        r"\w*korridor\w*|corridors?|gang|\w*gangen|hall|hallway|flur|diele|foyer|vestibyle|vestibule|lobby|passage|"
        r"entr[eé]e?|windfang|vindfang|circulation|svalgang",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _KINDS)
_REFUGE = re.compile(
    r"\b(refuge|rescue assistance|ventesone|sikker (sone|plass)|redningsplass)\b", re.IGNORECASE
)


def kind_of(name: str) -> SpaceKind:
    """The kind of space that the name tells; a room when it tells nothing."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(name)), SpaceKind.ROOM)


def is_refuge(name: str) -> bool:
    """True if the name says that one can wait there for rescue."""
    return bool(_REFUGE.search(name))
