"""Vocabularies are imported whole or not at all; twice changes nothing; what is broken is told with its place."""

from __future__ import annotations

import io
import zipfile

import pytest
from click.testing import CliRunner

from dugnad.areas.competence.models import Skill, Source, Vocabulary, VocabularyUpload
from dugnad.areas.competence.tests.makers import team
from dugnad.areas.competence.vocabularies import esco, los, own
from dugnad.areas.competence.vocabularies.importing import from_folder, import_upload, upload, words
from dugnad.areas.competence.vocabularies.services import ensure_own, keep
from dugnad.areas.competence.vocabularies.values import LANGUAGES, Unreadable
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.problems import Forbidden, Invalid
from dugnad.web.cli.competence import competence
from tests.people import PLATFORM, acting, company, operator, person, sign_in

pytestmark = pytest.mark.django_db
HEAD = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n"
A, B, G = (f"{esco.ADDRESS}skill/{name}" for name in ("a", "b", "g"))


def skills(*rows, head=HEAD):
    return (head + "".join(f'KnowledgeSkillCompetence,{uri},skill,cross,{label},"{also}",released\n'
                           for uri, label, also in rows)).encode()  # fmt: skip


def files(**more):
    return {
        "skills_no.csv": skills((A, "sveise", "sveising\nlodding"), (B, "måle", "")),
        "skills_en.csv": skills((A, "weld", ""), (B, "measure", "")),
        "skillGroups_en.csv": skills((G, "crafts", "")),
        "broaderRelationsSkillPillar.csv": f"conceptType,conceptUri,broaderType,broaderUri\nx,{A},y,{G}\n".encode(),
        **more,
    }


def imported(**more):
    return keep(actor=PLATFORM, source=Source.ESCO, concepts=esco.concepts(files(**more)), version="1.2.0")


def test_skills_are_read_in_every_language_with_what_is_broader():
    kept = imported()
    weld = Skill.objects.get(uri=A)
    assert (kept.added, weld.labels) == (3, {"en": "weld", "nb": "sveise"})
    assert weld.synonyms == {"nb": ["sveising", "lodding"]}
    assert [one.uri for one in weld.broader.all()] == [G]
    assert Vocabulary.objects.get(source="esco").concepts == 3


def test_the_same_import_twice_changes_nothing_and_what_is_used_is_kept():
    imported()
    ids = dict(Skill.objects.values_list("uri", "id"))
    again = imported()
    assert (again.added, again.changed, again.same, again.removed) == (0, 0, 3, 0)
    assert dict(Skill.objects.values_list("uri", "id")) == ids
    row = team(company("Eksempel").id, skills=[ids[B]])
    fewer = {"skills_no.csv": skills((A, "sveising", "")), "skills_en.csv": skills((A, "weld", ""))}
    less = imported(**fewer)
    assert (less.changed, less.retired, less.removed) == (1, 1, 0)
    assert Skill.objects.get(uri=B).retired
    assert list(row.skills.all()) == [Skill.objects.get(uri=B)]
    assert not Skill.objects.get(uri=imported().added == 0 and B).retired


