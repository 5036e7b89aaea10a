"""Appending to a PDF: no byte of what was there changes."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError

from dugnad.engines.pades.errors import Fault, PadesError


def appending(pdf: bytes) -> "Appending":
    """What appends to the PDF; raises `PadesError` for a file that is none."""
    try:
        return Appending(BytesIO(pdf))
    except (PdfReadError, ValueError, IndexError, AssertionError) as error:
        raise PadesError(Fault.NOT_A_PDF, str(error)) from error


def written(writer: IncrementalPdfFileWriter) -> bytes:
    """The PDF with what was appended."""
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


class Appending(IncrementalPdfFileWriter):
    """Appends, and leaves the document's metadata as it is: nothing but signatures is to change."""

    def _update_meta(self) -> None:
        pass
