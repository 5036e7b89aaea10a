"""Cosignatures, against the specification's own construction put together by hand."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dugnad.engines.merkle import Checkpoint, CheckpointError, Fault, Signer, sign, verify
from dugnad.engines.merkle.cosignature import read_witness_line, witness, witness_line, witnessed_at

LOG = Signer("eksempel.example/ledger", Ed25519PrivateKey.from_private_bytes(b"l" * 32))
OSLO = Signer("oslo.example/witness", Ed25519PrivateKey.from_private_bytes(b"o" * 32))
AT = 1_795_000_000
NOTE = sign(Checkpoint(LOG.name, 7, b"r" * 32).text(), LOG)
PUBLIC = OSLO.key.public_key()


def test_the_line_is_as_the_specification_says() -> None:
    signed = witness(NOTE, OSLO, AT)
    assert signed.startswith(NOTE)
    dash, name, encoded = signed.removeprefix(NOTE).rstrip("\n").split(" ")
    data = b64decode(encoded)
    identity = hashlib.sha256(b"oslo.example/witness\n\x04" + PUBLIC.public_bytes_raw()).digest()[:4]
    assert (dash, name, data[:4], data[4:12]) == ("\u2014", OSLO.name, identity, AT.to_bytes(8, "big"))
    text = NOTE.partition("\n\n")[0] + "\n"
    PUBLIC.verify(data[12:], f"cosignature/v1\ntime {AT}\n{text}".encode())


def test_a_cosignature_tells_when_and_leaves_the_logs_own() -> None:
    signed = witness(NOTE, OSLO, AT)
    assert witnessed_at(signed, OSLO.name, PUBLIC) == AT
    assert verify(signed, {LOG.name: LOG.key.public_key()}) == (LOG.name,)


def test_who_has_not_signed() -> None:
    with pytest.raises(CheckpointError) as caught:
        witnessed_at(NOTE, OSLO.name, PUBLIC)
    assert caught.value.fault is Fault.NOT_SIGNED_BY_KNOWN_KEY


@pytest.mark.parametrize("place", [4, 11, 12, 75])
def test_one_changed_byte(place: int) -> None:
    start, _space, encoded = witness(NOTE, OSLO, AT).rstrip("\n").rpartition(" ")
    data = bytearray(b64decode(encoded))
    data[place] ^= 1
    with pytest.raises(CheckpointError) as caught:
        witnessed_at(f"{start} {b64encode(data).decode()}\n", OSLO.name, PUBLIC)
    assert caught.value.fault is Fault.SIGNATURE_WRONG


def test_another_text_under_the_same_line() -> None:
    line = witness(NOTE, OSLO, AT).removeprefix(NOTE)
    other = sign(Checkpoint(LOG.name, 8, b"r" * 32).text(), LOG)
    with pytest.raises(CheckpointError) as caught:
        witnessed_at(other + line, OSLO.name, PUBLIC)
    assert caught.value.fault is Fault.SIGNATURE_WRONG


def test_a_public_line_is_read_back() -> None:
    line = witness_line(OSLO.name, PUBLIC)
    name, key = read_witness_line(line)
    assert (name, key.public_bytes_raw()) == (OSLO.name, PUBLIC.public_bytes_raw())


@pytest.mark.parametrize("change", [lambda line: line[:-4], lambda line: "x" + line, lambda line: "hei"])
def test_a_line_that_is_no_key(change: object) -> None:
    with pytest.raises(CheckpointError):
        read_witness_line(change(witness_line(OSLO.name, PUBLIC)))  # type: ignore[operator]
