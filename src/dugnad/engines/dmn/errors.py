"""What can be wrong: with a model (an exception), or with one value on the way (a problem, listed)."""

from __future__ import annotations

from dataclasses import dataclass


class ModelError(ValueError):
    """The model cannot be used: where, and why."""

    def __init__(self, cause: str, place: str = "") -> None:
        super().__init__(f"{place}: {cause}" if place else cause)
        self.cause, self.place = cause, place


class FeelSyntaxError(ModelError):
    """An expression that the grammar of FEEL does not allow."""


class LimitReached(Exception):
    """An evaluation that would take too much time or memory."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value became null: the place in the model, and the cause."""

    place: str
    cause: str

    def __str__(self) -> str:
        return f"{self.place}: {self.cause}" if self.place else self.cause
