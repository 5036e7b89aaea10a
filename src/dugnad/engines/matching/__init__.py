"""Finding by meaning of words: needs in bokmål, nynorsk or English against documents, and dividing scarce hours."""

from dugnad.engines.matching.index import Index
from dugnad.engines.matching.storing import loaded, saved
from dugnad.engines.matching.values import CannotRead, Document, Evidence, Field, Hit, Kind, Tuning

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