@pytest.mark.parametrize(
    ("broken", "file", "line", "column"),
    [
        ({"skills_nb.csv": b"conceptUri,preferredLabel\n"}, "skills_nb.csv", 1, "altLabels"),
        ({"skills_nb.csv": b"conceptUri;preferredLabel;altLabels\n"}, "skills_nb.csv", 1, ""),
        ({"skills_nb.csv": b"conceptUri,preferredLabel,altLabels\n" + b"x\xe6,y,z\n"}, "skills_nb.csv", 2, "2"),
        ({"skills_nb.csv": b"conceptUri,preferredLabel,altLabels\na,b\n"}, "skills_nb.csv", 2, ""),
        ({"skills_nb.csv": b"conceptUri,preferredLabel,altLabels\nx:y,b,c\n"}, "skills_nb.csv", 2, "conceptUri"),
        ({"skills_nb.csv": skills((A, "", ""))}, "skills_nb.csv", 2, "preferredLabel"),
        ({"skills_nb.csv": b'conceptUri,preferredLabel,altLabels\n"a,b,c\n'}, "skills_nb.csv", 2, ""),
        ({"readme.txt": b"x"}, "", 0, ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_by_file_line_and_column_and_nothing_is_kept(broken, file, line, column):
    with pytest.raises(Unreadable) as told:
        esco.concepts(broken)
    assert (told.value.file, told.value.line, told.value.column) == (file, line, column)
    assert words(told.value)


def test_the_command_imports_a_folder_and_tells_what_is_wrong_with_it(tmp_path):
    folder = tmp_path / "ESCO dataset - v1.2.0 - nb"
    folder.mkdir()
    for name, content in files().items():
        (folder / name).write_bytes(content)
    assert from_folder(folder).added == 3
    assert Vocabulary.objects.get(source="esco").version == "1.2.0"
    (folder / "skills_no.csv").write_bytes(b"wrong\n")
    done = CliRunner().invoke(competence, ["import-esco", str(folder), "--language", "en"])
    assert done.exit_code == 2
    assert "skills_no.csv, line 1" in done.output
    assert Skill.objects.filter(source="esco").count() == 3


LOS_TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://psi.norge.no/los/ord/skole> a skos:Concept ; skos:prefLabel "Skole"@nb, "Skule"@nn, "School"@en ;
  skos:altLabel "grunnskole"@nb ; skos:broader <https://psi.norge.no/los/tema/oppvekst> .
<https://psi.norge.no/los/tema/oppvekst> a skos:Concept ; skos:prefLabel "Oppvekst"@no .
"""


@pytest.mark.parametrize(
    ("form", "name"), [("turtle", "los.ttl"), ("xml", "los.rdf"), ("json-ld", "los.jsonld")]
)
def test_los_is_read_from_each_form_of_rdf(form, name):
    from rdflib import Graph

    content = Graph().parse(data=LOS_TURTLE, format="turtle").serialize(format=form).encode()
    found = {one.uri.rsplit("/", 1)[-1]: one for one in los.concepts(name, content)}
    assert found["skole"].labels == {"nb": "Skole", "nn": "Skule", "en": "School"}
    assert found["skole"].broader == ("https://psi.norge.no/los/tema/oppvekst",)
    assert (found["skole"].synonyms, found["oppvekst"].kind) == ({"nb": ("grunnskole",)}, "theme")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("los.ttl", b"@prefix skos: <http://x\n this is no turtle"),
        ("los.rdf", b"<rdf:RDF><not closed"),
        ("los.rdf", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
        ("los.jsonld", b'{"@context": "https://evil.example/context.json"}'),
        ("los.jsonld", b'{"broken": '),
        ("los.jsonld", b'{"@graph": [{"@context": ["https://evil.example"]}]}'),
        ("los.ttl", b""),
        ("los.ttl", b"\xff\xfe\x00"),
    ],
)
def test_rdf_that_is_broken_or_asks_for_more_is_refused_in_words(name, content):
    with pytest.raises(Unreadable) as told:
        los.concepts(name, content)
    assert told.value.file == name


def test_an_operator_uploads_an_archive_and_the_job_imports_it_and_deletes_the_file():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files().items():
            archive.writestr(f"ESCO/{name}", content)
    run = upload(actor=PLATFORM, source="esco", name="v1.2.0.zip", content=packed.getvalue())
    import_upload(Progress(run.id), **run.arguments)
    assert Skill.objects.filter(source="esco").count() == 3
    assert not VocabularyUpload.objects.exists()
    run = upload(actor=PLATFORM, source="esco", name="skills_nb.csv", content=b"wrong\n")
    import_upload(Progress(run.id), **run.arguments)
    assert JobRun.objects.get(id=run.id).state == "failed"
    assert "skills_nb.csv" in JobRun.objects.get(id=run.id).message


def test_only_operators_import(client):
    kari = person("Kari", company("Eksempel"), "administrator")
    with pytest.raises(Forbidden):
        upload(actor=acting(kari), source="los", name="los.ttl", content=LOS_TURTLE.encode())
    sign_in(client, kari)
    assert client.post("/competence/vocabularies/", {"source": "los"}).status_code == 403
    sign_in(client, operator())
    assert client.post("/competence/vocabularies/", {"source": "los"}).status_code == 422
    with pytest.raises(Invalid):
        upload(actor=PLATFORM, source="los", name="los.ttl", content=b"")


def test_escos_attribution_is_shown_to_everyone(client):
    assert "uses the ESCO classification of the European Commission" in client.get(
        "/competence/vocabularies/", headers={"accept-language": "en"}
    ).content.decode()  # fmt: skip


def test_the_small_vocabulary_is_complete_in_three_languages_and_loaded_once():
    found = own.concepts()
    assert 80 <= sum(one.kind == "skill" for one in found) <= 150
    assert all(set(one.labels) == set(LANGUAGES) and all(one.labels.values()) for one in found)
    assert len({one.uri for one in found}) == len(found)
    ensure_own()
    ids = set(Skill.objects.values_list("id", flat=True))
    ensure_own()
    assert set(Skill.objects.values_list("id", flat=True)) == ids
    assert Skill.objects.filter(kind="skill", broader=None).count() == 0
