"""Ways of tampering with a signed file."""

import re
from collections.abc import Callable
from io import BytesIO

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    StreamObject,
    TextStringObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dugnad.engines.pades.tests.judges import cut_out, signature_value_and_token

_END = re.compile(rb"%%EOF\s*")


def flip(pdf: bytes, position: int) -> bytes:
    """One bit of one byte changed."""
    return pdf[:position] + bytes([pdf[position] ^ 1]) + pdf[position + 1 :]


def break_signature(pdf: bytes, which: int) -> bytes:
    """The last bit of a signature's value changed; 0 is the first signature."""
    value, _ = signature_value_and_token(cut_out(pdf)[which].cms)
    last = pdf.lower().index(value.hex().encode()) + 2 * len(value) - 1
    digit = b"%x" % (int(pdf[last : last + 1], 16) ^ 1)
    return pdf[:last] + digit + pdf[last + 1 :]


def hide_data(pdf: bytes, which: int) -> bytes:
    """Something written into the zeros that fill up the room for a signature."""
    cms = cut_out(pdf)[which].cms
    end = pdf.lower().index(cms.hex().encode()) + 2 * len(cms)
    return flip(pdf, end + 20)


def back_to(pdf: bytes, revision: int) -> bytes:
    """The file as it was after the revision, the first being 0."""
    ends = [match.end() for match in _END.finditer(pdf)]
    return pdf[: ends[revision]]


def update(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with one incremental update, metadata left alone."""
    writer = _Plain(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def add_page(pdf: bytes) -> bytes:
    """A copy of the first page put behind the others."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        first = pages["/Kids"][0]
        pages["/Kids"].append(writer.add_object(DictionaryObject({key: first.raw_get(key) for key in first})))
        pages[pdf_name("/Count")] = FloatObject(int(pages["/Count"]) + 1)
        writer.update_container(pages)

    return update(pdf, change)


def remove_page(pdf: bytes) -> bytes:
    """The second page taken away."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        del pages["/Kids"][1]
        pages[pdf_name("/Count")] = FloatObject(int(pages["/Count"]) - 1)
        writer.update_container(pages)

    return update(pdf, change)


def replace_text(pdf: bytes) -> bytes:
    """The first page's content overwritten under its own object number."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        reference = page.raw_get("/Contents").reference
        shadow = StreamObject(stream_data=b"0.5 g 0 0 600 800 re f")
        writer.objects[(reference.generation, reference.idnum)] = shadow

    return update(pdf, change)


def strip_signature(pdf: bytes, field: str) -> bytes:
    """The signature's value taken out of its field."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        found = _field(writer, field)
        del found["/V"]
        writer.update_container(found)

    return update(pdf, change)


def move_field(pdf: bytes, field: str) -> bytes:
    """A field's box moved over the text."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        found = _field(writer, field)
        found["/Rect"] = ArrayObject([FloatObject(value) for value in (0, 0, 500, 700)])
        writer.update_container(found)

    return update(pdf, change)


def retitle(pdf: bytes) -> bytes:
    """Another title in the document information."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        information = writer.trailer["/Info"]
        information[pdf_name("/Title")] = TextStringObject("Noe annet")
        writer.update_container(information)

    return update(pdf, change)


def add_evidence(pdf: bytes, junk: bytes) -> bytes:
    """Something put into every list of the document security store."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        store = writer.root["/DSS"]
        for kind in ("/Certs", "/CRLs", "/OCSPs"):
            listed = store[kind] if kind in store else ArrayObject()
            store[pdf_name(kind)] = ArrayObject([*listed, writer.add_object(StreamObject(stream_data=junk))])
        writer.update_container(store)

    return update(pdf, change)


def _field(writer: IncrementalPdfFileWriter, name: str) -> DictionaryObject:
    fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
    return next(field for field in fields if field["/T"] == name)


class _Plain(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        pass
