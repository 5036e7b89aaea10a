"""Who comes first is right, in three languages; and what is told of why is what was scored."""

from __future__ import annotations

from math import isclose

import pytest

from dugnad.areas.competence import scoring
from dugnad.areas.competence.models import Expert
from dugnad.areas.competence.needs.finding import Answers, find, scored
from dugnad.areas.competence.scoring import Candidate, Met, Part, Weights, Wish
from dugnad.areas.competence.tests.judged import EXPERTS, QUESTIONS
from dugnad.areas.competence.tests.makers import administrator, offer, skill, team
from dugnad.kernel.access import Actor
from tests.people import acting, company, person

MET = Met("sensorer", "sensorer", "headline", True, 4.0)
WISH = Wish(("sensorer", "fukt"), "18", 4)


@pytest.fixture
def reader(db: None) -> Actor:
    org = company("Eksempel kunnskap")
    for key, (headline, about, skills) in EXPERTS.items():
        ids = [skill(name, labels={"en" if name.isascii() else "nb": name}).id for name in skills]
        team(org.id, name=key, headline=headline, about=about, skills=ids)
    return acting(person("Leser", company("Eksempel leser")))


def _first(found: Answers) -> str | None:
    return found.experts[0].expert.name if found.experts else None


def test_the_right_expert_comes_first_in_three_languages(reader: Actor) -> None:
    wrong = [
        (words, right, _first(found))
        for _language, words, right in QUESTIONS
        if _first(found := find(reader, words, Wish((), "", 2))) != right
    ]
    assert wrong == []


def test_evidence_adds_up_to_the_score_for_every_hit(reader: Actor) -> None:
    for _language, words, _right in QUESTIONS:
        found = find(reader, words, Wish((), "18", 4))
        for hit in (*found.experts, *found.near):
            told = sum(one.weight for one in hit.scored.evidence)
            assert isclose(told, hit.scored.score, abs_tol=1e-9)
            assert 0 <= hit.scored.score <= 1


def test_each_word_that_is_told_stands_in_the_experts_own_text(reader: Actor) -> None:
    found = find(reader, QUESTIONS[0][1], Wish((), "", 2))
    best = found.experts[0]
    words = {one.found for one in best.scored.evidence if one.part is Part.WORD}
    assert "sensorer" in words
    text = f"{best.expert.headline} {best.expert.about}".lower()
    own = {one.found for one in best.scored.evidence if one.part is Part.WORD and one.field != "skills"}
    assert all(word in text for word in own if word != "eksempel")


@pytest.mark.parametrize(
    "words",
    ["a", "å", "😀😀😀", "!!!", "og det som er i", "potrzebujemy pomocy z siecią czujników",
     "<script>alert('sensor')</script><b>fukt</b>", "a" * 50_000, "sensor " * 7_000, "\u202e\u0000\ufeff", "12345 67"],
)  # fmt: skip
def test_anything_at_all_is_answered(reader: Actor, words: str) -> None:
    found = find(reader, words, Wish((), "", 2))
    assert found.good or found.near is not None


def test_what_is_inside_html_is_found(reader: Actor) -> None:
    assert _first(find(reader, "<p>Vi vil måle <b>fukt</b> med sensorer</p>", Wish((), "", 2))) == "sensor"


def test_a_round_scores_as_the_page_does(reader: Actor) -> None:
    words, wish = QUESTIONS[0][1], Wish((), "18", 4)
    shown = find(reader, words, wish).experts
    rows = list(Expert.objects.prefetch_related("skills", "themes"))
    free = {hit.expert.id: sum(hit.free.values()) for hit in shown}
    given = scored(words, wish, rows, free)
    assert given[0].key == str(shown[0].expert.id)
    assert isclose(given[0].score, shown[0].scored.score, abs_tol=1e-6)


