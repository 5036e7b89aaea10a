"""Words, lemmas, folding, compounds, slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.engines.matching.analysis import View, keys, runs, terms, view
from dugnad.engines.matching.compounds import parts
from dugnad.engines.matching.lemmas import lemma
from dugnad.engines.matching.nynorsk import folded
from dugnad.engines.matching.spelling import Spelling, one_slip
from dugnad.engines.matching.stopwords import telling
from dugnad.engines.matching.text import LONGEST_WORD, MOST_LETTERS, MOST_WORDS, asked, words


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [
        ("kvalrossane", "hvalrossene"),
        ("dagleg", "daglig"),
        ("kjærleik", "kjærlighet"),
        ("einsleg", "enslig"),
        ("straum", "strøm"),
        ("køyretøy", "kjøretøy"),
        ("skule", "skole"),
        ("løyve", "tillatelse"),
        ("undersøking", "undersøkelse"),
        ("rådgjevar", "rådgiver"),
        ("tilskot", "tilskudd"),
        ("byggje", "bygge"),
    ],
)
def test_both_norms_meet_under_one_key(nynorsk: str, bokmaal: str) -> None:
    assert folded(nynorsk) == folded(bokmaal)


def test_different_words_stay_apart() -> None:
    assert (
        len({folded(word) for word in ("skole", "skog", "vei", "vegg", "bolig", "båt", "helse", "heis")}) == 8
    )


@pytest.mark.parametrize(
    ("form", "found"),
    [("søknader", "søknad"), ("bilane", "bil"), ("barna", "barn"), ("companies", "company")],
)
def test_lemmas_of_three_languages(form: str, found: str) -> None:
    assert lemma(form) == found


@pytest.mark.parametrize(
    ("compound", "found"),
    [
        ("piggdekkgebyr", ("piggdekk", "gebyr")),
        ("boligfinansiering", ("bolig", "finansiering")),
        ("bil", ("bil",)),
        ("xqzwkvx", ("xqzwkvx",)),
    ],
)
def test_compounds_are_split_into_known_words(compound: str, found: tuple[str, ...]) -> None:
    assert parts(compound) == found


def test_a_nynorsk_compound_shares_its_parts_with_the_bokmaal_one() -> None:
    assert set(keys("sjukeheimsplass")) & set(keys("sykehjem"))


def test_terms_come_words_first_and_mark_the_ends() -> None:
    found = terms("bilene")
    assert [view(term) for term in found] == sorted(view(term) for term in found)
    assert view(found[0]) is View.WORD
    assert runs("bil") == ["_bi", "bil", "il_"]
    assert runs("å") == ["_å_"]


def test_words_are_bounded_and_plain() -> None:
    assert words("Élan, Škoda & ØYA! 🚒 łódź_x") == ["elan", "skoda", "øya", "lodz", "x"]
    assert words("🙂🙃") == []
    assert len("".join(words("a" * 60_000))) == LONGEST_WORD
    assert len(asked(" ".join(f"ord{number}" for number in range(9_000)))) == MOST_WORDS
    assert len(words("ab " * 50_000)) <= MOST_LETTERS / 2


@given(st.text(max_size=300))
def test_any_text_gives_words_of_letters_and_digits(text: str) -> None:
    for word in words(text):
        assert word
        assert len(word) <= LONGEST_WORD
        assert terms(word)


def test_stop_words_go_unless_they_are_all() -> None:
    assert telling(["jeg", "vil", "bygge"]) == ["bygge"]
    assert telling(["hva", "er"]) == ["hva", "er"]


LETTERS = st.text("abcdeæø", min_size=1, max_size=9)


@given(
    LETTERS, st.integers(0, 8), st.sampled_from("abcdeæø"), st.sampled_from(["out", "in", "change", "swap"])
)
def test_every_single_slip_is_seen(word: str, at: int, letter: str, kind: str) -> None:
    at = at % len(word)
    made = {
        "out": word[:at] + word[at + 1 :],
        "in": word[:at] + letter + word[at:],
        "change": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[kind]
    assert one_slip(word, made)
    assert one_slip(made, word)


def test_two_slips_are_too_many() -> None:
    assert not one_slip("brannvern", "brenvern")
    assert not one_slip("abcd", "badc")


def test_spelling_finds_what_was_meant_also_inside_a_compound() -> None:
    spelling = Spelling(["gebyr", "pigdek", "barnehage", "skole"])
    assert "gebyr" in spelling.meant("gebrr")
    assert "gebyr" in spelling.meant("søppelgebrr")
    assert spelling.meant("skole") == {}
    assert spelling.meant("xyz") == {}
