"""Registers that know facts of people: none until an operator connects them; `standin` has invented people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register knows of one fact; `provenance`: what it rests on, `lacks` in it why there is no value."""

    value: str
    unit: str
    at: dt.datetime
    provenance: Mapping[str, Any] = field(default_factory=dict)


class NoRegisters:
    """No register is connected: nothing is known, and a person asks."""

    def known(self, register: str) -> bool:
        return False

    def ask(
        self,
        register: str,
        names: Sequence[str],
        *,
        subject: str,
        born: dt.date,
        day: dt.date,
        city: str,
        given: Mapping[str, str],
    ) -> Mapping[str, Answer]:
        return {}

    def choices(self, register: str, name: str, *, city: str) -> Sequence[str]:
        return ()
