"""This part's pages."""

from django.urls import path

from dugnad.areas.rescue.buildings.pages import buildings, correcting, detectors, uploading

BUILDING = "buildings/<uuid:building>/"
urlpatterns = [
    path("buildings/", buildings.buildings, name="buildings"),
    path("buildings/add/", buildings.add, name="building_add"),
    path(BUILDING, buildings.building, name="building"),
    path(BUILDING + "edit/", buildings.edit, name="building_edit"),
    path(BUILDING + "upload/", uploading.upload, name="building_upload"),
    path(BUILDING + "correct/", correcting.correct, name="building_correct"),
    path(BUILDING + "undo/", correcting.undo, name="building_undo"),
    path(BUILDING + "detectors/", detectors.detectors, name="building_detectors"),
    path(BUILDING + "detectors/set/", detectors.set_detector, name="building_detector"),
    path(
        BUILDING + "detectors/<uuid:detector>/remove/",
        detectors.remove_detector,
        name="building_detector_gone",
    ),
]
