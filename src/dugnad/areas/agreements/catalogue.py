"""What can be shared and for what: assembled from the manifests of all areas."""

from __future__ import annotations

from collections.abc import Mapping

from dugnad.kernel.areas import manifests
from dugnad.kernel.areas.manifest import Text


def shareable() -> Mapping[str, Text]:
    """The kinds of data and services that a clause may share, by name."""
    return {name: says for manifest in manifests() for name, says in manifest.shares.items()}


def purposes() -> Mapping[str, Text]:
    """The purposes that a clause may name."""
    return {name: says for manifest in manifests() for name, says in manifest.purposes.items()}


def data_words(name: str) -> str:
    """The kind of data in the present language; its name when no area knows it any more."""
    return str(shareable().get(name, name))


def purpose_words(name: str) -> str:
    """The purpose in the present language; its name when no area knows it any more."""
    return str(purposes().get(name, name))
