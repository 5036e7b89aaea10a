"""Each example of an outline is told apart by its values."""

from __future__ import annotations

from dugnad.areas.casework.rulebook.scenarios import pickles

TEXT = """# language: no
Egenskap: Pass

  Scenario: Alene
    Når saken avgjøres 2026-01-01

  Abstrakt Scenario: Flere
    Når saken avgjøres <dag>

    Eksempler:
      | dag        | alder |
      | 2026-01-01 | 64    |
      | 2026-02-01 | 65    |
"""


def test_examples_are_named_by_their_values() -> None:
    names = [pickle["name"] for pickle, _lines in pickles(TEXT)]
    assert names == ["Alene", "Flere (2026-01-01, 64)", "Flere (2026-02-01, 65)"]
