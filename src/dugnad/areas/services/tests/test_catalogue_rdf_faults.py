"""RDF that cannot be read says why, and where."""

from __future__ import annotations

import pytest

from dugnad.areas.services.catalogue.rdf import names as n
from dugnad.areas.services.catalogue.rdf.reading import entries_from
from dugnad.areas.services.rules import NoRdf

FORMS = tuple(n.FORMATS)

BROKEN = {
    "ttl": b'@prefix dct: <http://purl.org/dc/terms/> .\n\n<a> dct:title "uten slutt\n',
    "jsonld": b'{"@id": "a",\n "b": \n}',
    "rdf": b'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a></b>\n',
}


@pytest.mark.parametrize("form", FORMS)
def test_broken_rdf_says_at_which_line(form: str) -> None:
    with pytest.raises(NoRdf, match=r"Line 3|Linje 3"):
        entries_from(BROKEN[form], form)


@pytest.mark.parametrize(
    ("data", "form", "words"),
    [
        (b"\xff\xfe\n", "ttl", "UTF-8"),
        (b"", "ttl", "no service"),
        (b"{}", "jsonld", "no service"),
        (b"x" * 10_000_001, "ttl", "10 MB"),
        (b'{"@context": "https://elsewhere.example/c.json"}', "jsonld", "not fetched"),
        (b'{"@context": {"@import": "https://elsewhere.example/c.json"}}', "jsonld", "not fetched"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "rdf", "entities"),
        (b"[" * 100_000, "jsonld", "nested|Line"),
        (b"", "docx", "Turtle"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, form: str, words: str) -> None:
    with pytest.raises(NoRdf, match=words):
        entries_from(data, form)


@pytest.mark.parametrize(
    "said",
    [
        "<https://data.norge.no/specification/cpsv-ap-no/v2.0>",
        "<https://data.norge.no/specification/cpsv-ap-no> . "
        '<https://data.norge.no/specification/cpsv-ap-no> <http://www.w3.org/2002/07/owl#versionInfo> "0.9"',
    ],
)
def test_another_version_is_told(said: str) -> None:
    data = f"<a> a <http://www.w3.org/ns/dcat#Catalog> ; <http://purl.org/dc/terms/conformsTo> {said} ."
    with pytest.raises(NoRdf, match=r"2\.0|0\.9"):
        entries_from(data.encode(), "ttl")
