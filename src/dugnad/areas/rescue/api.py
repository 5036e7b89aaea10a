"""The area's part of the API, part by part."""

from ninja import Router

from dugnad.areas.rescue.alarms.api import router as alarms
from dugnad.areas.rescue.buildings.api import router as buildings
from dugnad.areas.rescue.drones.api import router as drones
from dugnad.areas.rescue.exercises.api import router as exercises
from dugnad.areas.rescue.incidents.api import router as incidents
from dugnad.areas.rescue.residents.api import router as residents
from dugnad.areas.rescue.sensing.api import router as sensing

router = Router(tags=["rescue"])
for part in (buildings, residents, alarms, incidents, exercises, sensing, drones):
    router.add_router("", part)
