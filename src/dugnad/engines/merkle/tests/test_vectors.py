"""Published vectors and an independent implementation."""

from base64 import b64decode
from hashlib import sha256

import pymerkle
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    parse,
    verify,
    verify_consistency,
    verify_inclusion,
)
from dugnad.engines.merkle.tests.reference import mth, stored

# Certificate Transparency reference implementation, merkle_tree_test.cc.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
FIRST, PAIR_1, QUAD_1 = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
PAIR_3 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
PAIR_2 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
PATHS = [
    (0, 1, []),
    (0, 8, [FIRST, PAIR_1, QUAD_1]),
    (5, 8, [LEAF_4, PAIR_3, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], PAIR_1, LEAF_4]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, [FIRST, PAIR_1, QUAD_1]),
    (6, 8, [PAIR_2, PAIR_3, ROOTS[4]]),
    (2, 5, [PAIR_1, LEAF_4]),
]


def hexes(hashes: list[bytes]) -> list[str]:
    return [value.hex() for value in hashes]


def test_published_roots() -> None:
    for size, root in enumerate(ROOTS):
        entries = LEAVES[:size]
        assert Frontier().extend(leaf_hashes(entries)).root().hex() == root
        assert mth(entries).hex() == root
    assert sha256(b"").digest() == EMPTY_ROOT


def test_leaves_and_nodes_cannot_be_confused() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert node_hash(left, right) != node_hash(right, left)


@pytest.mark.parametrize(("index", "size", "expected"), PATHS)
def test_published_inclusion_proofs(index: int, size: int, expected: list[str]) -> None:
    found = inclusion_proof(index, size, stored(LEAVES).reader())
    assert hexes(found) == expected
    assert verify_inclusion(leaf_hash(LEAVES[index]), index, size, found, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new", "expected"), CONSISTENCY)
def test_published_consistency_proofs(old: int, new: int, expected: list[str]) -> None:
    found = consistency_proof(old, new, stored(LEAVES).reader())
    assert hexes(found) == expected
    assert verify_consistency(old, new, found, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]))


# An entry of the public log log2025-1.rekor.sigstore.dev, with the log's own proof and signature.
REKOR_KEY = "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244="
REKOR_ENTRY = (
    "eyJhcGlWZXJzaW9uIjoiMC4wLjIiLCJraW5kIjoiaGFzaGVkcmVrb3JkIiwic3BlYyI6eyJoYXNoZWRSZWtvcmRWMDAyIjp7"
    "ImRhdGEiOnsiYWxnb3JpdGhtIjoiU0hBMl8yNTYiLCJkaWdlc3QiOiI1ZEoyU2FrVWVPWFk0dXQxaEJIUG9teitoVG42dGMw"
    "S1R6Y0dvc0ErZXBFPSJ9LCJzaWduYXR1cmUiOnsiY29udGVudCI6Ik1FWUNJUURjSk84Mm56MXJydHUxRHhTcHJ1WDFvZ0p1"
    "bThkbDRJaUdCTVB6M2pZY2JnSWhBS3dROHdOdTFPbjhwWWZoQUpDSzhPcVQwT09HVGgveUFRK0FuL2UzZC9kVSIsInZlcmlm"
    "aWVyIjp7ImtleURldGFpbHMiOiJQS0lYX0VDRFNBX1AyNTZfU0hBXzI1NiIsInB1YmxpY0tleSI6eyJyYXdCeXRlcyI6Ik1G"
    "a3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRTBxOVErdGRHMTk1Q1hLZm1VeDFZYXR2Wi9tTjNyaGpwT2ZtMWx2"
    "c2tXcHJIOVB4cGU5WGM2TGpFSmJCY1ZQaHV0a2ZVdkJCOVJEays0MlNORTYvNXhnPT0ifX19fX19"
)
REKOR_PROOF = [
    "KIoYVJ0TqmaEkFboP7YWTjSh8vFjVECmokcTOAByfIM=",
    "Umf0h0cK2hegTzNnSgsXszyiA4bp5OvEvP+GrWq3C8w=",
    "vNQeSNBfepYZI2Ez3ViKdCft0JH87ZS8IGKwixxUVjc=",
    "JBAugd5awOqmHXIKgz1MOjlR5f37VqmP0bWoRVcHX5M=",
    "xYH2mAxGxfOgvSOLnItT2LsJt+Z2a2egjf8QJFwK7jA=",
    "PbZWM3NitzChx9A22m/kddDtzh2bAKX5Fy7j76l3z2k=",
    "sKX9Sbsahvw5DiC2oP6pbZsDi1NzuNS1nIULXkCC57o=",
    "pfTCxXHnCM253jwYxVJcuUhmoTTtDxznn92QhN0M4Ws=",
    "cJ8uk2ZvZyfg+HRILKOHcyHu2pvI8Fz3R1MyMvyzWtA=",
]
REKOR_CHECKPOINT = (
    "log2025-1.rekor.sigstore.dev\n412115\n+8vUkEgBK/ansexBUomzocaWoPEmPIzxJC/y+xNMQN4=\n\n"
    "\u2014 log2025-1.rekor.sigstore.dev "
    "zxGZFahCZ/+MqTjH4rC5MWcdLDWbpetE5l30RZfQc4BQkRjWSoKipEUPjvHENeZDHIlAsuezJcLzUVvItpNjaSRoMAs=\n"
)


def test_an_entry_of_a_public_log_is_proven_from_its_signature_down() -> None:
    key = load_der_public_key(b64decode(REKOR_KEY))
    assert isinstance(key, Ed25519PublicKey)
    name = "log2025-1.rekor.sigstore.dev"
    assert verify(REKOR_CHECKPOINT, {name: key}) == (name,)
    checkpoint = parse(REKOR_CHECKPOINT)
    leaf, found = leaf_hash(b64decode(REKOR_ENTRY)), [b64decode(value) for value in REKOR_PROOF]
    assert verify_inclusion(leaf, 412114, checkpoint.size, found, checkpoint.root)
    assert not verify_inclusion(leaf, 412113, checkpoint.size, found, checkpoint.root)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=300), st.data())
def test_pymerkle_agrees(entries: list[bytes], data: st.DataObject) -> None:
    judge = pymerkle.InmemoryTree(algorithm="sha256")
    judge.append_entries(entries)
    size = len(entries)
    old, index = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    read = stored(entries).reader()
    assert Frontier().extend(leaf_hashes(entries)).root() == judge.get_root()
    theirs = judge.prove_inclusion(index + 1, size)
    assert [leaf_hash(entries[index]), *inclusion_proof(index, size, read)] == theirs.path
    assert verify_inclusion(leaf_hash(entries[index]), index, size, theirs.path[1:], judge.get_root())
    grown = consistency_proof(old, size, read)
    assert verify_consistency(old, size, grown, judge.get_root(old), judge.get_root())
