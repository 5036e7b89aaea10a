"""ESCO and LOS in the form and size in which they are given out; the rows are made up here."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest

from dugnad.areas.competence.models import Skill, Vocabulary
from dugnad.areas.competence.vocabularies import esco, los
from dugnad.areas.competence.vocabularies.importing import from_folder
from dugnad.areas.competence.vocabularies.values import Unreadable

SKILLS = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
]
OCCUPATIONS = [
    "conceptType",
    "conceptUri",
    "iscoGroup",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "regulatedProfessionNote",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
    "code",
]
GROUPS = [
    "conceptType",
    "conceptUri",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "inScheme",
    "description",
    "code",
]
BROADER = ["conceptType", "conceptUri", "broaderType", "broaderUri"]
MANY, OTHERS, SECONDS = 14_000, 3_000, 30
ROOT = Path(__file__).parents[5]
LOS = next((one / "shared/data/los/concepts.json" for one in (ROOT.parent, Path("/work"))
            if (one / "shared/data/los/concepts.json").exists()), None)  # fmt: skip


def table(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def row(kind: str, number: int, label: str, language: str) -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence" if kind == "skill" else "Occupation",
        "conceptUri": f"{esco.ADDRESS}{kind}/{number:08x}-0000-4000-8000-000000000000",
        "preferredLabel": f"{label} {number}",
        "altLabels": f"{label} nummer {number}\nannet navn, {number} ({language})",
        "status": "released",
        "modifiedDate": "2024-01-25T11:28:50.295Z",
        "inScheme": "http://data.europa.eu/esco/concept-scheme/skills, http://data.europa.eu/esco/concept-scheme/x",
        "description": 'Flere linjer,\nmed «tegn» og "sitat".',
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set in the form of version 1.2, in three languages."""
    made = tmp_path_factory.mktemp("esco") / "ESCO dataset - v1.2.0 - classification - csv"
    made.mkdir()
    for language, label in (("no", "ferdighet"), ("nn", "dugleik"), ("en", "skill")):
        rows = [row("skill", n, label, language) for n in range(MANY)]
        (made / f"skills_{language}.csv").write_bytes(table(SKILLS, rows))
        jobs = [row("occupation", n, f"yrke {language}", language) for n in range(OTHERS)]
        (made / f"occupations_{language}.csv").write_bytes(table(OCCUPATIONS, jobs))
    group = row("isced-f", 1, "gruppe", "no") | {"conceptType": "SkillGroup"}
    (made / "skillGroups_no.csv").write_bytes(table(GROUPS, [group]))
    links = [
        {"conceptUri": row("skill", n, "", "")["conceptUri"], "broaderUri": group["conceptUri"]}
        for n in range(MANY)
    ]
    (made / "broaderRelationsSkillPillar_no.csv").write_bytes(table(BROADER, links))
    (made / "skillSkillRelations_no.csv").write_bytes(b"originalSkillUri,relationType,relatedSkillUri\n")
    return made


@pytest.mark.django_db
def test_the_official_form_is_read_in_all_languages_at_once_and_quickly(folder: Path) -> None:
    started = time.process_time()
    kept = from_folder(folder)
    took = time.process_time() - started
    assert kept.added == MANY + OTHERS + 1
    held = Vocabulary.objects.get(source="esco")
    assert (held.version, held.languages) == ("1.2.0", ["en", "nb", "nn"])
    one = Skill.objects.get(uri=row("skill", 7, "", "")["conceptUri"])
    assert one.labels == {"nb": "ferdighet 7", "nn": "dugleik 7", "en": "skill 7"}
    assert one.synonyms["nb"] == ["ferdighet nummer 7", "annet navn, 7 (no)"]
    assert one.broader.count() == 1
    assert took < SECONDS


@pytest.mark.parametrize("version", ["0.9", "1.0.2", "2.0", "2.1.0"])
def test_another_version_is_refused_and_nothing_is_read(tmp_path: Path, version: str) -> None:
    named = tmp_path / f"ESCO dataset - v{version} - classification"
    named.mkdir()
    (named / "skills_en.csv").write_bytes(table(SKILLS, [row("skill", 1, "skill", "en")]))
    with pytest.raises(Unreadable, match=version):
        from_folder(named)


@pytest.mark.parametrize("version", ["1.0.3", "1.1", "1.1.2", "1.2.0", ""])
def test_the_versions_of_this_form_are_read(version: str) -> None:
    assert esco.checked(version) == version


@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld"])
def test_los_as_a_whole_is_read_from_rdf(form: str) -> None:
    if LOS is None:
        pytest.skip("the vocabulary LOS is not at hand")
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import RDF, SKOS

    concepts, graph = json.loads(LOS.read_text(encoding="utf-8")), Graph()
    for one in concepts:
        node = URIRef(one["uri"])
        graph.add((node, RDF.type, SKOS.Concept))
        for language, label in one["label"].items():
            graph.add((node, SKOS.prefLabel, Literal(label, language)))
        for broader in one["broader"]:
            graph.add((node, SKOS.broader, URIRef(broader)))
    names = {"turtle": "los.ttl", "xml": "los.rdf", "json-ld": "los.jsonld"}
    found = {one.uri: one for one in los.concepts(names[form], graph.serialize(format=form).encode())}
    assert len(found) == len(concepts)
    for one in concepts:
        assert dict(found[one["uri"]].labels) == {k: v for k, v in one["label"].items() if v}
