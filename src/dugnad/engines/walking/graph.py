"""A network ready for questions: junctions, what meets there, parts that hang together, and sections by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from dugnad.engines.walking.network import Section

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Whom one meets: the other junction, micrometres, the section's number.
Step = tuple[int, int, int]


class Graph:
    """Junctions are numbered by their place, sections by their id, so that nothing depends on a file's order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.places = sorted({p for one in sections for p in (one.points[0], one.points[-1])})
        number = {place: n for n, place in enumerate(self.places)}
        self.ends = [(number[one.points[0]], number[one.points[-1]]) for one in sections]
        self.steps = self._steps()
        self.parts = self._parts()
        self.number_of = {one.id: n for n, one in enumerate(sections)}
        self._boxes = self._make_boxes()

    def _steps(self) -> list[tuple[Step, ...]]:
        found: list[list[Step]] = [[] for _place in self.places]
        for n, (a, b) in enumerate(self.ends):
            length = self.sections[n].length
            found[a].append((b, length, n))
            if a != b:
                found[b].append((a, length, n))
        return [tuple(one) for one in found]

    def _parts(self) -> list[int]:
        """For each junction the lowest number of a junction that can be reached from it."""
        part = [-1] * len(self.places)
        for first in range(len(part)):
            if part[first] < 0:
                self._spread(part, first)
        return part

    def _spread(self, part: list[int], first: int) -> None:
        part[first], waiting = first, [first]
        while waiting:
            for other, _length, _section in self.steps[waiting.pop()]:
                if part[other] < 0:
                    part[other] = first
                    waiting.append(other)

    def part_of(self, section: int) -> int:
        """The part that a section belongs to."""
        return self.parts[self.ends[section][0]]

    def _make_boxes(self) -> npt.NDArray[np.int64]:
        import numpy as np

        rows = []
        for one in self.sections:
            xs, ys = zip(*one.points, strict=True)
            rows.append((min(xs), min(ys), max(xs), max(ys)))
        return np.array(rows, dtype=np.int64)

    @cached_property
    def rows(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]]:
        """All steps as arrays: where each junction's end, where they lead (shortest only), their lengths."""
        import numpy as np

        best = [_shortest(steps) for steps in self.steps]
        ends = np.cumsum([0, *map(len, best)], dtype=np.int32)
        to = np.array([other for steps in best for other in steps], dtype=np.int32)
        return ends, to, np.array([more for steps in best for more in steps.values()], dtype=np.float64)

    @cached_property
    def bounds(self) -> tuple[int, int, int, int]:
        """West, south, east, north of the whole."""
        low, high = self._boxes.min(axis=0), self._boxes.max(axis=0)
        return int(low[0]), int(low[1]), int(high[2]), int(high[3])

    def within(self, west: int, south: int, east: int, north: int) -> list[int]:
        """Sections whose box touches this one, by number."""
        import numpy as np

        boxes = self._boxes
        x = (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
        y = (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        return [int(n) for n in np.nonzero(x & y)[0]]

    def members(self) -> Iterator[tuple[int, list[int]]]:
        """Each part with its sections, the longest part first."""
        found: dict[int, list[int]] = {}
        for n in range(len(self.sections)):
            found.setdefault(self.part_of(n), []).append(n)
        total = {part: sum(self.sections[n].length for n in own) for part, own in found.items()}
        yield from sorted(found.items(), key=lambda item: (-total[item[0]], item[0]))


def _shortest(steps: Sequence[Step]) -> dict[int, int]:
    found: dict[int, int] = {}
    for other, length, _section in steps:
        found[other] = min(length, found.get(other, length))
    return found
