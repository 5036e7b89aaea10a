"""Tests run at each save; red rules are not published; bad models are told at the field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dugnad.areas.casework import library
from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import approving, services
from dugnad.areas.casework.packages.quality import quality_of
from dugnad.areas.casework.rulebook.scenarios import Unparsed
from dugnad.areas.casework.rulebook.testing import run
from dugnad.areas.casework.tests import making
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict
from tests import people

FACTS = """
    Gitt fakta
      | husholdningens inntekt | 300000 |
      | barnets nummer | 1 |
      | barnets alder | 3 |
      | timer i uken | 45 |
"""
HEAD = "# language: no\nEgenskap: x\n  Scenario: y" + FACTS
WHEN = "    Når saken avgjøres 2024-09-01\n"


@pytest.fixture
def bergen(db: None) -> Organisation:
    return people.city("Eksempel Bergen")


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("Så er utfallet «full»", "other_result"),
        ("Så vilkåret «Redusert betaling» er «ikke oppfylt»", "other_state"),
        ("Så vilkåret «Finnes ikke» er «oppfylt»", "no_such_condition"),
        ("Så vilkåret «Redusert betaling» er «rød»", "no_such_state"),
        ("Så er «månedspris» 1", "other_value"),
        ("Så mangler «barnets alder»", "not_missing"),
        ("Så skjer det noe annet", "no_such_step"),
    ],
)
def test_a_step_that_does_not_hold_is_told_with_its_line(step: str, code: str) -> None:
    package = replace(library.package("kindergarten_fee"), tests=f"{HEAD}{WHEN}    {step}\n")
    [tested] = run(package)
    assert [(one.code, one.line) for one in tested.wrong] == [(code, 10)]


def test_a_scenario_that_decides_nothing_does_not_pass() -> None:
    [tested] = run(replace(library.package("kindergarten_fee"), tests=HEAD))
    assert [one.code for one in tested.wrong] == ["never_decided"]


def test_an_unknown_fact_is_told() -> None:
    tests = HEAD.replace("timer i uken", "timer i året") + WHEN
    [tested] = run(replace(library.package("kindergarten_fee"), tests=tests))
    assert next((one.code, one.found) for one in tested.wrong) == ("no_such_fact", "timer i året")


def test_what_is_no_gherkin_is_told() -> None:
    with pytest.raises(Unparsed):
        run(replace(library.package("kindergarten_fee"), tests="# language: no\nScenario uten kolon"))


@pytest.mark.parametrize(
    "tests", [f"{HEAD}{WHEN}    Så er utfallet «full»\n", "# language: no\nScenario uten kolon"]
)
def test_red_rules_are_not_published(bergen: Organisation, tests: str) -> None:
    row = making.draft(bergen)
    services.change(actor=making.keeper(bergen), version=row.id, revision=0, tests=tests)
    row = making.ready(bergen, PackageVersion.objects.get(id=row.id))
    assert not quality_of(row).green
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)
    assert PackageVersion.objects.get(id=row.id).state == "asked"


def test_a_row_without_citation_is_not_published(bergen: Organisation) -> None:
    row = making.draft(bergen)
    model = row.document["model"].replace("<annotationEntry><text>fbf-3-s", "<annotationEntry><text>ingen", 1)
    services.change(actor=making.keeper(bergen), version=row.id, revision=0, model=model)
    row = making.ready(bergen, PackageVersion.objects.get(id=row.id))
    with pytest.raises(Conflict):
        approving.publish(actor=making.keeper(bergen), version=row.id)


def bad_models() -> dict[str, str]:
    good = library.package("kindergarten_fee").model
    circle = good.replace(
        '<informationRequirement><requiredInput href="#i-inntekt"/></informationRequirement>',
        '<informationRequirement><requiredDecision href="#d-etter"/></informationRequirement>',
        1,
    )
    lacking = good.replace(
        "<inputData",
        '<import name="x" namespace="urn:borte" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/><inputData',
        1,
    )
    return {
        "version": good.replace("20230324", "20990101"),
        "circle": circle,
        "import": lacking,
        "xml": "<definitions",
        "entities": '<!DOCTYPE x [<!ENTITY a "b">]>' + good.partition("?>")[2],
    }


TOLD = {
    "version": "This is no DMN of version 1.2 to 1.5",
    "circle": "The requirements run in a circle: ",
    "import": "It imports “urn:borte”",
    "xml": "The file is no XML",
    "entities": "The file may have no document type",
}


@pytest.mark.parametrize("name", bad_models())
def test_a_bad_model_is_told_at_the_field_and_nothing_is_stored(bergen: Organisation, name: str) -> None:
    row = making.draft(bergen)
    client = Client(headers={"accept-language": "en"})
    client.force_login(people.person("Kari", bergen, "caseworker"))
    file = SimpleUploadedFile("m.dmn", bad_models()[name].encode())
    given = {"revision": 0, "tests": row.document["tests"], "model_file": file}
    answer = client.post(f"/casework/versions/{row.id}/edit/", given)
    assert answer.status_code == 422
    assert TOLD[name] in " ".join(answer.context["form"].errors["model_file"])
    assert PackageVersion.objects.get(id=row.id).revision == 0


def test_a_model_from_another_tool_with_its_extensions_is_taken(bergen: Organisation) -> None:
    row = making.draft(bergen)
    extra = '<extensionElements><v:thing xmlns:v="urn:vendor" on="1"/></extensionElements>'
    model = row.document["model"].replace('<variable name="andelen', extra + '<variable name="andelen', 1)
    client = Client(headers={"accept-language": "en"})
    client.force_login(people.person("Kari", bergen, "caseworker"))
    given = {
        "revision": 0,
        "tests": row.document["tests"],
        "model_file": SimpleUploadedFile("m.dmn", model.encode()),
    }
    address = f"/casework/versions/{row.id}/edit/"
    assert client.post(address, given).status_code == 302
    assert quality_of(PackageVersion.objects.get(id=row.id)).green
    again = client.post(address, {"revision": 0, "tests": ""})
    assert again.status_code == 422, "somebody saved since"
