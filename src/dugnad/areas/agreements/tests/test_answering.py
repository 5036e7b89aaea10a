"""Declining, handing on, reminding."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import AgreementState, RoundState, Signature
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, api, browser, faults
from dugnad.areas.agreements.tests.test_sending import run_mail
from dugnad.areas.agreements.tests.test_signing import path
from dugnad.areas.agreements.verification import examine, tell
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Membership
from tests import people


def test_declining_ends_the_round_with_a_reason(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair)
    makers.sign(row, pair.kari)
    run_mail()
    mailoutbox.clear()
    reason = "Perioden må bli kortere."
    assert browser(pair.ola).post(path(row, pair.ola, "decline/"), {"reason": reason}).status_code == 302
    row.refresh_from_db()
    assert row.state == AgreementState.DRAFT
    assert row.rounds.get().state == RoundState.DECLINED
    page = browser(pair.kari).get(f"/agreements/{row.id}/").content.decode()
    assert reason in page
    assert makers.detail("agreements.declined") == {"reason": reason}
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[pair.kari.email]]
    assert reason in mailoutbox[0].body
    head = makers.head(pair, title="Ny tekst")
    services.change_head(actor=makers.acting(pair.kari), agreement=row.id, seen=row.head_version, head=head)
    row.refresh_from_db()
    makers.sent(pair, row)
    assert row.rounds.count() == 2
    assert row.rounds.get(number=1).content["title"] == "Samarbeid om beredskap"


def test_a_reason_is_needed(pair: Pair) -> None:
    row = makers.sent(pair)
    place = makers.place_of(row, pair.ola)
    client = browser(pair.ola)
    page = client.post(path(row, pair.ola, "decline/"), {"reason": "  "})
    assert page.status_code == 422
    refused = api(client, "post", f"/agreements/{row.id}/signatures/{place.id}/decline", {"reason": " "})
    assert list(faults(refused)) == ["reason"]
    assert browser(pair.kari).post(path(row, pair.ola, "decline/"), {"reason": "x"}).status_code == 403


def test_after_one_declined_the_other_cannot_sign(pair: Pair) -> None:
    row = makers.sent(pair)
    browser(pair.ola).post(path(row, pair.ola, "decline/"), {"reason": "Nei."})
    assert browser(pair.kari).post(path(row, pair.kari)).status_code == 409
    assert browser(pair.ola).post(path(row, pair.ola, "decline/"), {"reason": "Nei."}).status_code == 409


@pytest.fixture
def eva(pair: Pair) -> Any:
    return people.person("Eva Eksempel", pair.oslo, "signatory", authority="Fullmakt 7")


def test_handing_on_lets_another_sign(pair: Pair, eva: Any, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair)
    run_mail()
    mailoutbox.clear()
    client = browser(pair.kari)
    assert "Eva Eksempel" in client.get(path(row, pair.kari, "delegate/")).content.decode()
    assert client.post(path(row, pair.kari, "delegate/"), {"to": str(eva.id)}).status_code == 302
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[eva.email]]
    place = Signature.objects.get(person=eva)
    assert (place.authority, place.delegated_from) == ("Fullmakt 7", "Kari Eksempel")
    assert client.post(f"/agreements/{row.id}/signatures/{place.id}/").status_code == 403
    makers.sign(row, eva, pair.ola)
    told = tell(examine(makers.pdf_of(row)))
    assert told.ok
    assert told.signatures[0].who == "Eva Eksempel"
    assert "Kari Eksempel" in told.signatures[0].notes[0]


def test_an_administrator_hands_on_for_one_who_is_away(pair: Pair, eva: Any) -> None:
    siri = people.person("Siri Eksempel", pair.oslo, "administrator")
    row = makers.sent(pair)
    assert browser(siri).post(path(row, pair.kari, "delegate/"), {"to": str(eva.id)}).status_code == 302
    assert browser(siri).post(path(row, pair.ola, "delegate/"), {"to": str(eva.id)}).status_code == 403


def test_one_who_became_a_signatory_after_the_text_was_locked_takes_over(pair: Pair) -> None:
    row = makers.sent(pair)
    liv = people.person("Liv Eksempel", pair.oslo, "signatory", authority="Fullmakt 8")
    assert browser(pair.kari).post(path(row, pair.kari, "delegate/"), {"to": str(liv.id)}).status_code == 302
    makers.sign(row, liv, pair.ola)
    report = examine(makers.pdf_of(row))
    with translation.override("en"):
        told = tell(report)
    assert told.ok
    assert (told.signatures[0].who, told.signatures[0].authority) == ("Liv Eksempel", "Fullmakt 8")
    assert told.signatures[0].notes[0] == "In place of Kari Eksempel."
    assert report.signatures[0].reason == (
        "Signerer for Eksempel Oslo: Fullmakt 8, i stedet for Kari Eksempel"
    )


def test_a_text_that_names_who_may_take_over_binds(pair: Pair, eva: Any) -> None:
    """Such texts were locked before any signatory might take over."""
    row = makers.sent(pair)
    people.person("Liv Eksempel", pair.oslo, "signatory")
    current = row.rounds.get()
    del current.content["substitutes"]
    current.content["parties"][0]["signatories"][0]["delegates"] = [eva.name]
    current.save(update_fields=["content"])
    page = browser(pair.kari).get(path(row, pair.kari, "delegate/"))
    assert [name for _, name in page.context["heirs"]] == ["Eva Eksempel, Fullmakt 7"]


@pytest.mark.parametrize("who", ["other party", "member", "taken"])
def test_only_other_signatories_of_the_organisation_take_over(pair: Pair, eva: Any, who: str) -> None:
    row = makers.sent(pair)
    to = {"other party": pair.ola, "taken": pair.kari}.get(who)
    if who == "member":
        to = people.person("Nora Eksempel", pair.oslo)
    place = makers.place_of(row, pair.kari)
    refused = api(
        browser(pair.kari),
        "post",
        f"/agreements/{row.id}/signatures/{place.id}/delegate",
        {"to": str(to.id)},  # type: ignore[union-attr]
    )
    assert list(faults(refused)) == ["to"]


def test_one_whose_role_has_ended_takes_nothing_over(pair: Pair, eva: Any) -> None:
    row = makers.sent(pair)
    Membership.objects.filter(person=eva).update(ended_at=timezone.now())
    page = browser(pair.kari).get(path(row, pair.kari, "delegate/"))
    assert page.context["heirs"] == []


def _asked_long_ago(person: Any, **ago: int) -> None:
    Signature.objects.filter(person=person).update(asked_at=timezone.now() - timedelta(**ago))


def test_reminding_at_most_once_a_day(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair)
    run_mail()
    mailoutbox.clear()
    place = makers.place_of(row, pair.ola)
    client = browser(pair.kari)
    remind = f"/agreements/{row.id}/signatures/{place.id}/remind"
    assert api(client, "post", remind).status_code == 409
    _asked_long_ago(pair.ola, hours=25)
    assert api(client, "post", remind).status_code == 200
    assert api(client, "post", remind).status_code == 409
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[pair.ola.email]]
    assert len(makers.events("agreements.reminded")) == 1


def test_reminding_on_the_page(pair: Pair) -> None:
    row = makers.sent(pair)
    _asked_long_ago(pair.ola, hours=25)
    assert browser(pair.kari).post(path(row, pair.ola, "remind/")).status_code == 302
    assert makers.place_of(row, pair.ola).reminded_at
    nora = people.person("Nora Eksempel", pair.oslo)
    assert browser(nora).post(path(row, pair.ola, "remind/")).status_code == 403


def test_nobody_is_reminded_before_their_turn(pair: Pair) -> None:
    row = makers.sent(pair, order="sequential")
    place = makers.place_of(row, pair.ola)
    assert (
        api(browser(pair.kari), "post", f"/agreements/{row.id}/signatures/{place.id}/remind").status_code
        == 409
    )


def test_reminders_go_out_by_themselves(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.sent(pair)
    makers.sign(row, pair.kari)
    run_mail()
    mailoutbox.clear()
    now = timezone.now()
    services.remind_waiting(now)
    _asked_long_ago(pair.ola, days=3, minutes=1)
    for _ in range(2):
        services.remind_waiting(now)
    run_mail()
    assert [mail.to for mail in mailoutbox] == [[pair.ola.email]]
    services.remind_waiting(now + timedelta(days=3, minutes=1))
    assert len(makers.events("agreements.reminded")) == 2


def test_a_mail_that_is_late_is_not_sent(pair: Pair, mailoutbox: list[Any]) -> None:
    """Whoever has signed before the mail goes out is not asked to sign any more."""
    Person.objects.update(language="en")
    row = makers.sent(pair)
    makers.sign(row, pair.kari, pair.ola)
    run_mail()
    assert {mail.subject for mail in mailoutbox} == {"«Samarbeid om beredskap» is signed by all"}
    assert {mail.to[0] for mail in mailoutbox} == {pair.kari.email, pair.ola.email}


def test_mail_is_in_the_readers_language(pair: Pair, mailoutbox: list[Any]) -> None:
    pair.ola.language = "en"
    pair.ola.save(update_fields=["language"])
    makers.sent(pair)
    run_mail()
    (to_ola,) = (mail for mail in mailoutbox if mail.to == [pair.ola.email])
    assert to_ola.subject == "Please sign «Samarbeid om beredskap»"
