"""An installation with a seal and a time-stamp authority from outside: the settings of production."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.test import override_settings
from django.utils import translation
from django.utils.module_loading import import_string

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import AgreementState
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, api, browser
from dugnad.areas.agreements.verification import examine, tell
from dugnad.engines.pades.authority import Person, Validity, issue_signatory, new_key, new_serial
from tests import people

OWNER = Person("Eksempel Drift", "Eksempel Drift AS", "312000002", "Seal")
OUTSIDE = "dugnad.connectors.timestamp.tests.responder"


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Any]:
    """The settings of an installation that signs with a seal of its own."""
    authority = import_string(f"{OUTSIDE}.Authority")(tmp_path)
    now = datetime.now(UTC)
    validity = Validity(now - timedelta(hours=1), now + timedelta(days=30))
    made = issue_signatory(authority.root, OWNER, validity, key=new_key(), serial=new_serial())
    file = tmp_path / "seal.p12"
    protection = BestAvailableEncryption(b"secret")
    file.write_bytes(serialize_key_and_certificates(b"seal", made.key, made.certificate, [], protection))
    with import_string(f"{OUTSIDE}.serving")(authority.answer) as url:
        named = {"SIGNING_CERTIFICATE": str(file), "SIGNING_PASSPHRASE": "secret", "TSA_URL": url}
        with override_settings(**named, SIGNING_TRUST=str(authority.trust)):
            yield authority


def test_the_seal_vouches_for_each_who_signs(pair: Pair, outside: Any) -> None:
    row = makers.signed(pair)
    services.finalise(round=row.rounds.get().id)
    with translation.override("en"):
        told = tell(examine(makers.pdf_of(row)))
    assert told.ok
    assert [(one.who, one.authority) for one in told.signatures] == [
        ("Kari Eksempel", people.AUTHORITY),
        ("Ola Eksempel", people.AUTHORITY),
    ]
    assert all("Eksempel Drift AS vouches" in one.notes[0] for one in told.signatures)
    page = browser(pair.kari).get(f"/agreements/{row.id}/")
    assert page.context["legal_notice"] is None


def test_the_seal_vouches_for_one_who_took_over(pair: Pair, outside: Any) -> None:
    row = makers.sent(pair)
    eva = people.person("Eva Eksempel", pair.oslo, "signatory", authority="Fullmakt 7")
    place = makers.place_of(row, pair.kari)
    services.delegate(actor=makers.acting(pair.kari), agreement=row.id, signature=place.id, to=eva.id)
    makers.sign(row, eva, pair.ola)
    told = tell(examine(makers.pdf_of(row)))
    assert told.ok
    assert told.signatures[0].who == "Eva Eksempel"
    assert told.signatures[0].authority == (
        "Signerer for Eksempel Oslo: Fullmakt 7, i stedet for Kari Eksempel"
    )


def test_a_seal_that_cannot_be_opened_sends_nothing(pair: Pair, outside: Any) -> None:
    row = makers.draft(pair)
    signatories = [{"organisation": str(org), "person": str(person)} for org, person in pair.signatories]
    with override_settings(SIGNING_PASSPHRASE="wrong"):
        answer = api(
            browser(pair.kari),
            "post",
            f"/agreements/{row.id}/send",
            {"seen": row.version, "signatories": signatories},
        )
    assert answer.status_code == 503
    row.refresh_from_db()
    assert row.state == AgreementState.DRAFT
