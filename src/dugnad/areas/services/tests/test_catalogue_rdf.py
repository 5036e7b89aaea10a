"""CPSV-AP-NO 1.1 out and in: nothing is lost on the way, and what cannot be read says where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import URIRef
from rdflib.compare import isomorphic

from dugnad.areas.services.catalogue import exchange, selectors, services
from dugnad.areas.services.catalogue.cleaning import cleaned
from dugnad.areas.services.catalogue.content import LANGUAGES, Content, read, stored
from dugnad.areas.services.catalogue.rdf import names as n
from dugnad.areas.services.catalogue.rdf.mandatory import MANDATORY, lacking
from dugnad.areas.services.catalogue.rdf.reading import entries_from, parsed
from dugnad.areas.services.catalogue.rdf.writing import Described, serialised, written
from dugnad.areas.services.demo import described, entries_of
from dugnad.areas.services.models import Service
from dugnad.areas.services.tests import making
from dugnad.areas.services.tests.conftest import Cities
from dugnad.areas.services.tests.test_catalogue_rdf_faults import BROKEN
from dugnad.kernel.problems import Forbidden, Invalid
from tests import people

ROOT = "https://dugnad.example/services/"
FORMS = tuple(n.FORMATS)
FULL: dict[str, Any] = {
    "level": "municipal",
    "theme": "kultur-og-fritid",
    "area": "4601",
    "who": "Utstyrssentralen i Ådalen",
    "title": {"nb": "Utlån av ski", "nn": "Utlån av ski", "en": "Borrow skis"},
    "summary": {"nb": "Du låner ski.\nGratis i «en» uke.", "en": 'You "borrow" skis \\ free.'},
    "who_for": {"nb": "Alle som bor her"},
    "bring": {"nb": "Legitimasjon", "nn": "Legitimasjon"},
    "cost": {"nb": "Gratis"},
    "time": {"nb": "Med en gang", "en": "At once"},
    "apply": {"nb": "Kom innom"},
    "words": {"nb": ["låne ski", "skiutstyr"], "en": ["skis"]},
    "url": "https://www.eksempel.example/ski?a=1&b=2",
    "law": [{"text": "folkehelseloven § 4", "url": "https://lovdata.example/a"}, {"text": "friluftsloven"}],
    "events": ["flytte", "faa-barn"],
    "valid_from": "2026-01-01",
    "valid_until": "2027-12-31",
}


def through(content: Content, form: str, base: str = "") -> tuple[str, Content, str]:
    graph = written([Described("ski", content, "Bergen kommune", "964338531", base)], ROOT)
    (entry,) = entries_from(serialised(graph, form), form)
    return entry.slug, cleaned(entry.values), entry.base


@pytest.mark.parametrize("form", FORMS)
def test_a_description_comes_back_as_it_was(form: str) -> None:
    content = cleaned(FULL)
    assert through(content, form, "ski-norge") == ("ski", content, "ski-norge")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    form=st.sampled_from(FORMS),
    texts=st.fixed_dictionaries({"title": TEXTS, "summary": TEXTS}, optional={"cost": TEXTS, "time": TEXTS}),
    words=st.dictionaries(st.sampled_from(LANGUAGES), st.lists(WORDS, min_size=1, max_size=4)),
    last=st.dates(date(2020, 1, 1), date(2090, 1, 1)) | st.none(),
    place=st.sampled_from([("municipal", "0301"), ("county", "46"), ("state", "no"), ("county", "")]),
)  # fmt: skip
def test_any_description_comes_back(
    form: str, texts: dict[str, Any], words: dict[str, Any], last: date | None, place: tuple[str, str]
) -> None:
    level, area = place
    content = cleaned(
        {**texts, "words": words, "valid_until": last, "level": level, "area": area, "theme": "helse"}
    )
    assert through(content, form)[1] == content


def test_the_forms_say_the_same() -> None:
    graph = written([Described("ski", cleaned(FULL), "Bergen kommune", "964338531")], ROOT)
    for form in FORMS:
        assert isomorphic(graph, parsed(serialised(graph, form), form)), form


def test_names_are_those_of_the_specification() -> None:
    graph = written([Described("ski", cleaned(FULL), "Bergen kommune", "964338531")], ROOT)
    service = URIRef(ROOT + "s/ski/")
    kinds = {str(kind) for kind in graph.objects(service, n.RDF.type)}
    assert kinds == {
        "http://purl.org/vocab/cpsv#PublicService",
        "https://data.norge.no/vocabulary/cpsvno#Service",
    }
    used = {str(predicate) for predicate in graph.predicates(service)}
    for wanted in (
        "http://data.europa.eu/m8g/hasCompetentAuthority",
        "http://data.europa.eu/m8g/ownedBy",
        "http://data.europa.eu/m8g/hasCost",
        "http://data.europa.eu/m8g/hasChannel",
        "http://data.europa.eu/m8g/isClassifiedBy",
        "http://data.europa.eu/m8g/isGroupedBy",
        "http://data.europa.eu/m8g/hasLegalResource",
        "http://purl.org/vocab/cpsv#hasInput",
        "http://purl.org/dc/terms/title",
        "http://purl.org/dc/terms/spatial",
        "http://www.w3.org/ns/dcat#keyword",
    ):
        assert wanted in used
    assert (None, n.DCATNO.containsService, service) in graph


def _described(content: Content, base: str = "") -> Described:
    return Described("ski", content, "Bergen kommune", "964338531", base)


def test_all_that_the_profile_makes_mandatory_is_written() -> None:
    """By our own checks, written from the specification's tables and its SHACL shapes."""
    least = {"level": "state", "theme": "helse", "title": {"nb": "A"}, "summary": {"nb": "B"}}
    everything = [_described(cleaned(FULL)), _described(cleaned(least), "base")]
    for level, area in (("municipal", ""), ("state", "no"), ("county", "46")):
        everything.append(_described(cleaned(FULL | {"level": level, "area": area, "who": ""})))
    for one in everything:
        assert list(lacking(written([one], ROOT))) == []


