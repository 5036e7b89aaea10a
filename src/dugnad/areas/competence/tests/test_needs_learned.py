"""What is learned of many needs: others like you, gaps, figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dugnad.areas.competence.models import (
    Contact,
)
from dugnad.areas.competence.needs import gaps, similar, statistics
from dugnad.areas.competence.needs.services import contacting
from dugnad.areas.competence.tests.cast import Cast
from dugnad.areas.competence.tests.makers_needs import asked, sensor_team, sent
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound
from tests.people import acting, company, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _finished(expert: Any, name: str, satisfaction: int) -> None:
    asker = company(name)
    anne = person("Anne", asker)
    row = sent(anne, asker.id, expert, hours=1, size="micro")
    boss = person("Boss", Organisation.objects.get(id=expert.organisation_id), "administrator")
    contacting.accept(actor=acting(boss), contact=row.id)
    contacting.finish(
        actor=acting(anne), contact=row.id, outcome="solved", satisfaction=satisfaction, hours_used=1
    )


def test_others_like_you_are_told_of_from_three_on(cast: Cast) -> None:
    mine = asked(cast.anne, cast.asker.id, size="micro")
    for number in range(3):
        assert similar.liked_experts(mine, [cast.team.id]) == {}
        _finished(cast.team, f"Eksempel lik {number}", 3 + number)
    liked = similar.liked_experts(mine, [cast.team.id])[cast.team.id]
    assert (liked.askers, liked.satisfaction) == (3, 4.0)
    larger = asked(cast.anne, cast.asker.id, size="large")
    assert similar.liked_experts(larger, [cast.team.id]) == {}


def test_what_is_asked_in_vain_is_told_of_from_three_on_and_without_names(cast: Cast) -> None:
    words = "Kari Nordmann 91234567 trenger keramikkovn til symfoniorkesteret"
    for number in range(3):
        told = {one.what for one in gaps.missing()}
        assert "keramikkovn" not in told
        asker = company(f"Eksempel mangler {number}")
        for _twice in range(2):
            asked(person("Anne", asker), asker.id, words)
    told = {one.what: one.asked for one in gaps.missing()}
    assert all(many == 3 for many in told.values())
    assert told
    assert not {"kari", "nordmann", "91234567"} & set(told)
    assert all(one.asked >= 3 for one in gaps.missing())


def test_what_has_a_good_answer_is_no_gap(cast: Cast) -> None:
    asked(cast.anne, cast.asker.id)
    from dugnad.areas.competence.models import Gap

    assert not Gap.objects.exists()


def test_statistics_count_what_was_found_and_answered_in_time(cast: Cast) -> None:
    quick = sent(cast.anne, cast.asker.id, cast.team, hours=2)
    contacting.accept(actor=acting(cast.boss), contact=quick.id)
    slow = sent(cast.anne, cast.asker.id, sensor_team(company("Eksempel sen").id, name="Sene"))
    Contact.objects.filter(id=slow.id).update(sent_at=timezone.now() - timedelta(days=20))
    asked(cast.anne, cast.asker.id, "symfoniorkester søker dirigent")
    found = statistics.numbers(acting(cast.anne), cast.asker.id)
    assert (found.asked, found.found, found.sent, found.answered, found.in_time) == (3, 2, 2, 1, 1)
    assert found.share_in_time == 50
    rows = statistics.rows(acting(cast.anne), cast.asker.id)
    assert len(rows) == 3
    assert all(len(row) == len(statistics.COLUMNS) for row in rows)
    with pytest.raises(NotFound):
        statistics.numbers(acting(cast.boss), cast.asker.id)
