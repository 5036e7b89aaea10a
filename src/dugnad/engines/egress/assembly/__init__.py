"""From the elements that a reader of plans found to one `Plan`: pairing doors, linking storeys, finding ways out."""

from dugnad.engines.egress.assembly.values import (
    Assembly,
    Loose,
    Note,
    Raw,
    RawBorder,
    RawDoor,
    RawLift,
    RawRamp,
    RawSpace,
    RawStair,
    RawWall,
    Step,
    Unusable,
)


def assemble(raw: Raw) -> Assembly:
    """The plan of what a reader found; see `joining.assemble`.

    Raises Unusable. Geometry is loaded only here: whoever only looks at plans does without.
    """
    from dugnad.engines.egress.assembly.joining import assemble as join

    return join(raw)


__all__ = [
    "Assembly",
    "Loose",
    "Note",
    "Raw",
    "RawBorder",
    "RawDoor",
    "RawLift",
    "RawRamp",
    "RawSpace",
    "RawStair",
    "RawWall",
    "Step",
    "Unusable",
    "assemble",
]