@pytest.mark.parametrize("predicate", sorted({each for of in MANDATORY.values() for each in of}))
def test_each_mandatory_property_is_missed_when_it_is_gone(predicate: URIRef) -> None:
    graph = written([_described(cleaned(FULL))], ROOT)
    graph.remove((None, predicate, None))
    assert predicate in {each for _node, each in lacking(graph)}


def test_the_demos_services_hold_what_is_mandatory() -> None:
    found = [
        Described(entry.slug, cleaned(entry.values, has_base=bool(entry.base)), "Eksempel", number)
        for one in described()
        for number, entry in entries_of(one)
        if not entry.base
    ]
    assert len(found) > 150
    assert list(lacking(written(found, ROOT))) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_catalogue_comes_back(cities: Cities, form: str) -> None:
    base = making.base(cities.agency, cost={"nb": "Gratis"})
    making.local(base, cities.bergen, apply={"nb": "Ring"})
    making.service(cities.bergen, title={"nb": "Kajakk"})
    before = {row.slug: (row.content, row.base) for row in Service.objects.filter(owner=cities.bergen)}
    data = exchange.as_rdf(selectors.everything().filter(owner=cities.bergen), ROOT, form)
    taken = exchange.take_rdf(actor=cities.neighbour, owner=cities.bergen.id, data=data, form=form)
    assert (taken.added, taken.changed, taken.same) == (0, 0, 2)
    Service.objects.filter(owner=cities.bergen).delete()
    exchange.take_rdf(actor=cities.neighbour, owner=cities.bergen.id, data=data, form=form)
    rows = Service.objects.filter(owner=cities.bergen)
    assert {row.slug: (row.content, row.base) for row in rows} == before


FOREIGN = """
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
<https://kommune.example/tjenester/7> a cpsv:PublicService ;
  dct:identifier "Tjeneste 7" ; dct:title "Serveringsbevilling"@nb ; dct:description "For å servere mat."@no ;
  dcat:keyword "kafé"@nb ; cv:hasCost <https://kommune.example/pris> ;
  cpsv:hasInput [ a cv:Evidence ; dct:title "Vandelsattest"@nb ] .
<https://kommune.example/pris> a cv:Cost ; dct:description "Gratis"@nb .
"""


