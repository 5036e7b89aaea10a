"""A transmitter of our own, written from the standard and not from the codec that the receiver uses."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ANSWER = re.compile(
    rb'\n([0-9A-F]{4})([0-9A-F]{4})("(\*?)(ACK|NAK|DUH)"(\d{4})(R[0-9A-F]+)?(L[0-9A-F]+)(?:#([0-9A-F]+)|A0)\[(.*))\r'
)
STAMP = "_%H:%M:%S,%m-%d-%Y"


def crc16(data: bytes) -> int:
    """CRC-16/ARC, bit by bit."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _bit in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def envelope(body: str) -> bytes:
    data = body.encode("latin-1")
    return b"\n%04X%04X%b\r" % (crc16(data), len(data), data)


def frame(
    data: str,
    *,
    account: str = "1234",
    kind: str = "SIA-DCS",
    sequence: int = 1,
    receiver: str = "",
    line: str = "L0",
    key: bytes | None = None,
    stamp: datetime | None = None,
    more: str = "",
) -> bytes:
    """A frame around the data between its first brackets; encrypted with a key, by default stamped with now."""
    at = stamp or (datetime.now(UTC) if key else None)
    rest = f"]{more}{at.astimezone(UTC).strftime(STAMP) if at else ''}"
    head = f'"{"*" if key else ""}{kind}"{sequence:04}{receiver}{line}#{account}['
    return envelope(head + (_hidden(data, rest, key) if key else data + rest))


def _hidden(data: str, rest: str, key: bytes) -> str:
    said = (f"|{data}" if data else "") + rest
    padding = 16 + -len(said) % 16
    clear = os.urandom(padding).translate(bytes(b if b not in b"[]|\r\n" else 65 for b in range(256)))
    return _cipher(key).encryptor().update(clear + said.encode("latin-1")).hex().upper()


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(bytes(16)))


@dataclass(frozen=True)
class Answer:
    """What a receiver answered."""

    kind: str
    encrypted: bool
    sequence: str
    receiver: str
    line: str
    account: str
    stamp: datetime | None

    @property
    def echo(self) -> tuple[str, str, str, str]:
        return (self.sequence, self.receiver, self.line, self.account)


def read_answer(data: bytes, key: bytes | None = None) -> Answer:
    """The answer in a frame; AssertionError when it is malformed."""
    match = ANSWER.fullmatch(data)
    assert match, data
    check, length, body, star, kind, sequence, receiver, line, account, rest = match.groups()
    assert int(check, 16) == crc16(body)
    assert int(length, 16) == len(body)
    if star:
        assert key
        rest = _cipher(key).decryptor().update(bytes.fromhex(rest.decode()))[16:]
        rest = rest[rest.index(b"]") :]
    stamp = re.search(rb"_(\d\d:\d\d:\d\d,\d\d-\d\d-\d{4})$", rest)
    at = datetime.strptime(stamp[0].decode(), STAMP).replace(tzinfo=UTC) if stamp else None
    parts = (part.decode() if part else "" for part in (sequence, receiver, line, account))
    return Answer(kind.decode(), bool(star), *parts, stamp=at)


class Transmitter:
    """A connection over TCP."""

    def __init__(self, port: int, patience: float = 10.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self.left = b""

    def __enter__(self) -> Transmitter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def send(self, data: bytes, key: bytes | None = None) -> Answer:
        """Send a frame and wait for its answer; ConnectionError when the receiver hangs up instead."""
        self.socket.sendall(data)
        return self.hear(key)

    def hear(self, key: bytes | None = None) -> Answer:
        while b"\r" not in self.left:
            more = self.socket.recv(4096)
            if not more:
                raise ConnectionError("hung up")
            self.left += more
        said, _, self.left = self.left.partition(b"\r")
        return read_answer(said + b"\r", key)
