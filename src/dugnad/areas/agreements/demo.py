"""Agreements of the demo network."""

from __future__ import annotations


def make_demo() -> None:
    """Filled in below."""
