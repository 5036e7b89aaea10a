"""A publiccode.yml becomes an offer, or is refused with words for each key; never more than it says it is."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dugnad.areas.competence.models import Offer
from dugnad.areas.competence.pledges.publiccode import MOST_BYTES, import_file, read
from dugnad.areas.competence.tests.makers import administrator
from dugnad.kernel.problems import Invalid
from dugnad.web.cli.competence import competence
from tests.people import company

pytestmark = pytest.mark.django_db
GOOD = """
publiccodeYmlVersion: "0.4"
name: Skjemabygger
url: https://example.no/kode/skjemabygger.git
landingURL: https://example.no/skjemabygger
softwareType: standalone/web
developmentStatus: stable
platforms: [web]
categories: [application-development]
usedBy: [Eksempel kommune]
description:
  en: {shortDescription: Builds forms}
  "no": {shortDescription: Lager skjemaer, longDescription: Lager skjemaer som alle kan bruke.}
legal: {license: EUPL-1.2}
maintenance: {type: community}
localisation: {localisationReady: true, availableLanguages: ["no", en, xx]}
"""


def test_it_becomes_a_solution_with_its_users_and_licence():
    org = company("Eksempel")
    row = import_file(actor=administrator(org.id), organisation=org.id, content=GOOD.encode())
    assert (row.title, row.text, row.url) == (
        "Skjemabygger", "Lager skjemaer som alle kan bruke.", "https://example.no/skjemabygger"
    )  # fmt: skip
    assert (row.used_by, row.languages) == (["Eksempel kommune"], ["nb", "en"])
    assert (row.publiccode["license"], row.publiccode["version"]) == ("EUPL-1.2", "0.4")


def test_imported_again_it_is_brought_up_to_date():
    org = company("Eksempel")
    first = import_file(actor=administrator(org.id), organisation=org.id, content=GOOD.encode())
    newer = GOOD.replace("Skjemabygger", "Skjemabygger 2")
    again = import_file(actor=administrator(org.id), organisation=org.id, content=newer.encode())
    assert (again.id, again.title) == (first.id, "Skjemabygger 2")
    assert Offer.objects.count() == 1


@pytest.mark.parametrize("version", ["0", "0.1", "0.2.2", "0.7"])
def test_the_versions_of_the_standard_are_known(version):
    assert read(GOOD.replace('"0.4"', f'"{version}"').encode())["publiccode"]["version"] == version


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        ('"0.4"', '"2.0"', "publiccodeYmlVersion"),
        ("name: Skjemabygger\n", "", "name"),
        ("url: https://example.no/kode/skjemabygger.git", "url: ftp://x", "url"),
        ("developmentStatus: stable", "developmentStatus: ferdig", "developmentStatus"),
        ("type: community", "type: [a]", "maintenance.type"),
        ("license: EUPL-1.2", "license: 7", "legal.license"),
        ("usedBy: [Eksempel kommune]", "usedBy: alle", "usedBy"),
        ("shortDescription: Lager skjemaer, ", "", "description"),
    ],
)
def test_each_wrong_key_is_told_by_name(was, now, key):
    with pytest.raises(Invalid) as told:
        read(GOOD.replace(was, now).encode())
    assert key in str(told.value.fields[f"publiccode.{key}"])


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"x" * (MOST_BYTES + 1),
        b"a: [",
        b"just text",
        b"- a\n- b",
        b"\xff\xfe",
        b"a: &x [1]\nb: *x",
        b"!!python/object/apply:os.system [id]",
        b"a: " + b"[" * 500 + b"]" * 500,
        b"a: 2020-99-99",
    ],
)
def test_what_is_no_such_file_is_refused_in_words(broken):
    with pytest.raises(Invalid) as told:
        read(broken)
    assert told.value.fields


def test_the_command_takes_a_checkout(tmp_path):
    org = company("Eksempel")
    (tmp_path / "publiccode.yml").write_text(GOOD, encoding="utf-8")
    done = CliRunner().invoke(
        competence, ["import-publiccode", str(tmp_path), "--organisation", org.number, "--language", "en"]
    )
    assert (done.exit_code, done.output.strip()) == (0, "Skjemabygger")
    wrong = CliRunner().invoke(
        competence, ["import-publiccode", str(tmp_path), "--organisation", "1", "--language", "en"]
    )
    assert wrong.exit_code == 2
