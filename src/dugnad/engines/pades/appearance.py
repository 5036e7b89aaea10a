"""What a signature shows in its field."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle


@dataclass(frozen=True)
class PageStyle(BaseStampStyle):
    """Shows a one-page PDF in the field, with the fonts it brings along (PDF/A allows no others)."""

    page: bytes = b""

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> BaseStamp:
        return _PageStamp(writer, self, box)


class _PageStamp(BaseStamp):
    style: PageStyle

    def register(self) -> IndirectObject:
        page = PdfFileReader(BytesIO(self.style.page))
        imported: IndirectObject = self._ensure_writer.import_page_as_xobject(page)
        return imported
