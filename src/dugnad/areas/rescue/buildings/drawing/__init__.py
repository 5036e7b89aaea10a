"""Storeys drawn from above."""

from dugnad.areas.rescue.buildings.drawing.storeys import drawing, first_storey
from dugnad.areas.rescue.buildings.drawing.values import Drawing, Room

__all__ = ["Drawing", "Room", "drawing", "first_storey"]
