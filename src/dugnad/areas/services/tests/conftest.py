"""What the tests of services share."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dugnad.areas.services.tests import making
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from tests import people


class Cities(NamedTuple):
    """Two invented cities that answer for Oslo and Bergen here, each with a keeper, and an agency with one."""

    oslo: Organisation
    bergen: Organisation
    agency: Organisation
    keeper: Actor
    neighbour: Actor
    official: Actor


@pytest.fixture
def cities(db: None) -> Cities:
    oslo, bergen, agency = people.city("Eksempel Oslo"), people.city("Eksempel Bergen"), making.agency()
    making.answers_for(oslo, "0301", phone="21 00 00 00")
    making.answers_for(oslo, "03")
    making.answers_for(bergen, "4601")
    keepers = [people.acting(people.person("Kari", one, "administrator")) for one in (oslo, bergen, agency)]
    return Cities(oslo, bergen, agency, *keepers)
