"""What kind of file this is, by its content; archives are unpacked within bounds."""

from __future__ import annotations

import zipfile
from io import BytesIO

from dugnad.engines.egress.assembly.values import Unusable
from dugnad.kernel.archives import BROKEN

MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
MOST_FILES = 200
IFC = b"ISO-10303-21"
Bodies = dict[str, bytes]


def kind_of(content: bytes) -> tuple[str, Bodies]:
    """'ifc', 'imdf' or 'geojson' with the bytes of its parts (an IMDF archive's by feature type).

    Raises Unusable('unknown_format'), ('archive', why=...) or ('broken').
    """
    if zipfile.is_zipfile(BytesIO(content)):
        return _unpacked(content)
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(IFC):
        return "ifc", {"ifc": content}
    if head.startswith((b"{", b"[")):
        return "geojson", {"geojson": content}
    if head.startswith(b"PK"):
        raise Unusable("archive", why="broken")
    raise Unusable("unknown_format")


def _unpacked(content: bytes) -> tuple[str, Bodies]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bombs(members, len(content))
            bodies = {_stem(entry): _read(archive, entry) for entry in members if _wanted(entry)}
    except (*BROKEN, ValueError) as broken:
        if isinstance(broken, Unusable):
            raise
        raise Unusable("archive", why="broken") from broken
    for body in bodies.values():
        if body[:2048].lstrip().startswith(IFC):
            return "ifc", {"ifc": body}
    if "unit" not in bodies and "level" not in bodies:
        raise Unusable("archive", why="no_plan")
    return "imdf", bodies


def _refuse_bombs(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in members)
    if len(members) > MOST_FILES or unpacked > MOST_UNPACKED or unpacked > max(packed, 10_000) * MOST_RATIO:
        raise Unusable("archive", why="bomb", unpacked=unpacked, files=len(members))


def _wanted(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    return name.endswith((".geojson", ".json", ".ifc")) and "__macosx" not in name


def _stem(entry: zipfile.ZipInfo) -> str:
    return entry.filename.lower().rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than the archive says: what lies about its size is a bomb."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Unusable("archive", why="bomb", unpacked=len(content), files=1)
    return content
