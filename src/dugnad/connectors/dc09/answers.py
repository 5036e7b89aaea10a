"""What a transmitter is answered (DC-09, 5.5.2): the frames that end its waiting."""

from __future__ import annotations

from datetime import datetime

from siadc09.util import crc, encrypt, genpad, totimestamp  # type: ignore[import-untyped]

from dugnad.connectors.dc09.frames import Envelope

BLOCK = 16


def ack(to: Envelope, key: bytes | None, now: datetime) -> bytes:
    """Taken. In answer to an encrypted frame it is encrypted too, with our time in it."""
    if key is None:
        return _frame(f'"ACK"{_echo(to)}[]')
    return _frame(f'"*ACK"{_echo(to)}[{_hidden(f"]_{totimestamp(now)}", key)}')


def nak(to: Envelope, now: datetime) -> bytes:
    """Refused for its time; tells ours, by which the transmitter sets its clock and sends again. Never encrypted."""
    return _frame(f'"NAK"0000R0L0A0[]_{totimestamp(now)}')


def duh(to: Envelope) -> bytes:
    """Whole, but we cannot take it. Never encrypted: the key may be what is wrong."""
    return _frame(f'"DUH"{_echo(to)}[]')


def _echo(to: Envelope) -> str:
    return f"{to.sequence}{to.receiver}{to.line}#{to.written}"


def _hidden(text: str, key: bytes) -> str:
    """AES-CBC over 16 to 31 random bytes and the text, in capitals as DC-09 writes hexadecimal digits."""
    padding = 2 * BLOCK - len(text) % BLOCK if len(text) % BLOCK else BLOCK
    return str(encrypt(key, bytes(genpad(padding)) + text.encode()).hex().upper())


def _frame(body: str) -> bytes:
    data = body.encode("ascii")
    return b"\n%04X%04X%b\r" % (crc(data), len(data), data)
