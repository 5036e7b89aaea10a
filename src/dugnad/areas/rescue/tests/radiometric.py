"""A radiometric JPEG as FLIR cameras write it, with temperatures of our own: the parts that readers need, no more.

Layout as exiftool's documentation of FLIR's tags tells it: an APP1 segment 'FLIR' with a directory of records.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from math import exp, log

import numpy as np
from PIL import Image

# Planck's constants of an invented camera, and air that takes nothing away.
R1, B, F, R2 = 16_000.0, 1_430.0, 1.0, 0.05
OFFSET = -6_000
HEADER, ENTRY, BEFORE = 64, 32, 32
RAW, CAMERA = 1, 32
# Cameras leave room for further records; the first ones count.
SLOTS = 6


def raw_of(celsius: float) -> int:
    """What the sensor counts at a temperature."""
    return round(R1 / (R2 * (exp(B / (celsius + 273.15)) - F)) - OFFSET)


def celsius_of(raw: int) -> float:
    """The temperature that a count stands for."""
    return B / log(R1 / (R2 * (raw + OFFSET)) + F) - 273.15


def picture(celsius: np.ndarray, place: Mapping[str, float] | None = None) -> bytes:
    """The JPEG of temperatures (rows, columns); `place`: latitude, longitude and heading for its GPS tags."""
    records = _records(np.vectorize(raw_of)(celsius).astype("<u2"))
    jpeg = io.BytesIO()
    image = Image.new("L", (celsius.shape[1], celsius.shape[0]))
    image.save(jpeg, "JPEG", exif=_exif(place) if place else b"")
    whole = jpeg.getvalue()
    parts = [records[n : n + 60_000] for n in range(0, len(records), 60_000)]
    segments = b"".join(_segment(part, n, len(parts) - 1) for n, part in enumerate(parts))
    return whole[:2] + segments + whole[2:]


def _segment(part: bytes, number: int, last: int) -> bytes:
    head = b"FLIR\x00\x01" + bytes([number, last])
    return b"\xff\xe1" + struct.pack(">H", 2 + len(head) + len(part)) + head + part


def _records(raw: np.ndarray) -> bytes:
    rows, columns = raw.shape
    data = struct.pack("<HHH", 2, columns, rows).ljust(BEFORE, b"\x00") + raw.tobytes()
    camera = _camera()
    at = HEADER + SLOTS * ENTRY
    entries = _entry(RAW, at, len(data)) + _entry(CAMERA, at + len(data), len(camera))
    head = b"FFF\x00" + b"\x00" * 16 + struct.pack(">III", 100, HEADER, SLOTS)
    return head.ljust(HEADER, b"\x00") + entries.ljust(SLOTS * ENTRY, b"\x00") + data + camera


def _entry(kind: int, at: int, length: int) -> bytes:
    return struct.pack(">HHIIII", kind, 2, 100, 1, at, length).ljust(ENTRY, b"\x00")


def _camera() -> bytes:
    block = bytearray(900)
    # Emissivity, distance, reflected, air and window temperatures (K), the window's transmission, humidity.
    struct.pack_into("<6f", block, 32, 1.0, 0.0, 293.15, 293.15, 293.15, 1.0)
    struct.pack_into("<f", block, 60, 0.5)
    struct.pack_into("<3f", block, 88, R1, B, F)
    struct.pack_into("<5f", block, 112, 0.006569, 0.01262, -0.002276, -0.00667, 1.9)
    struct.pack_into("<if", block, 776, OFFSET, R2)
    return bytes(block)


def _exif(place: Mapping[str, float]) -> bytes:
    tags = Image.Exif()
    gps = tags.get_ifd(34853)
    for ref, tag, positive, value in ((1, 2, "N", place["latitude"]), (3, 4, "E", place["longitude"])):
        gps[ref] = positive
        degrees = int(value)
        minutes = (value - degrees) * 60
        gps[tag] = (float(degrees), float(int(minutes)), (minutes - int(minutes)) * 60)
    gps[17] = place["heading"]
    return tags.tobytes()
