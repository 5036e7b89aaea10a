"""From a need to help given: every move through the services, with hours, mail, calendar and log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from dugnad.areas.competence.models import (
    Contact,
    ContactState,
    HourMonth,
    Need,
    NeedState,
    Profile,
    first_of,
)
from dugnad.areas.competence.needs import selectors
from dugnad.areas.competence.needs.calendar import file_of
from dugnad.areas.competence.needs.line import line_of
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests.cast import Cast, free, post, soon
from dugnad.areas.competence.tests.makers import agreed, team
from dugnad.areas.competence.tests.makers_needs import asked, sent
from dugnad.kernel.problems import Conflict, Forbidden, Invalid
from tests.people import acting, city, company, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_organisation_fills_in_the_rest(cast: Cast) -> None:
    row = asked(cast.anne, cast.asker.id, size="micro", industry="C")
    assert (row.county, row.place, row.kind, row.state) == ("18", "Mo i Rana", "company", NeedState.DRAFT)
    again = asked(cast.anne, cast.asker.id)
    assert (again.size, again.industry) == ("micro", "C")
    body = city("Eksempel by")
    assert asked(person("Bo", body), body.id).size == "public"
    assert not Profile.objects.filter(organisation=body).exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "  \x00 "}, "text"),
        ({"text": "a" * 50_001}, "text"),
        ({"county": "99"}, "county"),
        ({"size": "huge"}, "size"),
        ({"industry": "Å"}, "industry"),
        ({"hours": 0}, "hours"),
        ({"hours": -3}, "hours"),
        ({"urgency": 9}, "urgency"),
    ],
)
def test_what_cannot_be_asked_is_told_at_the_field(cast: Cast, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        asked(cast.anne, cast.asker.id, **said)
    assert told.value.fields[field]
    assert not Need.objects.exists()


def test_accepted_agreed_on_a_time_and_finished(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team, hours=4)
    assert row.need.state == NeedState.OPEN or Need.objects.get().state == NeedState.OPEN
    letters = post()
    assert [letter.to for letter in letters] == [[cast.boss.email]]
    assert "fukt" not in letters[0].body
    start = soon()
    contacting.propose(actor=acting(cast.boss), contact=row.id, start=start, minutes=90, where="Video")
    letter = post()[0]
    assert letter.to == [cast.anne.email]
    event = Calendar.from_ical(letter.attachments[0][1]).walk("VEVENT")[0]
    assert event.decoded("dtstart") == start
    assert event.decoded("dtend") == start + timedelta(minutes=90)
    assert event["status"] == "TENTATIVE"
    assert free(cast) == 10
    contacting.accept(actor=acting(cast.anne), contact=row.id)
    assert len(post()) == 2
    kept = HourMonth.objects.filter(expert=cast.team, reserved=4).get()
    assert kept.month == first_of(timezone.localtime(start).date())
    row.refresh_from_db()
    assert (
        Calendar.from_ical(file_of(Contact.objects.get(id=row.id))).walk("VEVENT")[0]["status"] == "CONFIRMED"
    )
    contacting.finish(
        actor=acting(cast.anne), contact=row.id, outcome="solved", satisfaction=5, hours_used=3, said="Takk"
    )
    kept.refresh_from_db()
    assert (kept.reserved, kept.used, kept.free) == (0, 3, 7)
    assert Need.objects.get().state == NeedState.DONE


def test_more_hours_than_were_promised_are_reserved_first_or_told_at_the_field(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team, hours=4)
    contacting.accept(actor=acting(cast.boss), contact=row.id)
    done = {"actor": acting(cast.anne), "contact": row.id, "outcome": "partly", "satisfaction": 3}
    with pytest.raises(Invalid) as told:
        contacting.finish(**done, hours_used=40)
    assert told.value.fields["hours_used"]
    assert Contact.objects.get().state == ContactState.ACCEPTED
    contacting.finish(**done, hours_used=6)
    assert HourMonth.objects.filter(expert=cast.team, used=6).exists()


def test_too_few_free_hours_are_told_and_nothing_is_promised(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team, hours=11)
    with pytest.raises(Conflict, match="free"):
        contacting.accept(actor=acting(cast.boss), contact=row.id)
    assert Contact.objects.get().state == ContactState.SENT
    assert free(cast) == 10


@pytest.mark.parametrize("end", ["withdraw", "decline", "propose"])
def test_hours_are_let_go_when_what_was_accepted_is_not_to_be(cast: Cast, end: str) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team, hours=4)
    contacting.accept(actor=acting(cast.boss), contact=row.id)
    assert free(cast) == 6
    if end == "withdraw":
        contacting.withdraw(actor=acting(cast.anne), contact=row.id)
    elif end == "decline":
        contacting.decline(actor=acting(cast.boss), contact=row.id, reason="Syk")
    else:
        contacting.propose(actor=acting(cast.boss), contact=row.id, start=soon(), minutes=30)
    assert free(cast) == 10


def test_declining_needs_a_reason_and_can_be_undone(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    with pytest.raises(Invalid) as told:
        contacting.decline(actor=acting(cast.boss), contact=row.id, reason=" ")
    assert told.value.fields["reason"]
    contacting.decline(actor=acting(cast.boss), contact=row.id, reason="Ferie")
    assert selectors.need_text_of(acting(cast.boss), Contact.objects.get()) is None
    contacting.undo(actor=acting(cast.boss), contact=row.id)
    row = Contact.objects.get()
    assert (row.state, row.turn, row.reason) == (ContactState.SENT, "receiver", "")
    assert selectors.need_text_of(acting(cast.boss), row) is not None


def test_undoing_after_somebody_was_asked_anew_is_told(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    contacting.withdraw(actor=acting(cast.anne), contact=row.id)
    contacting.send(actor=acting(cast.anne), need=row.need_id, experts=[cast.team.id])
    with pytest.raises(Conflict):
        contacting.undo(actor=acting(cast.anne), contact=row.id)


def test_the_same_expert_is_asked_once_and_at_most_five_at_once(cast: Cast) -> None:
    row = asked(cast.anne, cast.asker.id)
    teams = [team(company(f"Eksempel {n}").id, 5, name=f"Lag {n}") for n in range(6)]
    send = {"actor": acting(cast.anne), "need": row.id}
    contacting.send(**send, experts=[teams[0].id])
    for experts in ([teams[0].id], [one.id for one in teams[1:]], [], [cast.asker.id]):
        with pytest.raises(Invalid) as told:
            contacting.send(**send, experts=experts)
        assert told.value.fields["experts"]
    assert Contact.objects.count() == 1


def test_nobody_asks_their_own_organisation(cast: Cast) -> None:
    own = team(cast.asker.id, 5)
    row = asked(cast.anne, cast.asker.id)
    with pytest.raises(Invalid):
        contacting.send(actor=acting(cast.anne), need=row.id, experts=[own.id])


def test_an_expert_with_an_account_answers_and_other_members_do_not(cast: Cast) -> None:
    kari = person("Kari", cast.giver)
    row = sent(cast.anne, cast.asker.id, agreed(cast.giver.id, kari, 5))
    assert [letter.to for letter in post() if "Kari" in letter.body] == [[kari.email]]
    with pytest.raises(Forbidden):
        contacting.accept(actor=acting(cast.member), contact=row.id)
    contacting.accept(actor=acting(kari), contact=row.id)
    assert Contact.objects.get().state == ContactState.ACCEPTED


def test_the_place_in_the_queue_counts_those_before(cast: Cast) -> None:
    first = sent(cast.anne, cast.asker.id, cast.team)
    other = company("Eksempel nummer to")
    second = sent(person("Ola", other), other.id, cast.team)
    assert [selectors.place_in_queue(row) for row in (first, second)] == [1, 2]
    contacting.withdraw(actor=acting(cast.anne), contact=first.id)
    assert selectors.place_in_queue(Contact.objects.get(id=second.id)) == 1


def test_both_sides_see_the_same_line(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    contacting.promise(actor=acting(cast.boss), contact=row.id, answer_by=soon().date())
    contacting.accept(actor=acting(cast.boss), contact=row.id)
    ours, theirs = line_of(acting(cast.anne), row), line_of(acting(cast.boss), row)
    told = ["A request was sent", "An answer was promised", "Hours were promised", "A request was accepted"]
    assert [str(line.text) for line in ours] == [str(line.text) for line in theirs]
    assert [str(line.text) for line in ours if not str(line.text).startswith(told[2])] == [
        told[0],
        told[1],
        told[3],
    ]


def test_withdrawing_a_need_takes_everything_back_and_can_be_undone(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    asking.withdraw_need(actor=acting(cast.anne), need=row.need_id)
    assert (Contact.objects.get().state, Need.objects.get().state) == ("withdrawn", "withdrawn")
    with pytest.raises(Conflict):
        contacting.send(actor=acting(cast.anne), need=row.need_id, experts=[cast.team.id])
    asking.reopen_need(actor=acting(cast.anne), need=row.need_id)
    contacting.send(actor=acting(cast.anne), need=row.need_id, experts=[cast.team.id])


def test_words_that_were_sent_cannot_be_changed_behind_the_experts_back(cast: Cast) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    with pytest.raises(Invalid) as told:
        asking.change_need(actor=acting(cast.anne), need=row.need_id, text="Noe annet")
    assert told.value.fields["text"]
