"""A model from and to JSON values."""

from dugnad.engines.foresight.reading.documents import (
    LARGEST_SEED,
    LONGEST_WORDS,
    draft_from_json,
    from_json,
    to_json,
)
from dugnad.engines.foresight.reading.parts import LONGEST

__all__ = [
    "LARGEST_SEED",
    "LONGEST",
    "LONGEST_WORDS",
    "draft_from_json",
    "from_json",
    "to_json",
]
