"""The built-in functions of FEEL, by name."""

from dugnad.engines.dmn.library import (
    aggregates,
    contexts,
    conversions,
    lists,
    numbers,
    ranges,
    strings,
    temporals,
)
from dugnad.engines.dmn.library.registry import BUILTINS, Builtin

__all__ = [
    "BUILTINS",
    "Builtin",
    "aggregates",
    "contexts",
    "conversions",
    "lists",
    "numbers",
    "ranges",
    "strings",
    "temporals",
]
