"""The purposes for which grants let something be read: all that the manifests name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dugnad.kernel.areas.manifest import Text
from dugnad.kernel.areas.registry import manifests


def known_purposes() -> Mapping[str, Text]:
    """Every purpose in words, by name, in the order of the manifests."""
    return {name: says for manifest in manifests() for name, says in manifest.purposes.items()}


def in_words(purposes: Iterable[str]) -> str:
    """Purposes in the present language; the name itself where no area knows it any more."""
    known = known_purposes()
    return ", ".join(str(known.get(name, name)) for name in purposes)
