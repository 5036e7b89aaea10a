"""The personal data of this area: given back, forgotten on request, let go in time."""

from __future__ import annotations

import json
from datetime import timedelta

from django.utils import timezone

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import Agreement, Signature, SigningRound
from dugnad.areas.agreements.personal import KEPT, PERSONAL_DATA
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, acting

SIGNATURES, WRITING = PERSONAL_DATA


def test_a_person_is_given_what_they_signed(pair: Pair) -> None:
    row = makers.signed(pair)
    files = dict(SIGNATURES.export(pair.kari.id))
    (signature,) = json.loads(files["signatures.json"])
    assert signature["agreement"] == row.title
    assert signature["for_organisation"] == pair.oslo.name
    assert files[f"signed-{row.rounds.get().id}.pdf"] == makers.pdf_of(row)
    assert dict(SIGNATURES.export(pair.stranger.id)) == {}


def test_a_person_is_given_what_they_wrote(pair: Pair) -> None:
    makers.sent(pair)
    files = dict(WRITING.export(pair.kari.id))
    assert json.loads(files["agreements-sent.json"])[0]["message"] == "Vi gleder oss."
    assert json.loads(files["agreements-written.json"])[0]["title"] == "Samarbeid om beredskap"
    assert dict(WRITING.export(pair.ola.id)) == {}


def test_what_binds_is_kept_and_the_rest_forgotten(pair: Pair) -> None:
    makers.signed(pair)
    declined = makers.sent(pair)
    place = makers.place_of(declined, pair.kari)
    services.decline(actor=acting(pair.kari), agreement=declined.id, signature=place.id, reason="Min grunn.")
    assert SIGNATURES.erase(pair.kari.id) == 1
    assert WRITING.erase(pair.kari.id) == 4
    assert not Signature.objects.exclude(reason="").exists()
    assert Signature.objects.filter(person=pair.kari, state="signed").count() == 1
    assert not Agreement.objects.filter(written_by=pair.kari).exists()


def test_ten_years_after_its_end_the_signatures_go(pair: Pair) -> None:
    row = makers.signed(pair)
    services.revoke(actor=acting(pair.kari), agreement=row.id, reason="Slutt.")
    assert SIGNATURES.expire
    assert WRITING.expire
    now = timezone.now()
    before, after = now + KEPT - timedelta(days=1), now + KEPT + timedelta(days=1)
    assert SIGNATURES.expire(before) == WRITING.expire(before) == 0
    assert SigningRound.objects.exists()
    assert SIGNATURES.expire(after) > 0
    assert WRITING.expire(after) == 1
    assert not Signature.objects.exists()
    assert Agreement.objects.get().written_by is None
    page = makers.browser(pair.kari).get(f"/agreements/{row.id}/")
    assert page.status_code == 200
