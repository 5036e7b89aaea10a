"""The key that signs checkpoints: made once, kept encrypted under the installation's secret."""

from __future__ import annotations

import hashlib
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from dugnad.engines.merkle import Signer
from dugnad.kernel.ledger.models import SigningKey


def log_name() -> str:
    """The log's origin in checkpoints: the installation's address without its scheme."""
    return f"{settings.ORIGIN.split('://')[-1]}/ledger"


def passphrase(purpose: str) -> bytes:
    """A passphrase for keys of one purpose, from the installation's secret."""
    return hashlib.sha256(f"dugnad {purpose} {settings.SECRET_KEY}".encode()).hexdigest().encode()


def signer() -> Signer:
    """The key this installation signs with, made at first use."""
    row = SigningKey.objects.order_by("made_at").last() or _make()
    return Signer(row.name, _load(row.private_pem))


@cache
def _load(pem: str) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), passphrase("ledger"))
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("the ledger's key is not Ed25519")
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
    """Every key that this log was ever signed with, by name."""
    rows = SigningKey.objects.values_list("name", "public")
    return {name: Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)) for name, public in rows}
