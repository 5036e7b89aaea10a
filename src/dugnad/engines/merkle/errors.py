"""What the Merkle engine raises. Messages are for developers; callers translate the codes."""

from enum import StrEnum


class MerkleError(ValueError):
    """Base of every error of this package: an argument that no tree of that size can have."""


class TileError(MerkleError):
    """A tile lacks a hash that the tree of the given size must hold."""

    def __init__(self, level: int, index: int) -> None:
        """Name the tile: `level` and `index` as in the tile layout."""
        super().__init__(f"tile {level}/{index} is missing or too short")
        self.level = level
        self.index = index


class Fault(StrEnum):
    """Why a signed checkpoint is refused."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    CONTROL_CHARACTER = "control_character"
    NO_SIGNATURES = "no_signatures"
    TOO_MANY_SIGNATURES = "too_many_signatures"
    SIGNATURE_LINE = "signature_line"
    KEY_NAME = "key_name"
    TOO_FEW_LINES = "too_few_lines"
    ORIGIN = "origin"
    SIZE = "size"
    ROOT = "root"
    EXTENSION = "extension"
    SIGNATURE_WRONG = "signature_wrong"
    NOT_SIGNED_BY_KNOWN_KEY = "not_signed_by_known_key"


class CheckpointError(MerkleError):
    """A note or checkpoint is malformed or not signed as it claims; `fault` says which."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        """Keep the code; `detail` is the offending line or name, for logs."""
        super().__init__(f"{fault}: {detail[:200]!r}" if detail else str(fault))
        self.fault = fault
