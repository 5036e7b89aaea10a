"""Every form of bokmål, nynorsk and English with its lemma: one table that is made once and read from disk.

The dictionaries are simplemma's. As Python's own they take 107 MB in every process that searches; as a table 7 MB.

The table: a head of eight numbers; CRC-32 of each form in rising order; where each record begins; the records, each
`form TAB lemma TAB lemma TAB lemma`, empty where a language does not know the form.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

LANGUAGES: Final = ("nb", "nn", "en")
NOWHERE: Final = ("", "", "")
LAYOUT: Final = 1
HEAD: Final = 8
NUMBER: Final = array("I").itemsize
# Making it takes 190 MB, which only a process that ends gives back for sure.
APART: Final = f"import pathlib, sys; from {__name__} import write; write(pathlib.Path(sys.argv[1]))"
_lock = threading.Lock()
Lemmas = tuple[str, str, str]


class _Folder:
    """Where the table is kept; None: in memory."""

    path: Path | None = None


def keep_in(folder: Path) -> None:
    """Have the table kept in a folder, for this process and others."""
    _Folder.path = folder


class Table:
    """The forms and their lemmas, from a file in the layout above; its records stay on disk.

    Raises ValueError for another file.
    """

    def __init__(self, file: BinaryIO) -> None:
        head, self._hashes, self._starts = array("I"), array("I"), array("I")
        try:
            head.fromfile(file, HEAD)
            if head[0] != LAYOUT:
                raise ValueError("this is no table of lemmas")
            self._hashes.fromfile(file, head[1])
            self._starts.fromfile(file, head[1] + 1)
        except EOFError:
            raise ValueError("this is no table of lemmas") from None
        self._records = file.tell()
        self._kept: int | BytesIO = file if isinstance(file, BytesIO) else os.dup(file.fileno())

    def __len__(self) -> int:
        return len(self._hashes)

    def lemmas(self, form: str) -> Lemmas:
        """The form's lemma in each language, empty where that does not know it; as it is written, capitals count."""
        letters = form.encode()
        number = crc32(letters)
        at = bisect_left(self._hashes, number)
        while at < len(self._hashes) and self._hashes[at] == number:
            start, end = self._starts[at : at + 2]
            found, *lemmas = self._read(self._records + start, end - start).split(b"\t")
            if found == letters:
                bokmaal, nynorsk, english = (lemma.decode() for lemma in lemmas)
                return bokmaal, nynorsk, english
            at += 1
        return NOWHERE

    def _read(self, start: int, many: int) -> bytes:
        if isinstance(self._kept, BytesIO):
            return bytes(self._kept.getbuffer()[start : start + many])
        return os.pread(self._kept, many, start)


@cache
def _table() -> Table:
    folder = _Folder.path
    if folder is None:
        return Table(BytesIO(made()))
    file = file_in(folder)
    if not file.exists():
        subprocess.run([sys.executable, "-c", APART, str(folder)], check=True, stdin=subprocess.DEVNULL)
    with file.open("rb") as opened:
        return Table(opened)


def table() -> Table:
    """The table; made when it is not there, which takes some seconds."""
    with _lock:
        return _table()


def file_in(folder: Path) -> Path:
    """Where in a folder the table of this version is."""
    from importlib.metadata import version

    return folder / f"lemmas-{version('simplemma')}-{LAYOUT}-{sys.byteorder}"


def made() -> bytes:
    """The table from simplemma's dictionaries, in memory."""
    records = sorted((crc32(record.partition(b"\t")[0]), record) for record in _records())
    starts = array("I", [0])
    for _number, record in records:
        starts.append(starts[-1] + len(record))
    hashes = array("I", [number for number, _record in records])
    body = b"".join([hashes.tobytes(), starts.tobytes(), *(record for _number, record in records)])
    head = array("I", [LAYOUT, len(records), *[0] * (HEAD - 2)])
    return head.tobytes() + body


def _records() -> Iterator[bytes]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    factory = DefaultDictionaryFactory()
    known = [factory.get_dictionary(language) for language in LANGUAGES]
    for form in set().union(*known):
        yield "\t".join((form, *(one.get(form) or "" for one in known))).encode()


def write(folder: Path) -> None:
    """Put the table in a folder, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(made())
    os.replace(file.name, file_in(folder))
