"""This part's pages."""

from django.urls import path

from dugnad.areas.rescue.drones.pages import flights, missions, zones

MISSION = "missions/<uuid:mission>/"
urlpatterns = [
    path("buildings/<uuid:building>/missions/", missions.missions, name="missions"),
    path(MISSION, missions.mission, name="mission"),
    path(MISSION + "mission.plan", missions.plan_file, name="mission_plan"),
    path(MISSION + "delete/", missions.delete, name="mission_delete"),
    path(MISSION + "fly/", flights.fly, name="mission_fly"),
    path("flights/<uuid:flight>/home/", flights.call_home, name="flight_home"),
    path("incidents/<uuid:incident>/thermal/", flights.thermal, name="thermal"),
    path("zones/", zones.zones, name="zones"),
]
