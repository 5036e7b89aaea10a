"""A draft changed part by part through the pages: faults at the field, nothing lost, who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.packages.editing.parts.provisions import hash_of
from dugnad.areas.casework.tests import making
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def bergen() -> Organisation:
    return people.city("Eksempel Bergen")


@pytest.fixture
def draft(bergen: Organisation) -> PackageVersion:
    return making.draft(bergen)


def signed_in(city: Organisation, *roles: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(people.person("Kari Eksempel", city, *roles))
    return client


@pytest.fixture
def keeper(bergen: Organisation) -> Client:
    return signed_in(bergen, "caseworker")


def address(row: PackageVersion, rest: str) -> str:
    return f"/casework/versions/{row.id}/{rest}"


def filled(client: Client, where: str) -> dict[str, Any]:
    """What the form of the page would send as it stands."""
    form = client.get(where).context["form"]
    found = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in found.items() if value is not None and value is not False}


def now(row: PackageVersion) -> PackageVersion:
    return PackageVersion.objects.get(id=row.id)


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422
    return {name: " ".join(words) for name, words in answer.context["form"].errors.items()}


PARTS = ["provisions", "parameters", "facts", "conditions", "results"]


@pytest.mark.parametrize("part", PARTS)
def test_every_item_saved_as_it_stands_changes_nothing(
    draft: PackageVersion, keeper: Client, part: str
) -> None:
    for index in range(len(draft.document[part])):
        where = address(draft, f"parts/{part}/{index}/")
        assert keeper.post(where, filled(keeper, where)).status_code == 302
    assert now(draft).digest == draft.digest
    assert now(draft).revision == len(draft.document[part])


def test_about_saved_as_it_stands_changes_nothing(draft: PackageVersion, keeper: Client) -> None:
    where = address(draft, "about/")
    assert keeper.post(where, filled(keeper, where)).status_code == 302
    assert now(draft).digest == draft.digest


def test_a_provision_keeps_the_hash_of_its_wording(draft: PackageVersion, keeper: Client) -> None:
    where = address(draft, "parts/provisions/0/")
    given = filled(keeper, where) | {"text": "Staten setter en grense.\r\n", "until": "2030-01-01"}
    assert keeper.post(where, given).status_code == 302
    held = now(draft).document["provisions"][0]
    assert held["text_hash"] == hash_of({}, "Staten setter en grense.")
    assert held["until"] == "2030-01-01"


@pytest.mark.parametrize(
    ("place", "given", "field"),
    [
        ("provisions/0", {"since": "yesterday"}, "since"),
        ("provisions/0", {"says_nn": ""}, "says_nn"),
        ("provisions/1", {"id": "another"}, "id"),
        ("provisions/1", {"id": "fbf-1"}, "id"),
        ("parameters/0", {"values_0_1": "much"}, "values_0_1"),
        ("parameters/0", {"values_0_0": ""}, "values_0_0"),
        ("parameters/0", {"provision": "none"}, "provision"),
        ("facts/0", {"label_en": ""}, "label_en"),
        ("facts/0", {"fresh_days": "0"}, "fresh_days"),
        ("conditions/0", {"sentences_met_nn": "{no such name}"}, "sentences_met_nn"),
        ("conditions/0", {"sentences_not-met_nb": ""}, "sentences_not-met_nb"),
        ("results/0", {"id": ""}, "id"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_stored(
    draft: PackageVersion, keeper: Client, place: str, given: dict[str, str], field: str
) -> None:
    where = address(draft, f"parts/{place}/")
    assert field in errors(keeper.post(where, filled(keeper, where) | given))
    assert now(draft).revision == 0


def test_a_value_from_a_new_day_and_what_cities_may_set(draft: PackageVersion, keeper: Client) -> None:
    where = address(draft, "parts/parameters/0/")
    given = filled(keeper, where)
    line = len(draft.document["parameters"][0]["values"])
    given |= {f"values_{line}_0": "2027-01-01", f"values_{line}_1": "1 900,50", "vary": "free"}
    assert keeper.post(where, given).status_code == 302
    held = now(draft).document["parameters"][0]
    assert held["values"][-1] == ["2027-01-01", "1900.50"]
    assert held["vary"] == "free"


def test_a_result_is_added_and_taken_out(draft: PackageVersion, keeper: Client) -> None:
    where = address(draft, "parts/results/add/")
    text = {
        f"{name}_{language}": "Eksempel" for name in ("label", "opening") for language in ("nb", "nn", "en")
    }
    assert keeper.post(where, {"revision": 0, "id": "other", "automatic": "on", **text}).status_code == 302
    assert now(draft).document["results"][-1]["id"] == "other"
    last = len(now(draft).document["results"]) - 1
    keeper.post(address(draft, f"parts/results/{last}/remove/"), {"revision": 1})
    assert now(draft).digest == draft.digest


def test_what_rows_cite_is_not_taken_out(draft: PackageVersion, keeper: Client) -> None:
    answer = keeper.post(address(draft, "parts/provisions/2/remove/"), {"revision": 0}, follow=True)
    assert "There is no provision “fbf-3-s”" in " ".join(str(one) for one in answer.context["messages"])
    assert now(draft).revision == 0


def test_a_syntax_error_in_the_tests_is_told_with_its_line(draft: PackageVersion, keeper: Client) -> None:
    text = draft.document["tests"].replace("  Scenario: ", "  Scenari ", 1)
    line = next(n for n, words in enumerate(text.splitlines(), 1) if words.startswith("  Scenari "))
    told = errors(keeper.post(address(draft, "tests/"), {"revision": 0, "tests": text}))["tests"]
    assert f"Line {line}: " in told
    assert now(draft).revision == 0


def test_a_failing_test_is_shown_with_what_was_expected_and_found(
    draft: PackageVersion, keeper: Client
) -> None:
    text = draft.document["tests"].replace("utfallet «<utfall>»", "utfallet «ingen»", 1)
    answer = keeper.post(address(draft, "tests/"), {"revision": 0, "tests": text}, follow=True)
    failures = answer.context["failures"]
    assert failures
    _line, expected, got = failures[0].steps[0]
    assert "«ingen»" in expected
    assert "reduced" in got


@pytest.mark.parametrize("rest", ["parts/results/0/", "about/", "tests/"])
def test_what_another_saved_meanwhile_is_not_overwritten(
    draft: PackageVersion, bergen: Organisation, keeper: Client, rest: str
) -> None:
    given = filled(keeper, address(draft, rest))
    services.change(actor=making.keeper(bergen), version=draft.id, revision=0, says="Eksempel")
    told = errors(keeper.post(address(draft, rest), given))
    assert "Somebody has saved" in told["__all__"]
    assert now(draft).revision == 1


def test_one_goes_back_to_an_earlier_save_and_forth_again(draft: PackageVersion, keeper: Client) -> None:
    keeper.post(address(draft, "tests/"), {"revision": 0, "tests": ""})
    changed = now(draft)
    page = keeper.get(address(draft, "saves/?to=0"))
    assert [part for part, _group in page.context["groups"]] == ["Tests"]
    keeper.post(address(draft, "saves/0/"), {"revision": 1})
    assert now(draft).digest == draft.digest
    keeper.post(address(draft, "saves/1/"), {"revision": 2})
    assert now(draft).digest == changed.digest
    assert keeper.get(address(draft, "saves/?to=99")).status_code == 404


def model_of(row: PackageVersion, old: str = "", new: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile("m.dmn", row.document["model"].replace(old, new, 1).encode())


def test_a_row_that_cites_nothing_is_refused_by_name(draft: PackageVersion, keeper: Client) -> None:
    cell = "<annotationEntry><text>fbf-3-s"
    sent = {"revision": 0, "model": model_of(draft, cell, "<annotationEntry><text>none")}
    answer = keeper.post(address(draft, "model/"), sent)
    assert answer.status_code == 422
    assert [(one.decision, one.row, one.note) for one in answer.context["places"]] == [
        ("søskenrabatt", 1, "none")
    ]
    assert now(draft).revision == 0


def test_a_draft_by_hand_may_lack_citations_and_says_so_at_each_row(
    draft: PackageVersion, keeper: Client
) -> None:
    model = draft.document["model"].replace("<text>fbf-3-s", "<text>none", 1)
    model = model.replace("<annotationEntry><text>fbf-3-s", "<annotationEntry><text>", 1)
    given = {"revision": 0, "tests": draft.document["tests"]}
    sent = given | {"model_file": SimpleUploadedFile("m.dmn", model.encode())}
    answer = keeper.post(address(draft, "edit/"), sent)
    assert answer.status_code == 302
    assert now(draft).revision == 1, "a draft is kept all the same"
    where, _sep, anchor = answer.url.partition("#")  # type: ignore[attr-defined]
    page = keeper.get(where)
    shown = page.content.decode()
    assert "2 rows cite no provision" in shown
    rows = [one.split(">")[0] for one in shown.split("<tr id=")[1:] if "rules-uncited" in one.split(">")[0]]
    assert len(rows) == 2
    assert f'"{anchor}"' in rows[0]
    assert "There is no provision “none”." in shown
    assert "This row cites no provision." in shown
    form = keeper.get(address(draft, "edit/")).content.decode()
    assert f"#{anchor}" in form
    assert "cannot be published before" in form
    keeper.post(address(draft, "model/"), {"revision": 1, "model": model_of(draft)})
    assert "rules-uncited" not in keeper.get(where).content.decode()
    assert "cannot be published before" not in keeper.get(address(draft, "edit/")).content.decode()


def test_the_editor_is_told_which_rows_of_a_draft_cite_nothing(draft: PackageVersion, keeper: Client) -> None:
    model = draft.document["model"].replace("<annotationEntry><text>fbf-3-s", "<annotationEntry><text>", 1)
    sent = {"revision": 0, "tests": "", "model_file": SimpleUploadedFile("m.dmn", model.encode())}
    keeper.post(address(draft, "edit/"), sent)
    shown = keeper.get(address(draft, "model/")).content.decode()
    told = [one.split(">")[0] for one in shown.split('<button class="model-place"')[1:]]
    assert [one for one in told if "data-uncited" in one and 'data-rows="1"' in one]


OLD = SimpleUploadedFile("m.dmn", b'<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>')


@pytest.mark.parametrize("rest", ["model/", "model/open/", "model/file/"])
def test_a_file_that_is_no_model_is_told(draft: PackageVersion, keeper: Client, rest: str) -> None:
    for content in (b"<definitions", b"\xff\xfe\x00", OLD.read() or b"x"):
        file = SimpleUploadedFile("m.dmn", content)
        answer = keeper.post(address(draft, rest), {"revision": 0, "model": file})
        assert answer.status_code == 422
    assert keeper.post(address(draft, rest), {"revision": 0}).status_code == 422


def test_a_model_lent_to_the_editor_comes_back_as_it_was(draft: PackageVersion, keeper: Client) -> None:
    lent = keeper.post(address(draft, "model/open/"), {"model": model_of(draft)}).content
    assert b"20191111/MODEL" in lent
    assert b"<description>fbf-3-s</description>" in lent.replace(b"\n", b"")
    sent = {"revision": 0, "model": SimpleUploadedFile("m.dmn", lent)}
    assert keeper.post(address(draft, "model/"), sent).status_code == 200
    held = now(draft).document["model"]
    assert "20230324/MODEL" in held
    assert "urn:dugnad:rules:editing" not in held
    assert held.count("<annotationEntry><text>fbf-3-s") == 3


PAGES = [
    "parts/",
    "parts/facts/",
    "parts/facts/0/",
    "parts/facts/add/",
    "about/",
    "tests/",
    "saves/",
    "model/",
]


def statuses(client: Client, row: PackageVersion) -> set[int]:
    answers: list[Any] = [client.get(address(row, rest)) for rest in PAGES]
    answers.append(client.post(address(row, "tests/"), {"revision": 0, "tests": ""}))
    answers.append(client.post(address(row, "model/"), {"revision": 0, "model": model_of(row)}))
    answers.append(client.post(address(row, "parts/results/0/remove/"), {"revision": 0}))
    return {answer.status_code for answer in answers if isinstance(answer, HttpResponse)}


def test_only_professionals_and_administrators_of_the_owner_change_it(
    draft: PackageVersion, bergen: Organisation
) -> None:
    for role in ("caseworker", "administrator"):
        client = signed_in(bergen, role)
        assert {client.get(address(draft, rest)).status_code for rest in PAGES} == {200}
    for role in ("lawyer", "member"):
        assert statuses(signed_in(bergen, role), draft) == {403}
    oslo = people.city("Eksempel Oslo")
    assert statuses(signed_in(oslo, "caseworker"), draft) == {404}
    assert statuses(Client(), draft) == {302, 401}
    assert now(draft).revision == 0


def test_a_published_version_is_not_changed(bergen: Organisation, keeper: Client) -> None:
    row = making.published(bergen)
    assert not row.saves.exists()
    assert keeper.get(address(row, "model/")).status_code == 302
    assert {keeper.get(address(row, rest)).status_code for rest in PAGES if rest != "model/"} == {409}
    assert keeper.post(address(row, "tests/"), {"revision": 0, "tests": ""}).status_code == 409
    assert keeper.post(address(row, "model/"), {"revision": 0, "model": model_of(row)}).status_code == 409
    assert now(row).digest == row.digest


def test_the_api_does_what_the_editor_does(
    draft: PackageVersion, bergen: Organisation, keeper: Client
) -> None:
    one = f"/api/v1/casework/rules/{draft.id}"
    given = {"revision": 0, "model": draft.document["model"].replace("= 3</text>", "= 2</text>", 1)}
    sent = keeper.put(f"{one}/model", given, content_type="application/json")
    assert sent.status_code == 200, sent.content
    told = keeper.get(f"{one}/checks").json()
    assert [mark["rows"] for mark in told["tables"] if mark["wrong"]] == [[2, 3]]
    assert [save["revision"] for save in keeper.get(f"{one}/saves").json()] == [0]
    back = keeper.post(f"{one}/saves/0", {"revision": 1}, content_type="application/json")
    assert back.json()["digest"] == draft.digest
    uncited = given | {"revision": 2, "model": draft.document["model"].replace("<text>fbf-3-s", "<text>x")}
    refused = keeper.put(f"{one}/model", uncited, content_type="application/json")
    assert refused.status_code == 422
    lawyer = signed_in(bergen, "lawyer")
    assert lawyer.get(f"{one}/checks").status_code == 403
    assert lawyer.put(f"{one}/model", given, content_type="application/json").status_code == 403
    assert signed_in(people.city("Eksempel Oslo"), "caseworker").get(f"{one}/saves").status_code == 404
