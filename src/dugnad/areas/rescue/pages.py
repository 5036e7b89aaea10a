"""The area's pages, part by part."""

from dugnad.areas.rescue.alarms import urls as alarms
from dugnad.areas.rescue.buildings import urls as buildings
from dugnad.areas.rescue.drones import urls as drones
from dugnad.areas.rescue.exercises import urls as exercises
from dugnad.areas.rescue.incidents import urls as incidents
from dugnad.areas.rescue.residents import urls as residents
from dugnad.areas.rescue.sensing import urls as sensing

app_name = "rescue"
urlpatterns = [
    *incidents.urlpatterns,
    *exercises.urlpatterns,
    *buildings.urlpatterns,
    *residents.urlpatterns,
    *alarms.urlpatterns,
    *sensing.urlpatterns,
    *drones.urlpatterns,
]