def test_a_service_of_another_maker_is_read_as_far_as_there_is_a_place(cities: Cities) -> None:
    exchange.take_rdf(
        actor=cities.neighbour, owner=cities.bergen.id, data=FOREIGN.encode(), form="ttl", theme="naering"
    )
    row = Service.objects.get(slug="tjeneste-7")
    content = read(row.content)
    assert (row.area, row.level, content.theme) == ("4601", "municipal", "naering")
    assert content.title == {"nb": "Serveringsbevilling"}
    assert (content.summary, content.bring, content.cost) == (
        {"nb": "For å servere mat."}, {"nb": "Vandelsattest"}, {"nb": "Gratis"}
    )  # fmt: skip


def test_one_at_fault_and_nothing_is_written(cities: Cities) -> None:
    good = Described("a", cleaned(FULL), "Bergen", "964338531")
    bad = Described("b", Content(**{**FULL_CONTENT, "title": {"nb": "x" * 200}}), "Bergen", "964338531")
    data = serialised(written([good, bad], ROOT), "ttl")
    with pytest.raises(Invalid) as caught:
        exchange.take_rdf(actor=cities.neighbour, owner=cities.bergen.id, data=data, form="ttl")
    assert list(caught.value.fields) == ["b.title_nb"]
    assert not Service.objects.exists()


FULL_CONTENT = {name: getattr(cleaned(FULL), name) for name in Content.__dataclass_fields__}


def test_another_organisations_service_is_not_taken_over(cities: Cities) -> None:
    row = making.service(cities.oslo, "0301")
    data = exchange.as_rdf([row], ROOT, "ttl").replace(b"0301", b"4601")
    with pytest.raises(Invalid) as caught:
        exchange.take_rdf(actor=cities.neighbour, owner=cities.bergen.id, data=data, form="ttl")
    assert list(caught.value.fields) == [f"{row.slug}.slug"]
    with pytest.raises(Forbidden):
        exchange.take_rdf(actor=cities.keeper, owner=cities.bergen.id, data=data, form="ttl")


@pytest.mark.parametrize(("form", "kind"), [(form, n.FORMATS[form][1]) for form in FORMS])
def test_the_catalogue_is_open_data(client: Client, cities: Cities, form: str, kind: str) -> None:
    row = making.service(cities.bergen)
    for address in (f"/services/data/services.{form}", f"/services/data/{row.slug}.{form}"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
        assert "utlan-av-ski" in {entry.slug for entry in entries_from(answer.content, form)}
    services.change(
        actor=cities.neighbour, service=row.id, version=1, **making.texts(title={"nb": "Skøyter"})
    )
    assert "Skøyter" in str(parsed(client.get(f"/services/data/services.{form}").content, form).serialize())


def test_a_file_of_megabytes_is_taken_in_by_the_api(client: Client, cities: Cities) -> None:
    client.force_login(people.person("Kari", cities.bergen, "administrator"))
    address = f"/api/v1/services/of/{cities.bergen.id}/rdf?form=ttl&theme=naering"
    large = FOREIGN.encode() + b"# " + b"x" * 2_000_000
    taken = client.post(address, large, content_type="text/turtle")
    assert taken.json() == {"added": 1, "changed": 0, "same": 0}
    broken = client.post(address, BROKEN["ttl"], content_type="text/turtle")
    assert (broken.status_code, broken.json()["type"].rpartition("#")[2]) == (422, "no-rdf")
    assert "3" in broken.json()["detail"]


def test_what_is_withdrawn_is_no_open_data(client: Client, cities: Cities) -> None:
    row = making.service(cities.bergen)
    services.withdraw(actor=cities.neighbour, service=row.id)
    assert client.get(f"/services/data/{row.slug}.ttl").status_code == 404
    assert client.get("/services/data/services.docx").status_code == 404


def test_a_file_is_taken_in_on_the_page(client: Client, cities: Cities) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(people.person("Kari", cities.bergen, "administrator"))
    address = f"/services/own/{cities.bergen.id}/import/"

    def send(data: bytes) -> Any:
        return client.post(address, {"file": SimpleUploadedFile("a.ttl", data), "theme": "naering"})

    bad = send(BROKEN["ttl"])
    assert bad.status_code == 422
    assert "3" in bad.content.decode()
    assert send(FOREIGN.encode()).status_code == 302
    assert Service.objects.get().slug == "tjeneste-7"
    assert stored(read(Service.objects.get().content)) == Service.objects.get().content