def test_a_lab_a_course_and_a_solution_stand_beside(reader: Actor) -> None:
    org = company("Eksempel lab")
    offer(org.id, "lab", "Sensorlab for fukt")
    offer(org.id, "course", "Kurs i sensorer")
    offer(org.id, "course", "Kurs i keramikk")
    found = find(reader, "sensorer som måler fukt", Wish((), "", 2))
    assert {hit.offer.title for hit in found.offers} == {"Sensorlab for fukt", "Kurs i sensorer"}


def test_who_rests_is_not_found(reader: Actor) -> None:
    from dugnad.areas.competence.pledges import experts

    row = Expert.objects.get(name="sensor")
    experts.pause_expert(actor=administrator(row.organisation_id), expert=row.id)
    assert "sensor" not in {hit.expert.name for hit in find(reader, QUESTIONS[0][1], Wish((), "", 2)).experts}
    experts.resume_expert(actor=administrator(row.organisation_id), expert=row.id)
    assert _first(find(reader, QUESTIONS[0][1], Wish((), "", 2))) == "sensor"


def _score(**values: object) -> float:
    return scoring.score(WISH, Candidate("a", 1.0, [MET], **values)).score  # type: ignore[arg-type]


def test_each_part_counts_for_what_it_says() -> None:
    base = _score(remote=False, free=0, age=400)
    assert _score(remote=False, free=0, age=400, counties=["18"]) - base == pytest.approx(0.10)
    assert _score(remote=True, free=0, age=400) - base == pytest.approx(0.05)
    assert _score(remote=False, free=2, age=400) - base == pytest.approx(0.05)
    assert _score(remote=False, free=9, age=400) - base == pytest.approx(0.10)
    assert _score(remote=False, free=0, age=0) - base == pytest.approx(0.05)
    assert _score(remote=False, free=0, age=400, skills=["x"]) - base == pytest.approx(0.09)
    assert _score(remote=False, free=0, age=400, skills=["x", "y"]) - base == pytest.approx(0.135)


def test_all_weights_together_are_one() -> None:
    of = Weights()
    total = of.words + of.skills + of.themes + of.region + of.hours + of.recent
    assert total == pytest.approx(1)


def test_being_near_and_free_does_not_make_a_match() -> None:
    lonely = Candidate("a", 1.0, (), counties=["18"], free=50)
    assert not scoring.score(WISH, lonely).good
    assert [one.part for one in scoring.score(WISH, lonely).evidence] == [
        Part.COUNTY,
        Part.HOURS,
        Part.RECENT,
    ]


def test_who_must_come_in_person_gains_nothing_by_video() -> None:
    at_home = Wish(("sensorer",), "18", 4, in_person=True)
    parts = {one.part for one in scoring.score(at_home, Candidate("a", 1.0, [MET], remote=True)).evidence}
    assert Part.REMOTE not in parts


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("hacked", "hacket", True),
        ("vedtaksbrev", "brev", True),
        ("hest", "helse", False),
        ("fuktsensor", "sensorer", True),
        ("holder", "gårder", False),
        ("ai", "ai", False),
    ],
)
def test_words_meet_when_a_reader_would_say_so(one: str, other: str, meets: bool) -> None:
    assert scoring.alike(one, other) is meets


@pytest.mark.parametrize(
    ("need", "label", "named"),
    [
        ("Kan maskinlæring hjelpe oss?", "Maskinlæring", True),
        ("can machine learning help us", "Machine learning", True),
        ("a machine that is learning nothing of data", "Data sharing", False),
        ("vurdering av personvern", "Personvern", True),
        ("", "Personvern", False),
        ("personvern", "", False),
    ],
)
def test_a_skill_is_named_by_all_its_words(need: str, label: str, named: bool) -> None:
    assert scoring.names(scoring.keys_of(need), label) is named


def test_a_word_of_two_letters_is_met_by_itself() -> None:
    assert scoring.is_met(Met("ki", "ki", "skills", True, 1.0))
    assert not scoring.is_met(Met("ki", "kirke", "about", False, 1.0))
