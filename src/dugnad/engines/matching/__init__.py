"""Finding by meaning of words: needs in bokmål, nynorsk or English against documents, and dividing scarce hours.

What indexes and searches brings compiled code along: it is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dugnad.engines.matching.values import CannotRead, Document, Evidence, Field, Hit, Kind, Tuning

if TYPE_CHECKING:
    from dugnad.engines.matching.index import Index
    from dugnad.engines.matching.storing import loaded, saved

__all__ = [
    "CannotRead",
    "Document",
    "Evidence",
    "Field",
    "Hit",
    "Index",
    "Kind",
    "Tuning",
    "loaded",
    "saved",
]
LATER = {"Index": "index", "loaded": "storing", "saved": "storing"}


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
