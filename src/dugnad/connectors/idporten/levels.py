"""Levels of assurance, as log-in providers name them. Pure.

Sources: ID-porten's documentation of `acr_values`; Commission Implementing Regulation (EU) 2015/1502.
"""

from __future__ import annotations

# Each ladder from low to high, with the step from which on two factors are required.
LADDERS = (
    (("idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high"), 1),
    (
        (
            "http://eidas.europa.eu/LoA/low",
            "http://eidas.europa.eu/LoA/substantial",
            "http://eidas.europa.eu/LoA/high",
        ),
        1,
    ),
    (("Level0", "Level3", "Level4"), 1),
)


def reaches(given: str, required: str) -> bool:
    """True if the level `given` is the required one or a higher one of the same ladder; none required: always."""
    if not required or given == required:
        return True
    return any(
        given in steps and required in steps and steps.index(given) > steps.index(required)
        for steps, _ in LADDERS
    )


def takes_two_steps(given: str) -> bool:
    """True for a level that nobody reaches with one factor: substantial and high."""
    return any(given in steps and steps.index(given) >= enough for steps, enough in LADDERS)
