"""Opening a PDF that anybody may have sent: strictly, and with a bound on the work it can cause."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, NamedTuple

from pyhanko.pdf_utils.decode_limits import DecodeContext
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
    Reference,
    StreamObject,
)
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, process_data_at_eof
from pyhanko.pdf_utils.xref import ObjStreamRef, XRefBuilder

from dugnad.engines.pades.bounds import (
    GarbledError,
    Limits,
    Meter,
    Unreadable,
    decode_limits,
    hostile_bytes,
)
from dugnad.engines.pades.report import Finding

_ENTERING: Final = 20  # steps: what entering an object costs while ways are found, beside its values


class Shape(NamedTuple):
    """The objects that an object names, and whether it may be the place where a page tree names its pages."""

    names: frozenset[Reference]
    may_hold_pages: bool


class BoundedReader(PdfFileReader):
    """A strict reader whose every object costs steps."""

    def __init__(self, pdf: bytes, limits: Limits) -> None:
        """Read the cross-references; pyHanko's own errors, or `Unreadable`, for what is no PDF."""
        self.meter = Meter(limits.steps)
        self._views: dict[int, BoundedResolver] = {}
        self._shapes: dict[tuple[Reference, Any], Shape] = {}
        decoding = decode_limits()
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

    def shape(self, ref: Reference, revision: int) -> "Shape":
        """What an object names, as it was in the revision."""
        try:
            key = ref, self.xrefs.get_historical_ref(ref, revision)
        except KeyError:
            return Shape(frozenset(), False)
        if key not in self._shapes:
            current = self.xrefs.get_last_change(ref) <= revision
            found = self.get_object(ref, None if current else revision)
            self._shapes[key] = shape = Shape(
                frozenset(_references(found)), not isinstance(found, DictionaryObject) or "/Kids" in found
            )
            self.meter.spend(1 + len(shape.names))
        return self._shapes[key]

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
        self._bounded = reader
        self._weights: dict[Reference, int] = {}
        self._on_the_way: set[Reference] | None = None

    def __call__(self, ref: Reference) -> Any:
        """The object; while ways are being found, nothing for one that leads nowhere of interest."""
        if self._on_the_way is not None:
            if ref not in self._on_the_way:
                return NullObject()
            self._bounded.meter.spend(_ENTERING)
        return self.get_object(ref)

    def get_object(self, ref: Reference, as_metadata_stream: bool = False) -> Any:
        """As pyHanko's, for the price of the object's values."""
        found = super().get_object(ref, as_metadata_stream)
        if ref not in self._weights:
            self._weights[ref] = sum(1 for _ in _values(found))
        self._bounded.meter.spend(self._weights[ref])
        return found

    def _load_reverse_xref_cache(self) -> None:
        """Find the ways to what the next revision writes over, and no others: pyHanko asks for no others.

        In a long agreement with many signatures all ways would be half a minute's work.
        """
        self._on_the_way = self._leading_to(self.reader.xrefs.explicit_refs_in_revision(self.revision + 1))
        try:
            super()._load_reverse_xref_cache()  # type: ignore[no-untyped-call]
        finally:
            self._on_the_way = None

    def _leading_to(self, targets: set[Reference]) -> set[Reference]:
        parents = self._parents()
        pages = self._pages()
        found, waiting = set[Reference](), list(targets)
        while waiting:
            child = waiting.pop()
            above = parents.get(child, set())
            if child in pages and child not in targets:
                # pyHanko enters a page from the page tree only: not from the many that merely name it.
                above = {one for one in above if self._bounded.shape(one, self.revision).may_hold_pages}
            waiting.extend(above - found)
            found |= above
        return found

    def _parents(self) -> dict[Reference, set[Reference]]:
        parents: dict[Reference, set[Reference]] = {}
        waiting = list(_references(self.trailer_view))
        seen = set(waiting)
        while waiting:
            parent = waiting.pop()
            for child in self._bounded.shape(parent, self.revision).names:
                parents.setdefault(child, set()).add(parent)
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return parents

    def _pages(self) -> set[Reference]:
        """What pyHanko takes for the page tree."""
        top = self.root.raw_get("/Pages")
        found = {top.reference} if isinstance(top, IndirectObject) else set()
        waiting = [top.get_object()]
        while waiting:
            for kid in waiting.pop()["/Kids"]:
                if isinstance(kid, IndirectObject):
                    if kid.reference in found:
                        raise GarbledError("the page tree goes round in a circle")
                    found.add(kid.reference)
                if kid.get_object().get("/Type") == "/Pages":
                    waiting.append(kid.get_object())
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
        self._count(sum(max(0, int(count)) for count in ranges[1::2]))
        return reference, stream

    def _read_xref_table(self, declared_startxref: int) -> Any:
        previous = super()._read_xref_table(declared_startxref)
        self._count(len(self.sections[-1].xref_data.explicit_refs_in_revision))
        return previous

    def _count(self, objects: int) -> None:
        self._objects += objects
        if self._objects > self._limits.objects or len(self.sections) > self._limits.revisions:
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
        raise Unreadable(Finding.MALFORMED) from error
    if "/Encrypt" in reader.trailer:
        raise Unreadable(Finding.ENCRYPTED)
    if reader.xrefs.hybrid_xrefs_present:
        raise Unreadable(Finding.MALFORMED)
    return reader


def _values(found: PdfObject) -> Iterator[PdfObject]:
    """The object and everything in it, without following references."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, DictionaryObject):
            waiting.extend(value.values())
        elif isinstance(value, ArrayObject):
            waiting.extend(value)


def _references(found: PdfObject) -> Iterator[Reference]:
    return (value.reference for value in _values(found) if isinstance(value, IndirectObject))
