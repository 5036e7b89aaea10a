"""Taking in a file that is only looked at: in memory, of bounded size, refused unread when it is too large."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.agreements.verification import LARGEST
from dugnad.kernel.problems import Problem

FORM_AROUND = 64 * 1024
CHUNK = 256 * 1024


class TooLarge(Problem):
    """What was sent is larger than what is taken in."""

    status = 413
    code = "too-large"
    title = gettext_lazy("The file is too large")


def too_large() -> TooLarge:
    return TooLarge(_("The file is too large. The limit is 30 MB."))


def refuse_early(request: HttpRequest) -> None:
    """Raise `TooLarge` by what the request says of its length, before anything is read."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LARGEST + FORM_AROUND:
        raise too_large()


class BoundedMemoryHandler(MemoryFileUploadHandler):
    """Keeps one file in memory and never writes it to disk; stops reading at the limit."""

    taken = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > LARGEST:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)
        return None


def keep_in_memory(request: HttpRequest) -> None:
    """Bound what the request's form may hold, before anything of it is read. `TooLarge`."""
    refuse_early(request)
    request.upload_handlers = [BoundedMemoryHandler(request)]


def uploaded_file(request: HttpRequest, field: str) -> tuple[str, bytes]:
    """Name and bytes of the form's file; empty if there is none. `TooLarge`."""
    found = request.FILES.get(field)
    if any(getattr(handler, "taken", 0) > LARGEST for handler in request.upload_handlers):
        raise too_large()
    if not isinstance(found, UploadedFile):
        return "", b""
    return found.name or "", found.read()


def body(request: HttpRequest) -> bytes:
    """The request's body, read piece by piece. `TooLarge`."""
    refuse_early(request)
    parts, taken = [], 0
    while piece := request.read(CHUNK):
        taken += len(piece)
        if taken > LARGEST:
            raise too_large()
        parts.append(piece)
    return b"".join(parts)
