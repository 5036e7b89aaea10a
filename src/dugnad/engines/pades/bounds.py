"""How much work a file may cause, and what is said when it is too much or makes no sense."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pyhanko.pdf_utils.decode_limits import (
    DecodeLimits,
    DecodePurpose,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.misc import PdfDecodeLimitError

from dugnad.engines.pades.report import Finding

_MEBIBYTE: Final = 1 << 20
_EXHAUSTED: Final = (PdfDecodeLimitError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of the verifier. `steps` counts objects read and values walked through."""

    size: int = 30_000_000
    revisions: int = 200
    objects: int = 200_000
    signatures: int = 100
    steps: int = 6_000_000


class Unreadable(Exception):
    """The file cannot be examined; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding)
        self.finding = finding


class GarbledError(ValueError):
    """A part of the file is not what it should be; the rest may well be examined."""


@contextmanager
def hostile_bytes() -> Iterator[None]:
    """Turn whatever the parsers raise into `GarbledError`: hostile bytes reach every corner of them.

    What unfolds too far or nests too deep is `Unreadable`, like everything that asks for too much.
    """
    try:
        yield
    except (Unreadable, GarbledError):
        raise
    except Exception as error:
        if any(isinstance(one, _EXHAUSTED) for one in _chain(error)):
            raise Unreadable(Finding.TOO_COMPLEX) from error
        raise GarbledError(type(error).__name__) from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


class Meter:
    """Counts steps; `Unreadable` once there are too many."""

    def __init__(self, limit: int) -> None:
        """Allow `limit` steps in all."""
        self._left = limit

    def spend(self, steps: int) -> None:
        """Take these steps."""
        self._left -= steps
        if self._left < 0:
            raise Unreadable(Finding.TOO_COMPLEX)


def decode_limits() -> DecodeLimits:
    """How far streams may unfold."""
    small = StreamDecodeLimits(max_ratio=100, ratio_floor=_MEBIBYTE, max_output_size=2 * _MEBIBYTE)
    return DecodeLimits(
        per_stream=StreamDecodeLimits(max_ratio=200, ratio_floor=_MEBIBYTE, max_output_size=16 * _MEBIBYTE),
        per_purpose={
            DecodePurpose.OBJECT_STREAM: small,
            DecodePurpose.XREF_STREAM: small,
            DecodePurpose.CERTIFICATE: StreamDecodeLimits(max_ratio=None, max_output_size=_MEBIBYTE),
            DecodePurpose.OCSP_RESPONSE: StreamDecodeLimits(max_ratio=None, max_output_size=_MEBIBYTE),
        },
        document_budget=DocumentDecodeBudget(base_allowance=64 * _MEBIBYTE, max_ratio=4),
    )
