"""A QR code as an SVG that a page with a strict content policy may hold: no style, no script, no outside part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import qrcode  # type: ignore[import-untyped]

# The quiet zone that ISO/IEC 18004 asks for, in modules.
MARGIN = 4


def svg(text: str) -> str:
    """One path; a module is one unit."""
    code = qrcode.QRCode(border=MARGIN, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows: Sequence[Sequence[bool]] = code.get_matrix()
    size = len(rows)
    path = "".join(
        f"M{x} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in _runs(row)
    )
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"'
        f' aria-hidden="true"><rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    start = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            yield start, length
        start += length
