"""Frames of ANSI/SIA DC-09: their envelope judged, their content read by the codec siadc09.

The envelope is read here so that answers echo sequence, receiver, line and account as they were written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from siadc09.message import Message as Decoded  # type: ignore[import-untyped]
from siadc09.message import parse_frame
from siadc09.util import crc  # type: ignore[import-untyped]

from dugnad.connectors.dc09.codes import contact_id_event, dcs_event
from dugnad.connectors.dc09.values import Event, Message

LONGEST = 2048
LF, CR = b"\n", b"\r"
ENVELOPE = re.compile(
    rb'\n([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})("(\*?)([A-Z0-9-]{1,16})"(\d{4})(R[0-9A-Fa-f]{1,6})?(L[0-9A-Fa-f]{1,6})'
    rb"#([0-9A-Fa-f]{3,16})\[[^\r\n]*)\r",
)
ALARMS = ("SIA-DCS", "ADM-CID")
LINK_TESTS = ("NULL", "XNM")
# X-data that says where: site, building, floor or hallway, room, the panel's own words.
PLACES = "SOLRI"
LONGEST_TEXT = 200


class Garbled(ValueError):
    """Not a whole frame: it is not answered, and the transmitter sends it again (DC-09, 5.6)."""


class Unreadable(ValueError):
    """A whole frame whose content cannot be read: another key, or not of the kind it says."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands outside the brackets, as it was written. `receiver` is empty when there is none."""

    kind: str
    encrypted: bool
    sequence: str
    receiver: str
    line: str
    written: str

    @property
    def account(self) -> str:
        """The account in the one form that accounts are compared in."""
        return normal_account(self.written)


def normal_account(text: str) -> str:
    """An account without leading zeros beyond three digits, in capitals; ValueError if it is not hexadecimal."""
    return f"{int(text, 16):03X}"


def read_envelope(frame: bytes) -> Envelope:
    """The envelope of a frame from LF to CR; Garbled if it is not whole, its length or its CRC is wrong."""
    match = ENVELOPE.fullmatch(frame)
    if match is None:
        raise Garbled("not a frame")
    check, length, body, star, kind, sequence, receiver, line, account = match.groups()
    if len(body) != int(length, 16) or crc(body) != int(check, 16):
        raise Garbled("length or CRC")
    return Envelope(
        kind.decode(),
        bool(star),
        sequence.decode(),
        (receiver or b"").decode(),
        line.decode(),
        account.decode(),
    )


def read_message(frame: bytes, envelope: Envelope, key: bytes | None) -> tuple[Message, datetime | None]:
    """The message in a frame, and the frame's time stamp.

    Unreadable if the key is another, or the content is not what its kind says.
    """
    try:
        decoded = parse_frame(frame, key)
        message = _message(envelope, decoded)
    except (ValueError, RuntimeError, TypeError, LookupError, AttributeError) as fault:
        raise Unreadable(type(fault).__name__) from fault
    if envelope.kind in ALARMS and not message.events:
        raise Unreadable("no event")
    return message, decoded.timestamp


def _message(envelope: Envelope, decoded: Decoded) -> Message:
    more = {one.prefix: one.value for one in decoded.xdata if one.prefix}
    words = [str(more[prefix]) for prefix in PLACES if more.get(prefix)] + list(_spoken(decoded))
    return Message(
        account=envelope.account,
        sequence=envelope.sequence,
        key=_key(envelope, decoded),
        events=tuple(_events(envelope.kind, decoded, str(more.get("T", "")))),
        encrypted=envelope.encrypted,
        sent_at=more["H"] if isinstance(more.get("H"), datetime) else decoded.timestamp,
        place=", ".join(dict.fromkeys(words))[:LONGEST_TEXT],
    )


def _spoken(decoded: Decoded) -> Iterator[str]:
    """The panel's own words, in a DC-03 block of text."""
    for block in getattr(decoded.data, "blocks", ()):
        if block.functioncode == "A":
            yield block.value()


def _events(kind: str, decoded: Decoded, trigger: str) -> Iterator[Event]:
    if kind == "SIA-DCS":
        for block in getattr(decoded.data, "blocks", ()):
            yield from dcs_event(block, trigger)
    elif kind == "ADM-CID" and getattr(decoded.data, "event", None):
        yield contact_id_event(decoded.data.event, trigger)


def _key(envelope: Envelope, decoded: Decoded) -> str:
    parts = (envelope.kind, envelope.account, envelope.sequence, envelope.receiver, envelope.line)
    said = (decoded.pack_data(), *(one.pack(brackets=True) for one in decoded.xdata))
    return hashlib.sha256(b"\0".join((*(part.encode() for part in parts), *said))).hexdigest()
