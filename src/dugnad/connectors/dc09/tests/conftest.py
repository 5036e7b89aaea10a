"""A receiver with its desk and its clock."""

from __future__ import annotations

import pytest

from dugnad.connectors.dc09 import Receiver
from dugnad.connectors.dc09.tests.desk import KEYS, Clock, Desk


@pytest.fixture
def desk() -> Desk:
    return Desk(KEYS)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def receiver(desk: Desk, clock: Clock) -> Receiver:
    return Receiver(desk, clock)
