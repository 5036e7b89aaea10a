"""Fills the demo with what each part of the lab invents."""

from __future__ import annotations

from dugnad.areas.lab.business import demo as business
from dugnad.areas.lab.maturity import demo as maturity


def make() -> None:
    """All of it; what is there already stays."""
    maturity.make()
    business.make()
