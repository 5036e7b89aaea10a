"""Judges that are not pyHanko: signatures cut out of the bytes by hand, and asked of OpenSSL."""

import hashlib
import re
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_STAMP_TOKEN = bytes.fromhex("060b2a864886f70d010910020e")  # id-aa-timeStampToken


@dataclass(frozen=True)
class Cut:
    """A signature's CMS, and the bytes of the file it covers."""

    cms: bytes
    covered: bytes
    end: int


def cut_out(pdf: bytes) -> list[Cut]:
    """Every signature in the file, in the order in which they stand in it."""
    cuts = []
    for match in _BYTE_RANGE.finditer(pdf):
        start, length, resume, rest = (int(group) for group in match.groups())
        contents = bytes.fromhex(pdf[start + length + 1 : resume - 1].decode())
        covered = pdf[start : start + length] + pdf[resume : resume + rest]
        cuts.append(Cut(contents[: _extent(contents)], covered, resume + rest))
    return sorted(cuts, key=lambda cut: cut.end)


def uncovered(pdf: bytes) -> range:
    """The positions that the only signature in the file does not cover: its own value."""
    (match,) = _BYTE_RANGE.finditer(pdf)
    _, length, resume, _ = (int(group) for group in match.groups())
    return range(length, resume)


def cms_verifies(cut: Cut, root_pem: bytes, at: datetime, folder: Path) -> bool:
    """`openssl cms -verify` on the signature over what it covers."""
    names = _write(folder, cms=cut.cms, covered=cut.covered, root=root_pem)
    return _openssl(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", names["cms"], "-content", names["covered"],
        "-CAfile", names["root"], "-purpose", "any", "-attime", str(int(at.timestamp())), "-out", "/dev/null",
    )  # fmt: skip


def stamp_verifies(cut: Cut, root_pem: bytes, at: datetime, folder: Path) -> bool:
    """`openssl ts -verify` on the time stamp inside a signature."""
    value, token = signature_value_and_token(cut.cms)
    return _token_verifies(token, value, root_pem, at, folder)


def document_stamp_verifies(cut: Cut, root_pem: bytes, at: datetime, folder: Path) -> bool:
    """`openssl ts -verify` on a document time stamp."""
    return _token_verifies(cut.cms, cut.covered, root_pem, at, folder)


def _token_verifies(token: bytes, stamped: bytes, root_pem: bytes, at: datetime, folder: Path) -> bool:
    names = _write(folder, token=token, root=root_pem)
    return _openssl(
        "ts", "-verify", "-token_in", "-in", names["token"], "-digest", hashlib.sha256(stamped).hexdigest(),
        "-CAfile", names["root"], "-attime", str(int(at.timestamp())),
    )  # fmt: skip


def _openssl(*arguments: str) -> bool:
    return subprocess.run(["openssl", *arguments], capture_output=True, check=False).returncode == 0


def _write(folder: Path, **contents: bytes) -> dict[str, str]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: str(folder / name) for name in contents}


def signature_value_and_token(cms: bytes) -> tuple[bytes, bytes]:
    """The signature's value and its time-stamp token, by walking the DER (RFC 5652, 5.3)."""
    (content_info,) = _elements(cms)
    (_, explicit) = _elements(content_info)
    (signed_data,) = _elements(explicit)
    signer_infos = _elements(signed_data)[-1]
    (signer_info,) = _elements(signer_infos)
    value, unsigned = _elements(signer_info)[-2:]
    start = unsigned.index(_STAMP_TOKEN) + len(_STAMP_TOKEN)
    return value, _first_element(_first_content(unsigned[start:]))


def _elements(data: bytes) -> list[bytes]:
    """The contents of each element, tag and length taken off."""
    found = []
    while data:
        extent = _extent(data)
        found.append(data[:extent][_header(data) :])
        data = data[extent:]
    return found


def _first_element(data: bytes) -> bytes:
    return data[: _extent(data)]


def _first_content(data: bytes) -> bytes:
    return _first_element(data)[_header(data) :]


def _header(data: bytes) -> int:
    return 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)


def _extent(data: bytes) -> int:
    header = _header(data)
    length = int.from_bytes(data[2:header], "big") if data[1] & 0x80 else data[1]
    return header + length
