"""A tamper-evident log: RFC 6962 Merkle tree in tiles, proofs, signed checkpoints, and a full audit."""

from dugnad.engines.merkle.audit import audit
from dugnad.engines.merkle.checkpoint import Checkpoint, cosign, parse, sign, verify
from dugnad.engines.merkle.errors import CheckpointError, Fault, MerkleError, TileError
from dugnad.engines.merkle.findings import Code, Finding, Report
from dugnad.engines.merkle.frontier import Frontier
from dugnad.engines.merkle.hashing import EMPTY_ROOT, leaf_hash, leaf_hashes, node_hash
from dugnad.engines.merkle.note import Signer
from dugnad.engines.merkle.proofs import (
    NodeReader,
    consistency_proof,
    frontier_of,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from dugnad.engines.merkle.tiles import TileReader, TileStore, append_tiles

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "CheckpointError",
    "Code",
    "Fault",
    "Finding",
    "Frontier",
    "MerkleError",
    "NodeReader",
    "Report",
    "Signer",
    "TileError",
    "TileReader",
    "TileStore",
    "append_tiles",
    "audit",
    "consistency_proof",
    "cosign",
    "frontier_of",
    "inclusion_proof",
    "leaf_hash",
    "leaf_hashes",
    "node_hash",
    "parse",
    "sign",
    "verify",
    "verify_consistency",
    "verify_inclusion",
]
