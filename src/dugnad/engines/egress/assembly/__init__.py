"""From the elements that a reader of plans found to one `Plan`: pairing doors, linking storeys, finding ways out."""

from dugnad.engines.egress.assembly.joining import assemble
from dugnad.engines.egress.assembly.values import (
    Assembly,
    Loose,
    Note,
    Raw,
    RawBorder,
    RawDoor,
    RawLift,
    RawSpace,
    RawStair,
    RawWall,
    Step,
    Unusable,
)

__all__ = [
    "Assembly",
    "Loose",
    "Note",
    "Raw",
    "RawBorder",
    "RawDoor",
    "RawLift",
    "RawSpace",
    "RawStair",
    "RawWall",
    "Step",
    "Unusable",
    "assemble",
]
