"""Who runs rounds, who reads what of them, and that no names are told."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from dugnad.areas.competence.models import (
    Round,
    RoundState,
    Share,
)
from dugnad.areas.competence.needs.services import asking
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.rounds import selectors, services
from dugnad.areas.competence.rounds.pages import group_rows
from dugnad.areas.competence.tests.makers import administrator, team
from dugnad.areas.competence.tests.makers_rounds import FIT, need, opened, proposal, worked
from dugnad.kernel.access import NOBODY
from dugnad.kernel.problems import Forbidden, NotFound, SignInNeeded
from tests.people import PLATFORM, acting, company, organisation, person, sign_in

pytestmark = pytest.mark.django_db


def test_only_operators_and_hubs_run_rounds():
    hub, firm = organisation("Hub", "hub"), company("Firma")
    with pytest.raises(SignInNeeded):
        opened(actor=NOBODY)
    for who, runner in ((person("A", firm, "administrator"), firm.id), (person("B", hub), hub.id)):
        with pytest.raises(Forbidden):
            opened(actor=acting(who), runner=runner)
        with pytest.raises(Forbidden):
            opened(actor=acting(who))
    runner = person("C", hub, "administrator")
    row = opened(actor=acting(runner), runner=hub.id)
    other = person("D", organisation("Annen hub", "hub"), "administrator")
    with pytest.raises(Forbidden):
        services.cancel(actor=acting(other), round=row.id)
    with pytest.raises(NotFound):
        services.cancel(actor=acting(other), round=uuid4())
    assert services.cancel(actor=acting(runner), round=row.id).state == RoundState.CANCELLED


def test_a_hub_from_whom_a_need_is_hidden_does_not_get_it_in_its_round():
    hub = organisation("Hub", "hub")
    team(company("Hjelper").id, 5, **FIT)
    row_need = need(asker := company("Spør"))
    asking.hide_need(actor=administrator(asker.id), need=row_need.id, organisations=[hub.id], industry=False)
    row = opened(actor=administrator(hub.id), runner=hub.id)
    assert worked(row).placings.count() == 0


def test_what_a_need_got_is_for_who_runs_it_then_for_the_asker_and_for_nobody_else():
    team(company("Hjelper").id, 5, **FIT)
    asker, other = company("Spør"), company("Annen")
    need(asker)
    need(other)
    row, attempt = proposal()
    boss = acting(person("Sjef", asker))
    assert selectors.placings(boss, row) == []
    assert len(selectors.placings(PLATFORM, row)) == 2
    services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    row.refresh_from_db()
    assert [one.organisation_id for one in selectors.placings(boss, row)] == [asker.id]
    assert selectors.placings(NOBODY, row) == []
    assert Share.objects.count() == 2


def test_small_groups_are_never_told_alone():
    def group(county, organisations):
        return {
            "county": county,
            "size": "micro",
            "needs": 4,
            "asked": 8,
            "given": 3,
            "organisations": organisations,
        }

    assert selectors.public_groups([group("18", 2)]) == []
    told = selectors.public_groups([group("18", 2), group("03", 5), group("46", 3)])
    assert [(one.county, one.organisations) for one in told] == [("03", 5), ("", 5)]
    told = selectors.public_groups([group("18", 2), group("03", 5), group("11", 1)])
    assert [(one.county, one.organisations) for one in told] == [("03", 5), ("", 3)]
    assert sum(one.given for one in told) == 9


def test_the_published_table_holds_groups_and_the_price_and_no_names():
    team(company("Hjelper").id, 3, **FIT)
    for n in range(4):
        need(company(f"Hemmelig {n}"))
    row, attempt = proposal()
    services.approve(actor=PLATFORM, round=row.id, seen=attempt.id)
    rows = group_rows(attempt)
    assert rows[0][:6] == ("18", "micro", 4, 4, 8, 3)
    assert rows[-1][0] == "price of fairness"
    assert "Hemmelig" not in str(rows)
    assert "Hjelper" not in str(rows)


def test_a_hub_runs_a_round_through_the_pages_and_the_asker_reads_why(client):
    hub = organisation("Hub", "hub")
    runner, asker = person("Driver", hub, "administrator"), company("Spør")
    team(company("Hjelper").id, 5, **FIT)
    need(asker)
    sign_in(client, runner)
    month = f"{this_month():%Y-%m-%d}"
    rules = {
        "cap_hours": 8,
        "session_hours": 1,
        "alpha": "1",
        "waiting": "0.01",
        "least_fit": "0.5",
        "classes": "on",
    }
    made = client.post(
        "/competence/rounds/open/", {"title": "Vår runde", "month": month, "runner": str(hub.id), **rules}
    )
    assert made.status_code == 302
    row = Round.objects.get()
    assert client.get(made.url).status_code == 200
    attempt = worked(row)
    shown = client.get(made.url).content.decode()
    assert "Spør" in shown
    assert "Personvernlaget" in shown
    other = Client()
    sign_in(other, person("Sjef", asker))
    assert "Personvernlaget" not in other.get(made.url).content.decode()
    again = client.post(f"{made.url}again/", {**rules, "cap_hours": 0, "why": "x", "seen": str(attempt.id)})
    assert again.status_code == 422
    assert client.post(f"{made.url}approve/", {"seen": str(attempt.id)}).status_code == 302
    told = other.get(made.url).content.decode()
    assert "Personvernlaget" in told
    assert "Spør" not in Client().get(made.url).content.decode()
    assert Client().get(f"{made.url}groups.csv").status_code == 200
