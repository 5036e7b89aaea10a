"""How the routes of sensing are tried; see tests/world.py."""

from __future__ import annotations

from dugnad.areas.rescue.tests import makers_residents as makers
from tests.world import Builder, Sample, World

SIGHTING = {"kind": "badge", "sensor": "reader-1", "space": "c1", "tag": "A-17"}
PATH = "/rescue/buildings/{building}"


def _sent(world: World) -> Sample:
    return Sample({"building": makers.served_building(world).id}, data={"sightings": [SIGHTING]})


SAMPLES: dict[str, Builder] = {
    f"POST {PATH}/sightings": _sent,
    f"GET {PATH}/feeds": lambda world: {"building": makers.served_building(world).id},
}
