"""This part's pages."""

from django.urls import path

from dugnad.areas.rescue.buildings import pages

BUILDING = "buildings/<uuid:building>/"
urlpatterns = [
    path("buildings/", pages.buildings, name="buildings"),
    path("buildings/add/", pages.add, name="building_add"),
    path(BUILDING, pages.building, name="building"),
    path(BUILDING + "edit/", pages.edit, name="building_edit"),
    path(BUILDING + "upload/", pages.upload, name="building_upload"),
    path(BUILDING + "correct/", pages.correct, name="building_correct"),
    path(BUILDING + "undo/", pages.undo, name="building_undo"),
    path(BUILDING + "detectors/", pages.detectors, name="building_detectors"),
    path(BUILDING + "detectors/set/", pages.set_detector, name="building_detector"),
    path(
        BUILDING + "detectors/<uuid:detector>/remove/", pages.remove_detector, name="building_detector_gone"
    ),
]
