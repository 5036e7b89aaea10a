"""Sending for signature, taking back, and what the sent document is."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.utils import timezone

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import AgreementState, Document, RoundState, Signature
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, acting, api, browser, days, faults
from dugnad.areas.agreements.values import ClauseValues
from dugnad.areas.agreements.verification import examine
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.organisations.models import Membership
from tests import people


def body(pair: Pair, row: Any, **changes: Any) -> dict[str, Any]:
    signatories = [{"organisation": str(org), "person": str(person)} for org, person in pair.signatories]
    return {"seen": row.version, "signatories": signatories, **changes}


def test_a_draft_is_sent_on_a_page(pair: Pair) -> None:
    row = makers.draft(pair)
    client = browser(pair.kari)
    page = client.get(f"/agreements/{row.id}/send/")
    ticked = [person.value for party in page.context["parties"] for person in party.people if person.chosen]
    assert len(ticked) == 2
    typed = {"seen": page.context["form"]["seen"].value(), "order": "parallel", "signatory": ticked}
    assert client.post(f"/agreements/{row.id}/send/", typed).status_code == 302
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNING
    assert set(Signature.objects.values_list("person", "authority")) == {
        (pair.kari.id, people.AUTHORITY),
        (pair.ola.id, people.AUTHORITY),
    }


def test_the_document_holds_what_was_agreed(pair: Pair) -> None:
    row = makers.sent(pair, title="Vann i grensestrøk", language="nb")
    current = row.rounds.get()
    pdf = makers.pdf_of(row)
    assert current.digest == hashlib.sha256(pdf).hexdigest()
    assert [party["name"] for party in current.content["parties"]] == [pair.oslo.name, pair.bergen.name]
    assert current.content["clauses"][1]["sharing"]["giver"] == pair.oslo.name
    report = examine(pdf)
    assert [one.name for one in report.expected] == ["Kari Eksempel", "Ola Eksempel"]
    download = browser(pair.ola).get(f"/agreements/{row.id}/document.pdf")
    assert download.content == pdf
    assert download.headers["Content-Type"] == "application/pdf"
    assert download.headers["Content-Disposition"].startswith("attachment")


def test_those_who_sign_are_asked_by_mail(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair)
    run_mail()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([pair.kari.email, pair.ola.email])
    assert all("Samarbeid om beredskap" in mail.subject for mail in mailoutbox)
    assert all(f"/agreements/{row.id}/" in mail.body for mail in mailoutbox)
    assert all("Vi gleder oss." in mail.body for mail in mailoutbox)


def run_mail() -> None:
    """Run the mail jobs that wait, as the worker does."""
    from dugnad.areas.agreements.area import MANIFEST
    from dugnad.kernel.jobs.services import Progress

    send = next(job.run for job in MANIFEST.jobs if job.name == "agreements.mail")
    for job in JobRun.objects.filter(name="agreements.mail").order_by("asked_at"):
        send(Progress(job.id), **job.arguments)
        job.delete()


def test_in_sequence_only_the_first_is_asked(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair, order="sequential")
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[pair.kari.email]]
    makers.sign(row, pair.kari)
    mailoutbox.clear()
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[pair.ola.email]]


def test_the_places_on_the_page_give_the_order(pair: Pair) -> None:
    row = makers.draft(pair)
    kari, ola = (f"{org}.{person}" for org, person in pair.signatories)
    typed = {"seen": row.version, "order": "sequential", "signatory": [kari, ola]}
    typed |= {f"place-{kari}": "2", f"place-{ola}": "1"}
    browser(pair.kari).post(f"/agreements/{row.id}/send/", typed)
    names = Signature.objects.order_by("position").values_list("name", flat=True)
    assert list(names) == ["Ola Eksempel", "Kari Eksempel"]


def test_several_sign_for_one_party(pair: Pair) -> None:
    eva = people.person("Eva Eksempel", pair.oslo, "signatory")
    row = makers.draft(pair)
    signatories = (*pair.signatories, (pair.oslo.id, eva.id))
    services.send(
        actor=acting(pair.kari), agreement=row.id, seen=row.version, sending=services.Sending(signatories)
    )
    fields = dict(Signature.objects.values_list("name", "field"))
    assert fields["Kari Eksempel"] == "signature-1-1"
    assert fields["Eva Eksempel"] == "signature-1-2"
    assert fields["Ola Eksempel"] == "signature-2-1"


def test_each_party_needs_a_signatory(pair: Pair) -> None:
    row = makers.draft(pair)
    only = body(pair, row)["signatories"][:1]
    client = browser(pair.kari)
    refused = api(client, "post", f"/agreements/{row.id}/send", body(pair, row, signatories=only))
    assert list(faults(refused)) == ["signatories"]
    page = client.post(f"/agreements/{row.id}/send/", {"seen": row.version, "order": "parallel"})
    assert page.status_code == 422
    row.refresh_from_db()
    assert row.state == AgreementState.DRAFT
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["member", "ended", "other", "twice", "malformed"])
def test_only_signatories_of_the_party_are_asked(pair: Pair, who: str) -> None:
    row = makers.draft(pair)
    chosen = [f"{org}.{person}" for org, person in pair.signatories]
    if who == "member":
        chosen.append(f"{pair.oslo.id}.{people.person('Nora Eksempel', pair.oslo).id}")
    if who == "ended":
        Membership.objects.filter(person=pair.kari, role="signatory").update(ended_at=timezone.now())
    if who == "other":
        chosen.append(f"{pair.oslo.id}.{pair.ola.id}")
    if who == "twice":
        chosen.append(chosen[0])
    if who == "malformed":
        chosen.append("nobody")
    typed = {"seen": row.version, "order": "parallel", "signatory": chosen}
    sender = people.person("Siri Eksempel", pair.oslo, "administrator")
    assert browser(sender).post(f"/agreements/{row.id}/send/", typed).status_code == 422
    assert not Signature.objects.exists()


def test_a_text_that_changed_meanwhile_is_not_sent(pair: Pair) -> None:
    row = makers.draft(pair)
    text = ClauseValues("text", "Nytt", "Olas tillegg.")
    services.add_clause(actor=acting(pair.ola), agreement=row.id, values=text)
    stale = api(browser(pair.kari), "post", f"/agreements/{row.id}/send", body(pair, row))
    assert stale.status_code == 409


def test_an_empty_agreement_is_not_sent(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False)
    assert api(browser(pair.kari), "post", f"/agreements/{row.id}/send", body(pair, row)).status_code == 409


def test_an_agreement_whose_last_day_has_passed_is_not_sent(pair: Pair) -> None:
    row = makers.draft(pair, effective=days(-30), expiry=days(-1))
    client = browser(pair.kari)
    assert len(client.get(f"/agreements/{row.id}/").context["missing"]) == 1
    assert api(client, "post", f"/agreements/{row.id}/send", body(pair, row)).status_code == 409


def test_what_cannot_be_printed_is_told(pair: Pair) -> None:
    row = makers.draft(pair, title="Avtale \u202e om tall")
    refused = api(browser(pair.kari), "post", f"/agreements/{row.id}/send", body(pair, row))
    assert refused.status_code == 422
    assert "\u202e" in refused.json()["detail"]


def test_a_member_does_not_send(pair: Pair) -> None:
    row = makers.draft(pair)
    nora = people.person("Nora Eksempel", pair.oslo)
    assert browser(nora).get(f"/agreements/{row.id}/send/").status_code == 403
    assert api(browser(nora), "post", f"/agreements/{row.id}/send", body(pair, row)).status_code == 403


def test_it_is_sent_once(pair: Pair) -> None:
    row = makers.draft(pair)
    first = body(pair, row)
    client = browser(pair.kari)
    assert api(client, "post", f"/agreements/{row.id}/send", first).status_code == 200
    assert api(client, "post", f"/agreements/{row.id}/send", first).status_code == 409
    assert row.rounds.count() == 1


def test_it_is_taken_back_and_sent_anew(pair: Pair) -> None:
    row = makers.sent(pair)
    makers.sign(row, pair.kari)
    client = browser(pair.ola)
    client.post(f"/agreements/{row.id}/take-back/", {"reason": "Feil dato"})
    row.refresh_from_db()
    assert row.state == AgreementState.DRAFT
    assert row.rounds.get().state == RoundState.WITHDRAWN
    assert makers.detail("agreements.taken_back")["reason"] == "Feil dato"
    place = makers.place_of(row, pair.ola)
    assert client.post(f"/agreements/{row.id}/signatures/{place.id}/").status_code == 409
    makers.sent(pair, row)
    assert [one.number for one in row.rounds.all()] == [2, 1]
    assert client.get(f"/agreements/{row.id}/document-1.pdf").status_code == 200
    assert client.get(f"/agreements/{row.id}/document-3.pdf").status_code == 404


def test_a_name_too_long_for_a_certificate_cannot_sign(pair: Pair) -> None:
    long = people.person("Langt " * 12 + "Navn", pair.oslo, "signatory")
    row = makers.draft(pair)
    page = browser(pair.kari).get(f"/agreements/{row.id}/send/")
    names = [person.name for party in page.context["parties"] for person in party.people]
    assert long.name not in names
