"""Fills the demo's casework through the services. What is there already stays, so it may be run again."""

from __future__ import annotations

from dugnad.areas.casework.cases.demo import make_cases
from dugnad.areas.casework.cases.demo_error import make_error
from dugnad.areas.casework.packages.demo import make_packages
from dugnad.areas.casework.trials.demo import make_trials
from dugnad.areas.casework.walking.demo import make_networks


def make() -> None:
    """The library's packages, published by Bergen and in use in Bergen and Oslo."""
    make_packages()
    make_networks()
    make_cases()
    make_error()
    make_trials()
