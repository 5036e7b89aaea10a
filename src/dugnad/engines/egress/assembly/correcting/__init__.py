"""What an owner says of a plan that the file did not: each correction gives a new assembly and leaves the old."""

from collections.abc import Callable, Mapping

from dugnad.engines.egress.assembly.correcting.adding import add_exit, add_stair, join
from dugnad.engines.egress.assembly.correcting.asked import Values, Wrong
from dugnad.engines.egress.assembly.correcting.spaces import rename, set_kind, set_refuge
from dugnad.engines.egress.assembly.correcting.ways import remove, set_fire_door, set_width
from dugnad.engines.egress.assembly.values import Assembly

__all__ = ["KINDS", "Wrong", "correct"]

KINDS: Mapping[str, Callable[[Assembly, Values], Assembly]] = {
    "exit": add_exit,
    "join": join,
    "stair": add_stair,
    "refuge": set_refuge,
    "rename": rename,
    "kind": set_kind,
    "width": set_width,
    "fire_door": set_fire_door,
    "remove": remove,
}


def correct(assembly: Assembly, kind: str, values: Values) -> Assembly:
    """The assembly with one correction of a kind of `KINDS`; raises Wrong."""
    if kind not in KINDS:
        raise Wrong("kind", "unknown")
    return KINDS[kind](assembly, values)
