"""An archive that was damaged on its way is told to be broken, wherever the damage lies."""

from __future__ import annotations

import io
import zipfile

import pytest

from dugnad.areas.competence.vocabularies import importing
from dugnad.areas.lab.business.files import saft
from dugnad.connectors.plans import archives
from dugnad.kernel.problems import Invalid


def damaged(name: str) -> list[bytes]:
    """A packed file with one byte changed, at each place of its content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"".join(b"%d," % (number * 7919) for number in range(40)))
    whole, begin = packed.getvalue(), 30 + len(name)
    places = range(begin, whole.index(b"PK\x01\x02"))
    return [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in places]


@pytest.mark.parametrize("content", damaged("unit.geojson"))
def test_a_damaged_plan_is_told_to_be_broken(content: bytes) -> None:
    with pytest.raises(archives.Unusable):
        archives._unpacked(content)


@pytest.mark.parametrize("content", damaged("skills.csv"))
def test_a_damaged_vocabulary_is_told_to_be_broken(content: bytes) -> None:
    with pytest.raises(importing.Unreadable):
        importing._unpacked("v.zip", content)


@pytest.mark.parametrize("content", damaged("ledger.xml"))
def test_a_damaged_ledger_is_told_to_be_broken(content: bytes) -> None:
    with pytest.raises(Invalid):
        saft._unpacked(content)
