"""What a signed agreement switches on, and what switches it off: at once, and told once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.agreements import services
from dugnad.areas.agreements.models import Agreement, AgreementState
from dugnad.areas.agreements.rules import DATA_PEOPLE, DATA_SIGNATORIES, NORWAY
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import NEXT_YEAR, Pair, acting, api, browser, days, faults
from dugnad.areas.agreements.tests.test_sending import run_mail
from dugnad.kernel.agreements.models import Grant
from tests import people


def reads(client: Client, pair: Pair, purpose: str = "cooperation") -> int:
    """What Bergen's reader is answered when asking for Oslo's contact people."""
    return client.get(f"/agreements/shared/{pair.oslo.id}/{DATA_PEOPLE}/", {"purpose": purpose}).status_code


@pytest.fixture
def reader(pair: Pair) -> Client:
    """Somebody of Bergen without any role but member."""
    return browser(people.person("Bodil Eksempel", pair.bergen))


def test_the_receiver_reads_when_all_have_signed(pair: Pair, reader: Client) -> None:
    row = makers.sent(pair)
    assert reads(reader, pair) == 403
    makers.sign(row, pair.kari)
    assert reads(reader, pair) == 403
    makers.sign(row, pair.ola)
    assert reads(reader, pair) == 200
    page = reader.get(f"/agreements/shared/{pair.oslo.id}/{DATA_PEOPLE}/").content.decode()
    assert "Kari Eksempel" in page
    assert pair.kari.email in page
    assert "Samarbeid om beredskap" in page


def test_reading_is_an_event_that_cites_the_grant(pair: Pair, reader: Client) -> None:
    makers.signed(pair)
    reads(reader, pair)
    (event,) = makers.events("agreements.shared_read")
    assert event.grant == Grant.objects.get().id
    assert {pair.oslo.id, pair.bergen.id} <= set(event.refs)
    assert reads(browser(pair.kari), pair) == 200
    assert len(makers.events("agreements.shared_read")) == 1


def test_only_what_was_agreed_is_read(pair: Pair, reader: Client) -> None:
    makers.signed(pair)
    assert reads(reader, pair, "preparedness") == 403
    assert reads(browser(pair.stranger), pair) == 403
    back = browser(pair.kari).get(f"/agreements/shared/{pair.bergen.id}/{DATA_PEOPLE}/")
    assert back.status_code == 403
    other = reader.get(f"/agreements/shared/{pair.oslo.id}/{DATA_SIGNATORIES}/", {"purpose": "cooperation"})
    assert other.status_code == 403
    assert reader.get(f"/agreements/shared/{pair.oslo.id}/network.nothing/").status_code == 404


def test_what_may_be_read_is_listed(pair: Pair, reader: Client) -> None:
    makers.signed(pair)
    page = reader.get("/agreements/shared/").content.decode()
    assert f"/agreements/shared/{pair.oslo.id}/{DATA_PEOPLE}/?purpose=cooperation" in page
    assert "Samarbeid om beredskap" not in browser(pair.stranger).get("/agreements/shared/").content.decode()


def test_signatories_are_shared_both_ways(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False)
    both = makers.sharing(
        pair, givers=pair.parties, receivers=pair.parties, data=DATA_SIGNATORIES, purpose="agreements"
    )
    services.add_clause(actor=acting(pair.kari), agreement=row.id, values=both)
    row.refresh_from_db()
    makers.sign(makers.sent(pair, row), pair.kari, pair.ola)
    assert Grant.objects.count() == 2
    found = api(
        browser(pair.ola), "get", f"/shared/{pair.oslo.id}/{DATA_SIGNATORIES}?purpose=agreements"
    ).json()
    assert found["items"] == [{"name": "Kari Eksempel", "what": people.AUTHORITY, "unit": ""}]
    assert found["grant"]


def revoke(pair: Pair, row: Agreement, **body: Any) -> Any:
    return api(
        browser(pair.ola), "post", f"/agreements/{row.id}/revoke", {"reason": "Behovet er borte."} | body
    )


def test_revoking_stops_reading_at_once(pair: Pair, reader: Client) -> None:
    row = makers.signed(pair)
    assert reads(reader, pair) == 200
    assert revoke(pair, row).json()["status"] == "revoked"
    assert reads(reader, pair) == 403
    assert reader.get("/agreements/shared/").context["rows"] == []
    assert makers.detail("agreements.revoked")["reason"] == "Behovet er borte."
    services.tell_effects(timezone.now())
    assert not makers.events("agreements.expired")
    assert not makers.events("agreements.notice_ran_out")


def test_a_revoked_agreement_stays_readable_to_its_parties(pair: Pair) -> None:
    row = makers.signed(pair)
    browser(pair.ola).post(f"/agreements/{row.id}/revoke/", {"reason": "Behovet er borte."})
    client = browser(pair.kari)
    page = client.get(f"/agreements/{row.id}/").content.decode()
    assert "Behovet er borte." in page
    assert "Vi gjør dette sammen." in page
    assert client.get(f"/agreements/{row.id}/document.pdf").status_code == 200
    assert "Behovet er borte." not in browser(pair.stranger).get(f"/agreements/{row.id}/").content.decode()


def test_the_others_are_told_of_a_revocation(pair: Pair, mailoutbox: list[Any]) -> None:
    row = makers.signed(pair)
    run_mail()
    mailoutbox.clear()
    revoke(pair, row)
    run_mail()
    assert {mail.to[0] for mail in mailoutbox} == {pair.kari.email, pair.ola.email}
    assert all("Behovet er borte." in mail.body for mail in mailoutbox)


def test_with_notice_reading_goes_on_until_the_day(pair: Pair, reader: Client) -> None:
    row = makers.signed(pair)
    last = days(20)
    assert revoke(pair, row, last_day=last.isoformat()).json()["status"] == "ending"
    assert reads(reader, pair) == 200
    (grant,) = Grant.objects.all()
    assert grant.off == datetime(*(last + timedelta(days=1)).timetuple()[:3], tzinfo=NORWAY)
    after = grant.off + timedelta(minutes=1)
    for _ in range(2):
        services.tell_effects(after)
    assert len(makers.events("agreements.notice_ran_out")) == 1
    assert not makers.events("agreements.expired")


def test_notice_may_be_made_shorter_and_never_longer(pair: Pair) -> None:
    row = makers.signed(pair)
    revoke(pair, row, last_day=days(20).isoformat())
    later = revoke(pair, row, last_day=days(30).isoformat())
    assert list(faults(later)) == ["last_day"]
    assert revoke(pair, row, last_day=days(10).isoformat()).status_code == 200
    assert revoke(pair, row).json()["status"] == "revoked"
    assert revoke(pair, row).status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"last_day": days(-1).isoformat()}, "last_day"),
        ({"last_day": days(5000).isoformat()}, "last_day"),
        ({"last_day": date.max.isoformat()}, "last_day"),
    ],
)
def test_a_revocation_that_cannot_be_used(pair: Pair, body: dict[str, str], field: str) -> None:
    row = makers.signed(pair)
    assert list(faults(revoke(pair, row, **body))) == [field]
    typed = {"reason": "Behovet er borte."} | body
    page = browser(pair.ola).post(f"/agreements/{row.id}/revoke/", typed)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    row.refresh_from_db()
    assert row.state == AgreementState.SIGNED


def test_who_may_revoke(pair: Pair) -> None:
    row = makers.signed(pair)
    nora = people.person("Nora Eksempel", pair.oslo)
    body = {"reason": "Nei."}
    assert api(browser(nora), "post", f"/agreements/{row.id}/revoke", body).status_code == 403
    assert api(browser(pair.stranger), "post", f"/agreements/{row.id}/revoke", body).status_code == 404
    assert revoke(pair, makers.sent(pair)).status_code == 409


def test_an_agreement_that_begins_later_shares_later(pair: Pair, reader: Client) -> None:
    row = makers.signed(pair, effective=days(30))
    (grant,) = Grant.objects.all()
    assert grant.start == datetime(*days(30).timetuple()[:3], tzinfo=NORWAY)
    assert reads(reader, pair) == 403
    assert not makers.events("agreements.took_effect")
    assert browser(pair.kari).get(f"/agreements/{row.id}/").context["status"] == "upcoming"
    services.tell_effects(grant.start - timedelta(minutes=1))
    assert not makers.events("agreements.took_effect")
    for _ in range(2):
        services.tell_effects(grant.start)
    assert len(makers.events("agreements.took_effect")) == 1


def test_a_clause_has_a_period_of_its_own(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False)
    values = makers.sharing(pair, starts=days(10), ends=days(19))
    services.add_clause(actor=acting(pair.kari), agreement=row.id, values=values)
    row.refresh_from_db()
    makers.sign(makers.sent(pair, row), pair.kari, pair.ola)
    (grant,) = Grant.objects.all()
    assert grant.start == datetime(*days(10).timetuple()[:3], tzinfo=NORWAY)
    assert grant.end == datetime(*days(20).timetuple()[:3], tzinfo=NORWAY)


def test_when_the_last_day_has_passed_nothing_is_read_without_any_job(pair: Pair, reader: Client) -> None:
    row = makers.signed(pair)
    ended = timezone.now() - timedelta(seconds=1)
    Grant.objects.update(end=ended, start=ended - timedelta(days=1))
    assert reads(reader, pair) == 403
    Agreement.objects.filter(id=row.id).update(effective=days(-10), expiry=days(-1))
    assert browser(pair.kari).get(f"/agreements/{row.id}/").context["status"] == "expired"


def test_expiry_is_told_once(pair: Pair) -> None:
    row = makers.signed(pair)
    past = datetime(*(NEXT_YEAR + timedelta(days=1)).timetuple()[:3], tzinfo=NORWAY)
    services.tell_effects(past - timedelta(minutes=1))
    assert not makers.events("agreements.expired")
    for _ in range(2):
        services.tell_effects(past)
    (event,) = makers.events("agreements.expired")
    assert event.thing == row.id
    assert set(event.refs) == set(pair.parties)


def test_one_revoked_before_it_began_never_took_effect(pair: Pair) -> None:
    row = makers.signed(pair, effective=days(30))
    revoke(pair, row, last_day=days(10).isoformat())
    services.tell_effects(timezone.now() + timedelta(days=40))
    assert not makers.events("agreements.took_effect")
    assert len(makers.events("agreements.notice_ran_out")) == 1


def test_signing_too_late_for_a_clause_yields_no_grant(pair: Pair) -> None:
    row = makers.draft(pair, clauses=False, effective=days(-30))
    values = makers.sharing(pair, ends=days(-1))
    services.add_clause(actor=acting(pair.kari), agreement=row.id, values=values)
    row.refresh_from_db()
    makers.sign(makers.sent(pair, row), pair.kari, pair.ola)
    assert row.state == AgreementState.SIGNED
    assert not Grant.objects.exists()


def test_an_agreement_from_earlier_counts_from_its_signing(pair: Pair) -> None:
    row = makers.signed(pair, effective=days(-100))
    (grant,) = Grant.objects.all()
    assert grant.start == row.signed_at
    assert grant.agreed_on == timezone.localdate(row.signed_at)
