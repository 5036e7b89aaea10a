"""A decision that was received and appealed against."""

from __future__ import annotations

import pytest

from dugnad.areas.casework.cases import appeals, outbox
from dugnad.areas.casework.models import Appeal
from dugnad.areas.casework.tests.making_cases import sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people


@pytest.fixture
def made(city: Organisation, parent: Person) -> Appeal:
    """An appeal against a decision whose letter was received."""
    case = sent(city, parent)
    outbox.send(case.letters.get().id)
    return appeals.appeal(actor=people.acting(parent), case=case.id, says="Inntekta er lågare no.")
