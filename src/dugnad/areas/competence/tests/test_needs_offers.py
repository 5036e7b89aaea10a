"""Asking for a course, a lab or a solution; and a human who sends a need on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from dugnad.areas.competence.models import Contact, ContactState, HourEntry, Need, NeedState
from dugnad.areas.competence.needs import mail
from dugnad.areas.competence.needs.services import asking, contacting, offering, passing
from dugnad.areas.competence.pledges import offers
from dugnad.areas.competence.tests.makers import offer, team
from dugnad.areas.competence.tests.makers_needs import WORDS, asked, sensor_team, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound
from tests.people import acting, company, operator, organisation, person, sign_in

pytestmark = pytest.mark.django_db


def signed_in(client: Client, who: Person) -> Client:
    sign_in(client, who)
    return client


class Cast:
    """An asker, who has a course and a solution, and a member that uses the solution."""

    def __init__(self) -> None:
        self.asker = company("Eksempel Beslag", place="Mo i Rana", county="18")
        self.giver = company("Eksempel Sensor")
        self.user = company("Eksempel Bruker")
        self.anne = person("Anne", self.asker, "administrator")
        self.boss = person("Boss", self.giver, "administrator")
        self.member = person("Member", self.giver)
        self.fan = person("Fan", self.user, "administrator")
        self.course = offer(self.giver.id, "course", "Kurs i sensorer for fukt i kjellere")
        self.solution = offer(self.giver.id, "solution", "Fuktvakt: sensorer i kjellere på skoler")
        offers.tell_reuse(actor=acting(self.fan), offer=self.solution.id, organisation=self.user.id)

    def need(self) -> Need:
        return asked(self.anne, self.asker.id)

    def seat(self, need: Need | None = None, **said: Any) -> Contact:
        return offering.ask_for(
            actor=acting(self.anne), need=(need or self.need()).id, offer=self.course.id, **said
        )


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _post() -> list[Any]:
    outbox.outbox.clear()
    for run in JobRun.objects.filter(name=mail.JOB, state="queued").order_by("asked_at"):
        mail.deliver(Progress(run.id), **run.arguments)
        JobRun.objects.filter(id=run.id).update(state="done")
    return list(outbox.outbox)


def test_a_seat_is_asked_for_agreed_on_and_finished_without_hours(cast: Cast) -> None:
    row = cast.seat(people=3, message="Vi er tre")
    assert (row.people, row.hours, row.organisation_id) == (3, 0, cast.giver.id)
    assert [letter.to for letter in _post()] == [[cast.boss.email]]
    start = timezone.now().replace(microsecond=0) + timedelta(days=5)
    contacting.propose(actor=acting(cast.boss), contact=row.id, start=start, minutes=90, where="Mo")
    letter = _post()[0]
    assert letter.to == [cast.anne.email]
    assert letter.attachments[0][2] == "text/calendar"
    contacting.accept(actor=acting(cast.anne), contact=row.id)
    done = contacting.finish(actor=acting(cast.anne), contact=row.id, outcome="solved", satisfaction=5)
    assert done.state == ContactState.FINISHED
    assert Need.objects.get().state == NeedState.DONE
    assert not HourEntry.objects.filter(request=row.id).exists()


def test_only_administrators_answer_for_an_offer(cast: Cast) -> None:
    row = cast.seat()
    with pytest.raises(Forbidden):
        contacting.accept(actor=acting(cast.member), contact=row.id)
    with pytest.raises(NotFound):
        contacting.accept(actor=acting(cast.fan), contact=row.id)
    assert contacting.decline(actor=acting(cast.boss), contact=row.id, reason="Fullt").state == "declined"


def test_a_talk_with_a_member_that_uses_the_solution(cast: Cast) -> None:
    need = cast.need()
    said = {"actor": acting(cast.anne), "need": need.id, "offer": cast.solution.id}
    row = offering.ask_for(**said, organisation=cast.user.id)
    assert row.organisation_id == cast.user.id
    assert offering.ask_for(**said).organisation_id == cast.giver.id
    with pytest.raises(Invalid) as told:
        offering.ask_for(**said, organisation=cast.user.id)
    assert "organisation" in told.value.fields
    contacting.accept(actor=acting(cast.fan), contact=row.id)


def test_nobody_else_answers_nobody_it_is_hidden_from_nor_oneself(cast: Cast) -> None:
    need = cast.need()
    said = {"actor": acting(cast.anne), "need": need.id}
    stranger = company("Eksempel Fremmed")
    with pytest.raises(Invalid):
        offering.ask_for(**said, offer=cast.solution.id, organisation=stranger.id)
    with pytest.raises(NotFound):
        offering.ask_for(**said, offer=offer(cast.asker.id).id)
    asking.hide_need(actor=acting(cast.anne), need=need.id, organisations=[cast.giver.id], industry=False)
    with pytest.raises(NotFound):
        offering.ask_for(**said, offer=cast.course.id)
    assert offering.ask_for(**said, offer=cast.solution.id).organisation_id == cast.user.id
    with pytest.raises(NotFound):
        offering.ask_for(actor=acting(cast.boss), need=need.id, offer=cast.course.id)


@pytest.mark.parametrize("people", [0, -2, 51])
def test_a_number_of_people_that_cannot_be(cast: Cast, people: int) -> None:
    with pytest.raises(Invalid) as told:
        cast.seat(people=people)
    assert "people" in told.value.fields
    assert not Contact.objects.exists()


def test_a_closed_need_asks_for_nothing(cast: Cast) -> None:
    need = cast.need()
    asking.withdraw_need(actor=acting(cast.anne), need=need.id)
    with pytest.raises(Conflict):
        cast.seat(need)


def test_the_pages_of_a_request_for_an_offer(cast: Cast) -> None:
    need = cast.need()
    client = signed_in(Client(), cast.anne)
    page = client.get(f"/competence/needs/{need.id}/").content.decode()
    address = f"/competence/needs/{need.id}/offers/{cast.course.id}/"
    assert address in page
    wrong = client.post(address, {"organisation": str(cast.giver.id), "people": "-1", "message": ""})
    assert wrong.status_code == 422
    assert "people" in wrong.context["form"].errors
    assert client.post(address, {"organisation": str(cast.giver.id), "people": "2"}).status_code == 302
    row = Contact.objects.get()
    for who in (cast.anne, cast.boss):
        shown = signed_in(Client(), who).get(f"/competence/requests/{row.id}/").content.decode()
        assert cast.course.title in shown
        assert WORDS in shown
    boss = signed_in(Client(), cast.boss)
    assert boss.post(f"/competence/requests/{row.id}/accept/").status_code == 302
    form = {"outcome": "partly", "satisfaction": "4", "said": "Nyttig"}
    assert client.post(f"/competence/requests/{row.id}/finish/", form).status_code == 302
    assert Contact.objects.get().state == "finished"
    assert (
        cast.course.title in client.get(f"/competence/needs/statistics/{cast.asker.id}.csv").content.decode()
    )


class Silence:
    """A request that nobody answered, the hub of the county that looks after it, and another expert."""

    def __init__(self) -> None:
        self.hub = organisation("Eksempel Hub", "hub", county="18")
        self.helper = person("Helper", self.hub, "administrator")
        self.asker = company("Eksempel Beslag", county="18")
        self.anne = person("Anne", self.asker)
        self.row = sent(self.anne, self.asker.id, sensor_team(company("Eksempel Taus").id))
        Contact.objects.update(escalated_at=timezone.now(), matcher=self.hub)
        self.other = company("Eksempel Sensor")
        self.boss = person("Boss", self.other, "administrator")
        self.team = sensor_team(self.other.id, name="Fuktlaget")


@pytest.fixture
def silence() -> Silence:
    return Silence()


def test_after_silence_a_human_sends_it_on_and_both_sides_are_told(silence: Silence) -> None:
    page = signed_in(Client(), silence.helper).get(f"/competence/requests/{silence.row.id}/pass-on/")
    assert "Fuktlaget" in page.content.decode()
    new = passing.pass_on_silent(actor=acting(silence.helper), contact=silence.row.id, expert=silence.team.id)
    assert new.passed_on
    assert new.organisation_id == silence.other.id
    assert Contact.objects.get(id=silence.row.id).state == ContactState.CLOSED
    assert {tuple(letter.to) for letter in _post()} >= {(silence.anne.email,), (silence.boss.email,)}
    contacting.accept(actor=acting(silence.boss), contact=new.id)
    contacting.withdraw(actor=acting(silence.anne), contact=new.id)


def test_only_who_looks_after_it_sends_it_on(silence: Silence) -> None:
    said = {"contact": silence.row.id, "expert": silence.team.id}
    for who in (silence.boss, silence.anne, person("Stranger", company("Eksempel Fremmed"))):
        with pytest.raises((NotFound, Forbidden)):
            passing.pass_on_silent(actor=acting(who), **said)
    assert Contact.objects.count() == 1


def test_it_is_never_sent_on_to_whom_it_is_hidden_from(silence: Silence) -> None:
    Need.objects.get().hidden_from.set([silence.other])
    with pytest.raises(Invalid) as told:
        passing.pass_on_silent(actor=acting(silence.helper), contact=silence.row.id, expert=silence.team.id)
    assert "expert" in told.value.fields
    hits = passing.candidates(acting(silence.helper), Need.objects.get())
    assert silence.team.id not in [hit.expert.id for hit in hits]
    assert Contact.objects.get().state == ContactState.SENT


def test_a_need_that_asks_for_a_human_is_sent_on_by_page_and_api() -> None:
    asker = company("Eksempel Beslag")
    anne = person("Anne", asker)
    boss = operator()
    teams = [
        team(company(f"Eksempel {n}").id, 10, name=f"Lag {n}", headline="Sensorer for fukt") for n in "AB"
    ]
    need = asking.hand_over(actor=acting(anne), need=asked(anne, asker.id).id)
    client = signed_in(Client(), boss)
    answer = client.post(f"/competence/queue/{need.id}/pass-on/", {"expert": str(teams[0].id), "message": ""})
    assert answer.status_code == 302
    address = f"/api/v1/competence/needs/{need.id}/pass-on"
    again = client.post(address, {"expert": str(teams[0].id)}, content_type="application/json")
    assert again.status_code == 422
    answer = client.post(address, {"expert": str(teams[1].id)}, content_type="application/json")
    assert answer.status_code == 204
    assert Contact.objects.filter(passed_on=True, need=need).count() == 2
    hers = signed_in(Client(), anne)
    assert (
        hers.post(address, {"expert": str(teams[1].id)}, content_type="application/json").status_code == 404
    )
