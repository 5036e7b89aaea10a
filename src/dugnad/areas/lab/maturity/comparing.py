"""The average of similar organisations, without telling of any one of them. Pure: no clock, no database.

Averages are sums over blocks. A block holds the scores of six or more organisations in one sum, and never changes. So
each of its own organisations, having taken its own score out, still sees the sum of at least five others; and however
many averages are laid beside one another, before and after somebody has answered, for a wide group and a narrow one,
what they differ by is again whole blocks: one organisation's score is never the difference. Blocks hold an
organisation once: a newer score waits until the block with the older is too old to count.

What remains: organisations that put their own scores together see an average of fewer than five others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

AT_LEAST = 5
"""How many other organisations stand behind each figure that is shown."""
BLOCK = AT_LEAST + 1
LATER = 2 * BLOCK
"""How many must wait before a wide group that has an average gets more to it: they may yet make a narrow one."""
LIFE = timedelta(days=730)
"""How long a block counts."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What organisations have in common: the test, their kind, group of sectors and size; empty: anything."""

    test: str
    kind: str = ""
    group: str = ""
    size: str = ""

    def holds(self, other: Cell) -> bool:
        pairs = ((self.kind, other.kind), (self.group, other.group), (self.size, other.size))
        return self.test == other.test and all(not mine or mine == theirs for mine, theirs in pairs)

    def widening(self) -> Iterator[Cell]:
        """From the most similar to all that took the same test."""
        yield self
        yield Cell(self.test, self.kind, self.group)
        yield Cell(self.test, self.kind)
        yield Cell(self.test)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One organisation's latest complete score that is in no block yet."""

    assessment: UUID
    cell: Cell


@dataclass(frozen=True, slots=True)
class Summed:
    """A block: what its organisations share, how many they are, and the sums of dimensions and total."""

    id: UUID
    cell: Cell
    organisations: int
    sums: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The reader's own score in a block."""

    block: UUID
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Average:
    """What the others have on average, rounded to whole points: dimensions, then the total."""

    cell: Cell
    organisations: int
    values: tuple[int, ...]


def closable(
    newcomer: Cell, waiting: Collection[Waiting], blocks: Collection[Summed]
) -> tuple[Cell, list[Waiting]] | None:
    """The narrowest group around a newcomer in which those who wait make a block, with them; None if none does.

    `waiting`: each organisation at most once.
    """
    for place, cell in enumerate(newcomer.widening()):
        inside = [one for one in waiting if cell.holds(one.cell)]
        shown = place > 0 and any(cell.holds(block.cell) for block in blocks)
        if len(inside) >= (LATER if shown else BLOCK):
            return cell, inside
    return None


def average(reader: Cell, blocks: Iterable[Summed], own: Own | None = None) -> Average | None:
    """The average of the narrowest group around the reader that has one, the reader's own score taken out."""
    known = list(blocks)
    for cell in reader.widening():
        inside = [block for block in known if cell.holds(block.cell)]
        counted = own is not None and any(block.id == own.block for block in inside)
        others = sum(block.organisations for block in inside) - counted
        if others >= AT_LEAST:
            rows = [block.sums for block in inside]
            return Average(cell, others, _mean(rows, own.scores if own and counted else None, others))
    return None


def _mean(rows: Sequence[Sequence[float]], own: Sequence[float] | None, others: int) -> tuple[int, ...]:
    out = own or (0.0,) * len(rows[0])
    sums = (sum(column) - mine for column, mine in zip(zip(*rows, strict=True), out, strict=True))
    return tuple(round(min(max(total / others, 0.0), 100.0)) for total in sums)
