"""Detectors by file and by click."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.rescue.buildings import detecting
from dugnad.areas.rescue.models import Detector
from dugnad.areas.rescue.tests.buildings.built import API, page, send

pytestmark = pytest.mark.django_db


def test_detectors_by_file(owner, house):
    file = SimpleUploadedFile(
        "d.csv", "Adresse;Rom;Tekst\r\n1-01;Rom 101;Tak\r\n1-02;hall;\r\n\r\n".encode("cp1252")
    )
    assert owner.post(f"/rescue/buildings/{house.id}/detectors/", {"file": file}).status_code == 302
    assert list(Detector.objects.values_list("address", "space", "label")) == [
        ("1-01", "room", "Tak"),
        ("1-02", "hall", ""),
    ]
    assert "Rom 101" in owner.get(f"/rescue/buildings/{house.id}/detectors/").content.decode()


def test_each_wrong_line_is_told_and_nothing_is_changed(world, owner, house):
    detecting.set_detector(
        actor=world.actor("own administrator"), building=house.id, address="9", space="hall"
    )
    file = SimpleUploadedFile("d.csv", b"1-01,Rom 101,\n1-02,Kjeller,\n1-01,hall,\n,hall,\n")
    shown = owner.post(f"/rescue/buildings/{house.id}/detectors/", {"file": file})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "Line 2: There is no room called “Kjeller”" in text
    assert "Line 3: the address 1-01 stands on line 1 too" in text
    assert "Line 4: Write an address" in text
    assert list(Detector.objects.values_list("address", flat=True)) == ["9"]


@pytest.mark.parametrize("sent", [b"", b"\n\n", b"\xff\xfe\x00", b'"never closed'])
def test_files_that_hold_no_detectors(owner, house, sent):
    answer = owner.put(f"{API}/{house.id}/detectors", sent, "text/csv")
    assert answer.status_code == 422


def test_detectors_by_click_and_their_removal(owner, house):
    send(owner, house, "detectors/set", address="2-07", space="store", label="Bod")
    assert "2-07" in page(owner, house, "?pick=store")
    one = Detector.objects.get()
    assert send(owner, house, "detectors/set", address="2-08", space="nowhere").status_code == 422
    owner.delete(f"{API}/{house.id}/detectors/{one.id}")
    assert not Detector.objects.exists()
    assert owner.delete(f"{API}/{house.id}/detectors/{uuid4()}").status_code == 404
