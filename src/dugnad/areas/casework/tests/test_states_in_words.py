"""A state of a condition is called the same in a rule's cell, in a trial and on the case's page."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from dugnad.areas.casework.cases import showing
from dugnad.areas.casework.library import package
from dugnad.areas.casework.packages.cells import cell_words
from dugnad.areas.casework.packages.words import STATES
from dugnad.areas.casework.trials.words import value_words


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_state_has_one_word_in_each_language(state: str, language: str) -> None:
    with override(language):
        cell = cell_words(package("kindergarten_fee"), f'"{state}"')
        assert value_words(state, language) == cell
        assert str(showing.STATES[state][2]).lower() == cell
        assert cell != state or language == "en"
