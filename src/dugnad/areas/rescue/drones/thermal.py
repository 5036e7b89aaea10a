"""Radiometric pictures (FLIR): where they are hot. Loads flyr, numpy and scipy when one comes."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dugnad.kernel.problems import Invalid

LARGEST = 12 * 1024 * 1024
MOST_REGIONS = 20
SMALLEST = 4
"""Pixels: less is noise."""
FILE = "file"


@dataclass(frozen=True, slots=True)
class Region:
    """A hot part of a picture: its hottest pixel, and how many are hot."""

    celsius: float
    column: int
    row: int
    pixels: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The hot parts of a picture, hottest first, with its size and where it says it was taken."""

    regions: tuple[Region, ...]
    columns: int
    rows: int
    latitude: float | None
    longitude: float | None
    heading: float | None


def hot_in(content: bytes, threshold: float) -> Picture:
    """The parts of a radiometric JPEG that are at least `threshold` °C. Invalid at `file` when it cannot be read."""
    import numpy as np

    if not content:
        raise Invalid(fields={FILE: _("Choose a file.")})
    if len(content) > LARGEST:
        raise Invalid(fields={FILE: too_large()})
    if content[:2] != b"\xff\xd8":
        raise Invalid(fields={FILE: _("This is no JPEG picture.")})
    celsius, about = _unpacked(content)
    if celsius.ndim != 2 or not np.isfinite(celsius).any():
        raise Invalid(fields={FILE: _("The picture holds no temperatures that could be read.")})
    rows, columns = celsius.shape
    found = _regions(np.nan_to_num(celsius, nan=-273.0), threshold)
    return Picture(
        tuple(found[:MOST_REGIONS]),
        columns,
        rows,
        _number(about, "gps_latitude"),
        _number(about, "gps_longitude"),
        _number(about, "gps_image_direction"),
    )


def too_large() -> str:
    """That a picture is too large."""
    return _("The picture is too large: 12 MB at most.")


def _unpacked(content: bytes) -> tuple[Any, object]:
    """Temperatures in °C (rows, columns), and what the picture says of itself."""
    import flyr  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = flyr.unpack(io.BytesIO(content))
            celsius = found.celsius
        # It reads a format that is not published: anything can go wrong in a file that is broken.
        except Exception as fault:
            words = _("The picture holds no temperatures. Send the camera's own radiometric JPEG (FLIR).")
            raise Invalid(fields={FILE: words}) from fault
    return celsius, found.camera_metadata


def _regions(celsius: Any, threshold: float) -> list[Region]:
    import numpy as np
    from scipy import ndimage

    labels, number = ndimage.label(celsius >= threshold, structure=np.ones((3, 3)))
    if not number:
        return []
    every = np.arange(1, number + 1)
    sizes = ndimage.sum_labels(np.ones_like(celsius), labels, every)
    hottest = ndimage.maximum_position(celsius, labels, every)
    found = [
        Region(float(celsius[row, column]), int(column), int(row), int(size))
        for (row, column), size in zip(hottest, sizes, strict=True)
        if size >= SMALLEST
    ]
    return sorted(found, key=lambda region: -region.celsius)


def _number(about: object, name: str) -> float | None:
    """What the picture says of itself; a broken tag says nothing."""
    try:
        value = getattr(about, name)
        return float(value) if value is not None else None
    except Exception:
        return None
