"""Opening a PDF that anybody may have sent: strictly, and with a bound on the work it can cause."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils.decode_limits import (
    DecodeContext,
    DecodeLimits,
    DecodePurpose,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, PdfObject, Reference, StreamObject
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, process_data_at_eof
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefBuilder

from dugnad.engines.pades.report import Finding

_MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of the verifier. `steps` counts objects read and values walked through."""

    size: int = 30_000_000
    revisions: int = 200
    objects: int = 200_000
    signatures: int = 100
    steps: int = 10_000_000


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
    """Turn whatever the parsers raise into `GarbledError`. Hostile bytes reach every corner of them."""
    try:
        yield
    except (Unreadable, GarbledError):
        raise
    except PdfDecodeLimitError as error:
        raise Unreadable(Finding.TOO_COMPLEX) from error
    except Exception as error:
        raise GarbledError(type(error).__name__) from error


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


class BoundedReader(PdfFileReader):
    """A strict reader whose every object costs steps; `revision(n)` is the file as it then was."""

    def __init__(self, pdf: bytes, limits: Limits) -> None:
        """Read the cross-references; pyHanko's own errors, or `Unreadable`, for what is no PDF."""
        self.meter = Meter(limits.steps)
        self._views: dict[int, BoundedResolver] = {}
        decoding = _decode_limits()
        stream = BytesIO(pdf)
        self._decode_context = DecodeContext(decoding, input_size=len(pdf))
        stream.seek(-1, 2)
        _Counter(self, stream, process_data_at_eof(stream), limits).read_xrefs()  # type: ignore[no-untyped-call]
        super().__init__(stream, strict=True, decode_limits=decoding)

    def get_object(self, ref: Any, revision: int | None = None, **options: Any) -> Any:  # type: ignore[override]
        """As pyHanko's, for the price of finding the object inside its object stream."""
        if revision is not None or (ref.generation, ref.idnum) not in self.resolved_objects:
            self.meter.spend(self._price(ref, revision))
        return super().get_object(ref, revision, **options)  # type: ignore[no-untyped-call]

    def get_historical_resolver(self, revision: int) -> "BoundedResolver":
        """The file as it was after the revision with this number, the first being 0."""
        if revision not in self._views:
            self._views[revision] = BoundedResolver(self, revision)
        return self._views[revision]

    def _price(self, ref: Reference, revision: int | None) -> int:
        try:
            place = self.xrefs[ref] if revision is None else self.xrefs.get_historical_ref(ref, revision)
        except KeyError:
            return 1
        return 1 + place.ix_in_stream if isinstance(place, ObjStreamRef) else 1


class BoundedResolver(HistoricalResolver):
    """One revision. Walking through an object costs as many steps as it has values, each time."""

    def __init__(self, reader: BoundedReader, revision: int) -> None:
        """The revision numbered `revision` of the reader's file."""
        super().__init__(reader, revision)
        self._meter = reader.meter
        self._weights: dict[Reference, int] = {}

    def get_object(self, ref: Reference, as_metadata_stream: bool = False) -> Any:
        """As pyHanko's, for the price of the object's values."""
        found = super().get_object(ref, as_metadata_stream)
        if ref not in self._weights:
            self._weights[ref] = _weight(found)
        self._meter.spend(self._weights[ref])
        return found


class _Counter(XRefBuilder):
    """Reads the cross-references once before the reader does, and refuses those that promise too much."""

    def __init__(self, reader: PdfFileReader, stream: BytesIO, start: int, limits: Limits) -> None:
        super().__init__(reader, stream, strict=True, last_startxref=start)
        self._limits = limits
        self._objects = 0

    def _read_xref_stream_object(self) -> tuple[Reference, StreamObject]:
        reference, stream = super()._read_xref_stream_object()  # type: ignore[no-untyped-call]
        ranges = list(stream["/Index"]) if "/Index" in stream else [0, stream["/Size"]]
        self._objects += sum(max(0, int(count)) for count in ranges[1::2])
        if self._objects > self._limits.objects:
            raise Unreadable(Finding.TOO_COMPLEX)
        self._one_more()
        return reference, stream

    def _read_xref_table(self, declared_startxref: int) -> Any:
        self._one_more()
        return super()._read_xref_table(declared_startxref)

    def _one_more(self) -> None:
        if len(self.sections) >= self._limits.revisions:
            raise Unreadable(Finding.TOO_COMPLEX)


def open_pdf(pdf: bytes, limits: Limits) -> BoundedReader:
    """A reader for the file; `Unreadable` for what is no PDF, too large, too complex or encrypted."""
    if not pdf.startswith(b"%PDF-"):
        raise Unreadable(Finding.NOT_A_PDF)
    if len(pdf) > limits.size:
        raise Unreadable(Finding.TOO_LARGE)
    try:
        with hostile_bytes():
            reader = BoundedReader(pdf, limits)
    except GarbledError as error:
        deep = isinstance(error.__cause__, RecursionError)
        raise Unreadable(Finding.TOO_COMPLEX if deep else Finding.MALFORMED) from error
    if "/Encrypt" in reader.trailer:
        raise Unreadable(Finding.ENCRYPTED)
    if reader.xrefs.hybrid_xrefs_present:
        raise Unreadable(Finding.MALFORMED)
    return reader


def _decode_limits() -> DecodeLimits:
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


def _weight(found: PdfObject) -> int:
    weight, waiting = 0, [found]
    while waiting:
        value = waiting.pop()
        weight += 1
        if isinstance(value, DictionaryObject):
            waiting.extend(value.values())
        elif isinstance(value, ArrayObject):
            waiting.extend(value)
    return weight
