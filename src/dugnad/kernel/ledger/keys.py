"""The key that signs checkpoints: made once, kept encrypted under the installation's secret."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from dugnad.engines.merkle import Signer
from dugnad.kernel.ledger.models import SigningKey


class KeyClosed(RuntimeError):
    """The ledger's key does not open with the installation's secret."""


def log_name() -> str:
    """What a new log is called in its checkpoints: the installation's address without its scheme."""
    return f"{settings.ORIGIN.split('://')[-1]}/ledger"


def passphrase(purpose: str) -> bytes:
    """A passphrase for keys of one purpose, from the installation's secret."""
    return hashlib.sha256(f"dugnad {purpose} {settings.SECRET_KEY}".encode()).hexdigest().encode()


def signer() -> Signer:
    """The key this installation signs with, made at first use. Its name is the log's name for good.

    Raises `KeyClosed` when the installation's secret is not the one the key was made under.
    """
    row = SigningKey.objects.order_by("made_at").last() or _make()
    return Signer(row.name, _load(row.private_pem, passphrase("ledger")))


@lru_cache(maxsize=16)
def _load(pem: str, secret: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.encode(), secret)
    except (ValueError, TypeError) as error:
        raise KeyClosed from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyClosed
    return key


@transaction.atomic
def _make() -> SigningKey:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase("ledger")),
    )
    public = key.public_key().public_bytes_raw().hex()
    row, _ = SigningKey.objects.get_or_create(
        name=log_name(), defaults={"private_pem": pem.decode(), "public": public}
    )
    return row


def public_keys() -> dict[str, Ed25519PublicKey]:
    """The keys that sign for this log, by name.

    Only those that the installation's secret opens: a key that was put into the table by someone who
    can write there, but does not know the secret, is none of ours.
    """
    found: dict[str, Ed25519PublicKey] = {}
    for row in SigningKey.objects.order_by("made_at"):
        try:
            found[row.name] = _load(row.private_pem, passphrase("ledger")).public_key()
        except KeyClosed:
            continue
    return found
