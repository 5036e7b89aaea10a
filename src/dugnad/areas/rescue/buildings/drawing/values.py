"""A storey as plain values for `rescue/_plan.html`, in metres with y downwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a room's name."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Room:
    """`points` for <polygon>; `classes` tell kind and state; `title` is read aloud."""

    id: str
    name: str
    points: str
    classes: str
    lines: tuple[Line, ...]
    size: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A door, opening, exit, stair or lift. `angle` in degrees, `half` its width's half in metres; `sign` stands for
    what has no width on the plan. `loose`: it leads nowhere."""

    id: str
    kind: str
    title: str
    classes: str
    x: float
    y: float
    half: float
    angle: float
    sign: str = ""
    loose: bool = False

    @property
    def width(self) -> float:
        return 2 * self.half

    @property
    def upright(self) -> float:
        """What turns its sign back."""
        return -self.angle


@dataclass(frozen=True, slots=True)
class Sign:
    """A thing at its place, with its word. `title` is read aloud."""

    title: str
    classes: str
    word: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A storey, ready to be drawn. `box` is the viewBox, `wide` says which side of it is longer."""

    storey: str
    name: str
    box: str
    outline: str
    rooms: tuple[Room, ...]
    passages: tuple[Passage, ...]
    wide: bool
    marks: tuple[Sign, ...] = ()
