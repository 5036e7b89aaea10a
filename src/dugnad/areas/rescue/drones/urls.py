"""This part's pages."""

from django.urls import path

from dugnad.areas.rescue.drones import pages

MISSION = "missions/<uuid:mission>/"
urlpatterns = [
    path("buildings/<uuid:building>/missions/", pages.missions, name="missions"),
    path(MISSION, pages.mission, name="mission"),
    path(MISSION + "mission.plan", pages.plan_file, name="mission_plan"),
    path(MISSION + "delete/", pages.delete, name="mission_delete"),
    path(MISSION + "fly/", pages.fly, name="mission_fly"),
    path("flights/<uuid:flight>/home/", pages.call_home, name="flight_home"),
    path("incidents/<uuid:incident>/thermal/", pages.thermal, name="thermal"),
    path("zones/", pages.zones, name="zones"),
]
