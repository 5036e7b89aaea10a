"""The one router: operations on the same address must stand in the same router."""

from typing import Any

from ninja import Router

from dugnad.kernel.areas.shapes import Problem

router = Router(tags=["agreements"])


def answers(shape: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    """What an operation answers: its own shape, and problem details with these statuses besides 401."""
    return {status: shape, **dict.fromkeys((401, *problems), Problem)}
