"""What the steps of one scenario have said so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from dugnad.areas.casework.rulebook.deciding import (
    Decided,
    Known,
)
from dugnad.areas.casework.rulebook.document import Overlay, Package, Text


class Refused(ValueError):
    """A step cannot be taken; `args` are the code and what was found."""


@dataclass
class Case:
    """What the steps of one scenario have said so far."""

    package: Package
    digest: str
    facts: dict[str, Known] = field(default_factory=dict)
    own: dict[str, tuple[tuple[dt.date, Decimal], ...]] = field(default_factory=dict)
    bodies: dict[str, Text] = field(default_factory=dict)
    consent: bool = True
    decided: Decided | None = None

    @property
    def overlay(self) -> Overlay:
        """What the city has of its own."""
        return Overlay(values=self.own, bodies=self.bodies)

    @property
    def end(self) -> Decided:
        """How it was decided; Refused before it is."""
        if self.decided is None:
            raise Refused("not_decided_yet")
        return self.decided
