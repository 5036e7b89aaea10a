"""Signing: by whom, when, once, at the same moment, and what is there afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Document,
    RoundState,
    Signature,
    SigningRound,
)
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.problems import SigningUnavailable
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, acting, api, browser, days
from dugnad.areas.agreements.verification import examine, tell
from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import Conflict, Forbidden, SecondFactorNeeded
from tests import people


def path(row: Agreement, person: Person, action: str = "") -> str:
    return f"/agreements/{row.id}/signatures/{makers.place_of(row, person).id}/{action}"


def test_all_sign_on_the_page(pair: Pair) -> None:
    row = makers.sent(pair)
    kari = browser(pair.kari)
    assert "Kari Eksempel" in kari.get(path(row, pair.kari)).content.decode()
    assert kari.post(path(row, pair.kari)).headers["Location"] == f"/agreements/{row.id}/"
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNING
    browser(pair.ola).post(path(row, pair.ola))
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNED
    assert services.finalise(round=row.rounds.get().id)
    told = tell(examine(makers.pdf_of(row)))
    assert told.ok
    assert [one.who for one in told.signatures] == ["Kari Eksempel", "Ola Eksempel"]
    assert [one.authority for one in told.signatures] == [people.AUTHORITY] * 2
    assert all(one.when_proven for one in told.signatures)
    names = ["agreements.signed", "agreements.concluded", "agreements.took_effect", "agreements.finalised"]
    assert [len(makers.events(name)) for name in names] == [2, 1, 1, 1]
    assert set(makers.events("agreements.concluded")[0].refs) >= set(pair.parties)


def test_signing_twice_signs_once(pair: Pair) -> None:
    row = makers.sent(pair)
    client = browser(pair.kari)
    assert [client.post(path(row, pair.kari)).status_code for _ in range(2)] == [302, 302]
    assert len(examine(makers.pdf_of(row)).signatures) == 1
    assert len(makers.events("agreements.signed")) == 1


def test_signing_needs_a_second_factor(pair: Pair) -> None:
    row = makers.sent(pair)
    client = browser(pair.kari, second_factor=False)
    place = makers.place_of(row, pair.kari)
    refused = api(client, "post", f"/agreements/{row.id}/signatures/{place.id}/sign")
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("second-factor-needed")
    with pytest.raises(SecondFactorNeeded):
        services.sign(actor=people.acting(pair.kari), agreement=row.id, signature=place.id)
    with override_settings(DEMO=True):
        services.sign(actor=people.acting(pair.kari), agreement=row.id, signature=place.id)


def test_out_of_turn_nobody_signs(pair: Pair) -> None:
    row = makers.sent(pair, order="sequential")
    assert browser(pair.ola).post(path(row, pair.ola)).status_code == 409
    assert b'data-state="waiting"' in browser(pair.ola).get(f"/agreements/{row.id}/").content
    makers.sign(row, pair.kari, pair.ola)
    assert row.state == AgreementState.SIGNED


def test_nobody_signs_for_another(pair: Pair) -> None:
    row = makers.sent(pair)
    assert browser(pair.ola).post(path(row, pair.kari)).status_code == 403
    assert browser(pair.stranger).post(path(row, pair.kari)).status_code == 404
    nora = people.person("Nora Eksempel", pair.oslo)
    assert browser(nora).post(path(row, pair.kari)).status_code == 403
    assert not makers.events("agreements.signed")


def test_one_who_is_no_longer_signatory_does_not_sign(pair: Pair) -> None:
    row = makers.sent(pair)
    place = makers.place_of(row, pair.kari)
    before = acting(pair.kari)
    Membership.objects.filter(person=pair.kari, role="signatory").update(ended_at=timezone.now())
    for actor in (acting(pair.kari), before):
        with pytest.raises(Forbidden):
            services.sign(actor=actor, agreement=row.id, signature=place.id)


def test_a_place_in_another_agreement_is_not_found(pair: Pair) -> None:
    row, other = makers.sent(pair), makers.sent(Pair())
    place = other.rounds.get().signatures.first()
    assert place
    assert browser(pair.kari).post(f"/agreements/{row.id}/signatures/{place.id}/").status_code == 404


def test_after_the_last_day_nobody_signs(pair: Pair) -> None:
    row = makers.sent(pair)
    Agreement.objects.filter(id=row.id).update(effective=days(-10), expiry=days(-1))
    with pytest.raises(Conflict):
        makers.sign(row, pair.kari)


def test_one_person_signs_for_two_parties(pair: Pair) -> None:
    people_services_give(pair)
    row = makers.draft(pair)
    signatories = ((pair.oslo.id, pair.kari.id), (pair.bergen.id, pair.kari.id))
    services.send(
        actor=acting(pair.kari), agreement=row.id, seen=row.version, sending=services.Sending(signatories)
    )
    for place in Signature.objects.all():
        services.sign(actor=acting(pair.kari), agreement=row.id, signature=place.id)
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNED


def people_services_give(pair: Pair) -> None:
    """Kari signs for Bergen as well."""
    from dugnad.kernel.organisations.services import give_role

    give_role(
        actor=people.PLATFORM,
        organisation=pair.bergen.id,
        person=pair.kari,
        role="signatory",
        authority="Delegated",
    )


class Slow:
    """A signing service that lets something happen after the document was read and before it is stored."""

    def __init__(self, meanwhile: Any) -> None:
        self.real, self.meanwhile, self.calls = signing(), meanwhile, 0

    own_certificates = own_time = True

    def sign(self, *args: Any, **kwargs: Any) -> bytes:
        self.calls += 1
        made = self.real.sign(*args, **kwargs)
        self.meanwhile()
        return made


def slowly(monkeypatch: pytest.MonkeyPatch, meanwhile: Any) -> Slow:
    slow = Slow(meanwhile)
    monkeypatch.setattr("dugnad.areas.agreements.services.signing.signing", lambda: slow)
    return slow


def test_the_slower_of_two_signs_on_top_of_the_other(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    row = makers.sent(pair)
    waiting = [pair.ola]

    def meanwhile() -> None:
        while waiting:
            makers.sign(row, waiting.pop())

    slow = slowly(monkeypatch, meanwhile)
    makers.sign(row, pair.kari)
    assert slow.calls == 3
    assert [one.signer.name for one in examine(makers.pdf_of(row)).signatures if one.signer] == [
        "Ola Eksempel",
        "Kari Eksempel",
    ]
    assert row.state == AgreementState.SIGNED


def test_a_round_that_is_taken_back_meanwhile_takes_no_signature(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = makers.sent(pair)
    slowly(monkeypatch, lambda: services.withdraw(actor=acting(pair.ola), agreement=row.id))
    with pytest.raises(Conflict):
        makers.sign(row, pair.kari)
    assert not examine(makers.pdf_of(row)).signatures


def test_when_the_time_authority_is_away_nothing_is_signed(pair: Pair) -> None:
    row = makers.sent(pair)
    with override_settings(TSA_URL="http://127.0.0.1:9/"), pytest.raises(SigningUnavailable):
        makers.sign(row, pair.kari)
    assert makers.place_of(row, pair.kari).state == "waiting"


def test_finalising_goes_on_after_a_crash_and_is_done_once(pair: Pair) -> None:
    row = makers.signed(pair)
    current = row.rounds.get()
    assert current.finalised_at is None
    assert JobRun.objects.filter(name="agreements.finalise", id=current.id).count() == 1
    with override_settings(TSA_URL="http://127.0.0.1:9/"):
        services.finalise_waiting(timezone.now())
    current.refresh_from_db()
    assert current.finalised_at is None
    for _ in range(2):
        services.finalise_waiting(timezone.now())
    job = JobRun.objects.get(id=current.id)
    services.finalise_job(None, **job.arguments)  # type: ignore[arg-type]
    assert len(examine(makers.pdf_of(row)).stamps) == 1
    assert len(makers.events("agreements.finalised")) == 1


def test_nothing_is_finalised_before_all_have_signed(pair: Pair) -> None:
    row = makers.sent(pair)
    makers.sign(row, pair.kari)
    assert not services.finalise(round=row.rounds.get().id)
    services.finalise_waiting(timezone.now())
    assert not examine(makers.pdf_of(row)).stamps


def _run_at_once(work: list[Any]) -> list[Any]:
    """Run all at the same moment, each with a connection of its own; gives results or exceptions."""
    barrier = Barrier(len(work))

    def one(call: Any) -> Any:
        try:
            barrier.wait(timeout=10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(one, call) for call in work]]


def _signing(row: UUID, person: Person) -> Any:
    place = Signature.objects.get(round__agreement=row, person=person)
    actor = acting(person)
    return lambda: services.sign(actor=actor, agreement=row, signature=place.id).state


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_all_sign_and_once_each() -> None:
    pair = Pair()
    row = makers.sent(pair)
    work = [_signing(row.id, person) for person in (pair.kari, pair.ola, pair.kari)]
    assert _run_at_once(work) == ["signed"] * 3
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNED
    report = examine(makers.pdf_of(row))
    assert len(report.signatures) == 2
    assert report.finished
    assert len(makers.events("agreements.signed")) == 2
    assert Grant.objects.count() == 1
    assert SigningRound.objects.get().state == RoundState.SIGNED


@pytest.mark.django_db(transaction=True)
def test_others_write_while_one_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Pair()
    row = makers.sent(pair)
    other = makers.draft(Pair())
    seen: list[bool] = []

    def meanwhile() -> None:
        seen.append(transaction.get_connection().in_atomic_block)
        (written,) = _run_at_once([lambda: Agreement.objects.filter(id=other.id).update(title="Ny")])
        assert written == 1

    slowly(monkeypatch, meanwhile)
    makers.sign(row, pair.kari)
    assert seen == [False]


def test_the_document_never_shrinks(pair: Pair) -> None:
    """Every step appends: what was signed before is still there, byte for byte."""
    row = makers.sent(pair)
    stages = [makers.pdf_of(row)]
    for person in (pair.kari, pair.ola):
        makers.sign(row, person)
        stages.append(makers.pdf_of(row))
    services.finalise(round=row.rounds.get().id)
    stages.append(makers.pdf_of(row))
    assert all(later.startswith(earlier) for earlier, later in pairwise(stages))
    assert Document.objects.get().version == 3
