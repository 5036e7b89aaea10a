"""What an evaluation did, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dugnad.engines.dmn.values import Value


class TableStep(NamedTuple):
    """A decision table: its inputs, the rules that matched (counted from 0), its value."""

    table: Any
    inputs: tuple[Value, ...]
    matched: tuple[int, ...]
    value: Value

    @property
    def id(self) -> str:
        """The id of the table in the model."""
        return str(self.table.id)

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rules that matched."""
        return tuple(self.table.rows[at] for at in self.matched)

    @property
    def annotations(self) -> tuple[Mapping[str, str], ...]:
        """The annotations of the rules that matched."""
        return tuple(self.table.annotations[at] for at in self.matched)

    def named_inputs(self) -> dict[str, Value]:
        """The inputs by the names of their columns."""
        return dict(zip(self.table.inputs, self.inputs, strict=True))


class DecisionStep(NamedTuple):
    """A decision: what it required, its value."""

    name: str
    id: str
    inputs: tuple[Value, ...]
    value: Value
    required: tuple[str, ...]

    def named_inputs(self) -> dict[str, Value]:
        """What the decision required, by name."""
        return dict(zip(self.required, self.inputs, strict=True))
