"""The embedded authority's keys: made once, kept encrypted under the installation's secret."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import timezone

from dugnad.engines.pades.authority import (
    Person,
    Validity,
    create_root,
    create_timestamp_authority,
    issue_signatory,
    new_key,
    new_serial,
)
from dugnad.engines.pades.credentials import Credential, from_pem, to_pem
from dugnad.engines.pades.revoking import make_crl
from dugnad.engines.pades.timestamping import EmbeddedTimeStamper
from dugnad.kernel.agreements.models import SigningCredential

ROOT: Final = "root"
TIME: Final = "time"
_LASTS: Final = timedelta(days=20 * 365)
_ONE_SIGNATURE: Final = timedelta(hours=1)
_CLOCK_SKEW: Final = timedelta(minutes=5)
_LIST_LASTS: Final = timedelta(days=7)
_BOUND: Final = 64
_own = threading.local()


def root() -> Credential:
    """The root of this installation, made at first use."""
    return _kept(ROOT, lambda: create_root("Dugnad", _validity(), key=new_key(), serial=new_serial()))


def known_root() -> Credential | None:
    """The root of this installation if it was made already."""
    row = SigningCredential.objects.filter(name=ROOT).first()
    return _opened(row.pem) if row else None


def time_authority() -> Credential:
    """The time-stamp authority under the root, made at first use."""
    return _kept(
        TIME,
        lambda: create_timestamp_authority(
            root(), "Dugnad time", _validity(), key=new_key(), serial=new_serial()
        ),
    )


def timestamper() -> EmbeddedTimeStamper:
    """Stamps with this machine's clock. Each thread keeps its own, which need not be tried out again."""
    authority = time_authority()
    if getattr(_own, "authority", None) is not authority:
        _own.authority = authority
        _own.stamper = EmbeddedTimeStamper(authority, clock=lambda: datetime.now(UTC))
    stamper: EmbeddedTimeStamper = _own.stamper
    return stamper


def one_time_credential(person: Person, at: datetime) -> Credential:
    """A fresh key and certificate for one signature by the person, good for an hour."""
    named = Person(
        _clip(person.name), _clip(person.organisation), person.organisation_number, _clip(person.authority)
    )
    validity = Validity(at - _CLOCK_SKEW, at + _ONE_SIGNATURE)
    return issue_signatory(root(), named, validity, key=new_key(), serial=new_serial())


def revocation_list(at: datetime) -> bytes:
    """The root's list, DER; empty, since a certificate serves one signature and its key is then gone."""
    number = int(at.timestamp())
    return make_crl(root(), (), number=number, issued=at - _CLOCK_SKEW, next_update=at + _LIST_LASTS)


def _clip(text: str) -> str:
    """What a certificate has room for (X.520)."""
    return text if len(text) <= _BOUND else text[: _BOUND - 1] + "…"


def _validity() -> Validity:
    now = timezone.now()
    return Validity(now - _CLOCK_SKEW, now + _LASTS)


def _kept(name: str, make: Callable[[], Credential]) -> Credential:
    row = SigningCredential.objects.filter(name=name).first()
    if row is None:
        pem = to_pem(make(), _passphrase()).decode()
        row, _ = SigningCredential.objects.get_or_create(name=name, defaults={"pem": pem})
    return _opened(row.pem)


@cache
def _opened(pem: str) -> Credential:
    return from_pem(pem.encode(), _passphrase())


def _passphrase() -> bytes:
    return hashlib.sha256(f"dugnad signing {settings.SECRET_KEY}".encode()).hexdigest().encode()
