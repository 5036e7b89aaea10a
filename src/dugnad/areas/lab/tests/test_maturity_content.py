"""The questions are whole: every item of the framework, every text in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dugnad.areas.lab.maturity.content import LANGUAGES, TESTS, common, edition, levels_of, steps
from dugnad.areas.lab.maturity.scoring import Band
from dugnad.areas.lab.maturity.values import HIGHEST, Edition, Said, Shape

SHAPES = {
    "company": "m10 t10 t10 s7 t7 t8 t8 t6 s5 t10 g5",
    "public": "t10 m8 t9 s8 t7 t10 t9 t6 m16 t9 g5",
}
DIMENSIONS = {
    "company": "strategy strategy readiness readiness people people data data automation green green",
    "public": "strategy strategy readiness readiness people people data data interoperability green green",
}


def _said(test: Edition) -> Iterator[Said]:
    for question in test.questions:
        yield from (question.text, question.help, *question.columns.values())
        for item in question.items:
            yield from (text for text in (item.text, item.help) if text)


def _leaves(value: Any) -> Iterator[Said]:
    if isinstance(value, dict) and "nb" in value:
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)


def every_text() -> list[Said]:
    tests = [text for name in TESTS for text in _said(edition(name))]
    return [*tests, *_leaves(common()), *(step.text for step in steps())]


@pytest.mark.parametrize("name", TESTS)
def test_every_question_has_the_shape_and_items_of_the_framework(name: str) -> None:
    test = edition(name)
    assert [f"{q.shape[0]}{len(q.items)}" for q in test.questions] == SHAPES[name].split()
    assert [q.dimension for q in test.questions] == DIMENSIONS[name].split()
    assert [q.key for q in test.questions] == [f"q{number}" for number in range(1, 12)]
    assert len(test.dimensions) == 6


def test_a_company_is_asked_about_96_things() -> None:
    items = sum(len(q.items) * (2 if q.shape is Shape.MATRIX else 1) for q in edition("company").questions)
    assert items == 96


@pytest.mark.parametrize("name", TESTS)
def test_keys_are_given_once_and_what_excludes_is_known(name: str) -> None:
    for question in edition(name).questions:
        assert len(set(question.keys)) == len(question.keys), question.key
        for item in question.items:
            assert set(item.against) <= set(question.keys) - {item.key}
            assert item.negative == bool(item.against)


def test_only_one_item_tells_of_a_lack() -> None:
    negative = [
        (name, q.key, q.keys.index(i.key))
        for name in TESTS
        for q in edition(name).questions
        for i in q.items
        if i.negative
    ]
    assert negative == [("company", "q7", 1)]


def test_every_text_stands_in_three_languages() -> None:
    for text in every_text():
        assert tuple(text) == LANGUAGES, text
        assert all(words == words.strip() and words for words in text.values()), text


def test_bokmaal_and_nynorsk_are_not_mixed() -> None:
    """Words of one form of the language in the text of the other."""
    only_nb = re.compile(
        r"\b(dere|hva|hvor|hvordan|ikke|noe|noen|hvem|virksomhet\w*|ansatte|uke|måned(er)?|gjøre|også)\b",
        re.I,
    )
    only_nn = re.compile(
        r"\b(dykk|kva|kvar|korleis|ikkje|noko|nokon|kven|verksemd\w*|tilsette|veke|månad(er)?|gjere|òg|eit|ein)\b",
        re.I,
    )
    for text in every_text():
        assert not only_nb.search(text["nn"]), text["nn"]
        assert not only_nn.search(text["nb"]), text["nb"]


def test_levels_sizes_and_sectors_are_those_of_the_framework() -> None:
    for question in edition("company").questions:
        if question.shape in HIGHEST:
            assert len(levels_of(question)) == HIGHEST[question.shape] + 1
    assert list(common()["sizes"]) == ["micro", "small", "medium", "large"]
    assert len(common()["sectors"]) == 24
    assert {one["group"] for one in common()["sectors"].values()} == common()["groups"].keys()
    assert set(common()["bands"]) == set(Band)


@pytest.mark.parametrize("name", TESTS)
def test_every_dimension_has_steps_to_take(name: str) -> None:
    test = edition(name)
    items = {f"{q.key}.{item.key}" for q in test.questions for item in q.items}
    for dimension in test.dimensions:
        fitting = [step for step in steps() if step.dimension == dimension and items.intersection(step.lacks)]
        assert len(fitting) >= 3, dimension


def test_every_step_answers_to_items_that_exist() -> None:
    items = {f"{q.key}.{i.key}" for name in TESTS for q in edition(name).questions for i in q.items}
    assert {lack for step in steps() for lack in step.lacks} <= items
