"""Reminders, silence, and the human who looks after it; in the reader's language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.areas.competence.models import (
    Contact,
    ContactState,
    Need,
)
from dugnad.areas.competence.needs import reminders, selectors
from dugnad.areas.competence.needs.services import asking, contacting
from dugnad.areas.competence.tests.cast import Cast, post, soon
from dugnad.areas.competence.tests.makers_needs import asked, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.problems import Invalid, NotFound
from tests.people import acting, operator, organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _days_later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """The clock is moved, and the schedule runs."""
    now = timezone.now() + timedelta(days=days)
    with monkeypatch.context() as moved:
        moved.setattr(timezone, "now", lambda: now)
        reminders.follow_up(now)


def test_silence_is_followed_up_until_a_human_looks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = organisation("Regionhub Helgeland", "hub", county="18")
    human = person("Hilde", hub, "administrator")
    row = sent(cast.anne, cast.asker.id, cast.team)
    post()
    for day, letters in ((6, 0), (7.1, 1), (8, 0), (14.1, 1), (21.1, 1), (23, 0)):
        _days_later(monkeypatch, day)
        assert len(post()) == letters, day
    assert selectors.silent(acting(human)) == []
    with pytest.raises(NotFound):
        selectors.contact(acting(human), row.id)
    _days_later(monkeypatch, 24.2)
    assert [letter.to for letter in post()] == [[human.email]]
    assert [one.id for one in selectors.silent(acting(human))] == [row.id]
    assert selectors.need_text_of(acting(human), selectors.contact(acting(human), row.id)) is not None
    contacting.close(actor=acting(human), contact=row.id, reason="Ingen hjemme")
    assert Contact.objects.get().state == ContactState.CLOSED
    assert selectors.silent(acting(human)) == []
    assert post()[0].to == [cast.anne.email]


def test_who_answers_after_all_takes_it_back_from_the_human(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    for day in (7.1, 14.1, 21.1, 24.2):
        _days_later(monkeypatch, day)
    somebody = operator()
    assert [one.id for one in selectors.silent(acting(somebody))] == [row.id]
    contacting.accept(actor=acting(cast.boss), contact=row.id)
    assert selectors.silent(acting(somebody)) == []
    with pytest.raises(NotFound):
        selectors.contact(acting(somebody), row.id)


def test_an_asker_who_is_silent_lets_it_go(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = sent(cast.anne, cast.asker.id, cast.team)
    contacting.propose(actor=acting(cast.boss), contact=row.id, start=soon(30), minutes=30)
    for day in (7.1, 14.1, 21.1, 24.2):
        _days_later(monkeypatch, day)
    assert Contact.objects.get().state == ContactState.CLOSED


def test_none_of_these_goes_to_a_human_who_answers(cast: Cast) -> None:
    hub = organisation("Regionhub Helgeland", "hub", county="18")
    human = person("Hilde", hub, "administrator")
    row = asked(cast.anne, cast.asker.id)
    assert selectors.handed(acting(human)) == []
    asking.hand_over(actor=acting(cast.anne), need=row.id)
    assert [one.id for one in selectors.handed(acting(human))] == [row.id]
    with pytest.raises(Invalid):
        asking.reply(actor=acting(human), need=row.id, text="")
    post()
    asking.reply(actor=acting(human), need=row.id, text="Ring Sintef")
    assert Need.objects.get().reply == "Ring Sintef"
    assert [letter.to for letter in post()] == [[cast.anne.email]]


def test_letters_come_in_the_readers_language(cast: Cast) -> None:
    Person.objects.filter(id=cast.boss.id).update(language="en")
    sent(cast.anne, cast.asker.id, cast.team)
    assert "asks for help" in post()[0].subject
