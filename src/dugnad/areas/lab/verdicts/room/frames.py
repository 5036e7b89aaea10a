"""Messages through a pipe: four bytes of length, then JSON."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any, Final

HEAD: Final = struct.Struct(">I")
MOST_BYTES: Final = 64 * 1024 * 1024


class Closed(Exception):
    """The other end is gone."""


class Late(Exception):
    """Nothing came in time."""


def write(file: int, message: Any) -> None:
    """Send one message. Raises `Closed`."""
    body = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    left = memoryview(HEAD.pack(len(body)) + body)
    try:
        while left:
            left = left[os.write(file, left) :]
    except (BrokenPipeError, OSError) as gone:
        raise Closed from gone


def read(file: int, seconds: float) -> Any:
    """The next message. Raises `Late`, `Closed`, and `Closed` for one that is too long."""
    until = time.monotonic() + seconds
    (length,) = HEAD.unpack(_exactly(file, HEAD.size, until))
    if length > MOST_BYTES:
        raise Closed
    return json.loads(_exactly(file, length, until))


def waits(file: int, seconds: float) -> bool:
    """Whether a message (or the end) is there before so many seconds are over."""
    return bool(select.select([file], [], [], max(seconds, 0))[0])


def _exactly(file: int, count: int, until: float) -> bytes:
    parts: list[bytes] = []
    while count:
        if not select.select([file], [], [], max(until - time.monotonic(), 0))[0]:
            raise Late
        part = os.read(file, min(count, 1 << 20))
        if not part:
            raise Closed
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
