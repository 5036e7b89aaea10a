"""Verifying a file that somebody brings: on the page, in the API, on the command line, and by OpenSSL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pyhanko.pdf_utils.reader import PdfFileReader

from dugnad.areas.agreements import services
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.tests.makers import Pair, browser
from dugnad.areas.agreements.verdicts import FINDINGS, OUTCOMES, PROBLEMS, STAMP_VERDICTS
from dugnad.areas.agreements.verification import LARGEST, examine, tell
from dugnad.engines.pades.report import Finding, Outcome, Problem, Verdict
from tests import people

pytestmark = pytest.mark.django_db
COMMAND = Path(sys.executable).with_name("dugnad")


@pytest.fixture
def pdf(pair: Pair) -> bytes:
    """A document that both have signed, time-stamped for the long term."""
    row = makers.signed(pair)
    services.finalise(round=row.rounds.get().id)
    return makers.pdf_of(row)


def bring(client: Client, content: bytes, language: str = "en") -> Any:
    client.cookies["django_language"] = language
    return client.post("/agreements/verify/", {"file": SimpleUploadedFile("avtale.pdf", content)})


def test_anyone_verifies_a_file_on_the_page(pdf: bytes) -> None:
    page = bring(browser(), pdf).content.decode()
    assert "All is in order" in page
    assert "Kari Eksempel" in page
    assert people.AUTHORITY in page
    assert "no legal trust" in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_answer_is_in_the_readers_language(pdf: bytes, language: str) -> None:
    response = bring(browser(), pdf, language)
    assert response.headers["Content-Language"] == language
    assert response.context["told"].ok


def test_a_changed_byte_is_told(pdf: bytes) -> None:
    place = pdf.index(b"/Title")
    changed = pdf[: place + 8] + bytes([pdf[place + 8] ^ 1]) + pdf[place + 9 :]
    told = bring(browser(), changed).context["told"]
    assert not told.ok
    assert all("at least one byte was changed" in one.faults[0] for one in told.signatures)


def test_something_added_at_the_end_is_told(pdf: bytes) -> None:
    told = bring(browser(), pdf + b"\n% more\n").context["told"]
    assert not told.ok
    assert any("added at the end" in finding for finding in told.findings)


def test_a_file_that_is_no_pdf_is_told() -> None:
    told = bring(browser(), b"Dear all, we agree.").context["told"]
    assert told.findings == ("The file is not a PDF.",)
    assert told.state == "act"


def test_no_file_is_told() -> None:
    for data in ({}, {"file": ""}):
        response = browser().post("/agreements/verify/", data)
        assert response.status_code == 422
        assert 'id="file-error"' in response.content.decode()


def test_an_unsigned_and_a_half_signed_document(pair: Pair) -> None:
    row = makers.sent(pair)
    unsigned = tell(examine(makers.pdf_of(row)))
    assert unsigned.outcome is Outcome.UNSIGNED
    assert len(unsigned.missing) == 2
    makers.sign(row, pair.kari)
    half = tell(examine(makers.pdf_of(row)))
    assert half.outcome is Outcome.INCOMPLETE
    assert not half.ok
    assert "Ola Eksempel" in half.missing[0]


def test_another_installations_file_is_whole_but_not_trusted(pdf: bytes) -> None:
    told = tell(examine(pdf, own=False))
    assert not told.ok
    with_root = tell(examine(pdf, own=False, trust_roots=[signing().root_pem()]))
    assert with_root.ok
    english = bring_told(pdf)
    assert "not trusted here" in english.answer


def bring_told(pdf: bytes) -> Any:
    from django.utils import translation

    with translation.override("en"):
        return tell(examine(pdf, own=False))


def test_every_code_has_words_of_its_own() -> None:
    for codes, words in ((Finding, FINDINGS), (Problem, PROBLEMS), (Outcome, OUTCOMES)):
        assert set(words) == set(codes)
        assert len({str(text) for text in words.values()}) == len(words)
    assert set(Verdict) - set(STAMP_VERDICTS) == {
        Verdict.VALID,
        Verdict.UNTRUSTED_TIMESTAMP,
        Verdict.NO_AUTHORITY,
    }


class Endless(BytesIO):
    """A body that counts how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        self.taken += size if size and size > 0 else LARGEST * 10
        return b"x" * (size or 0)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/agreements/verify/", "multipart/form-data; boundary=x"),
        ("/api/v1/agreements/verify", "application/pdf"),
    ],
)
def test_200_mb_are_refused_before_they_are_read(path: str, kind: str) -> None:
    body = Endless()
    told = {"CONTENT_LENGTH": "209715200", "wsgi.input": body}
    response = browser().generic("POST", path, b"", content_type=kind, **told)
    assert response.status_code == 413
    assert body.taken == 0


def test_what_says_nothing_of_its_length_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dugnad.areas.agreements.uploads.LARGEST", 1000)
    response = bring(browser(), b"%PDF-" + b"x" * 1001)
    assert response.status_code == 413
    assert "30 MB" in response.content.decode()
    raw = browser().generic("POST", "/api/v1/agreements/verify", b"x" * 1001, content_type="application/pdf")
    assert raw.status_code == 413
    assert raw.headers["Content-Type"] == "application/problem+json"


def test_nothing_of_the_file_is_kept(pdf: bytes, tmp_path: Path) -> None:
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        bring(browser(), pdf)
    assert list(tmp_path.iterdir()) == []


def test_the_form_needs_its_token(pdf: bytes) -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/agreements/verify/", {"file": SimpleUploadedFile("avtale.pdf", pdf)})
    assert refused.status_code == 403


def test_the_api_gives_the_whole_report(pdf: bytes) -> None:
    answer = (
        browser().generic("POST", "/api/v1/agreements/verify", pdf, content_type="application/pdf").json()
    )
    assert answer["ok"]
    assert answer["long_term"]
    assert [one["level"] for one in answer["signatures"]] == ["B-LTA", "B-LTA"]
    assert answer["signatures"][0]["name"] == "Kari Eksempel"
    empty = browser().generic("POST", "/api/v1/agreements/verify", b"", content_type="application/pdf")
    assert empty.status_code == 422


def test_the_api_asks_one_without_a_session_for_no_token(pdf: bytes, pair: Pair) -> None:
    path, kind = "/api/v1/agreements/verify", "application/pdf"
    strict = Client(enforce_csrf_checks=True)
    assert strict.generic("POST", path, pdf, content_type=kind).json()["ok"]
    people.sign_in(strict, pair.kari)
    assert strict.generic("POST", path, pdf, content_type=kind).status_code == 403


def run(*arguments: object, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command, in a folder and an installation of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUGNAD_")}
    environment |= {"DUGNAD_HOME": str(home or "/nonexistent/dugnad"), "LANG": "en_GB.UTF-8", "LC_ALL": ""}
    return subprocess.run(
        [str(COMMAND), "verify", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_verifies_offline(pdf: bytes, tmp_path: Path) -> None:
    file, root = tmp_path / "avtale.pdf", tmp_path / "root.pem"
    file.write_bytes(pdf)
    root.write_bytes(signing().root_pem())
    good = run(file, "--trust", root)
    assert good.returncode == 0, good.stderr
    assert "All is in order" in good.stdout
    assert "Kari Eksempel, Eksempel Oslo" in good.stdout
    as_json = run(file, "--trust", root, "--json")
    assert json.loads(as_json.stdout)["ok"] is True
    file.write_bytes(pdf + b"more")
    assert run(file, "--trust", root).returncode == 1
    assert "not trusted here" in run(file).stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["avtale.pdf", "root.pem"]


def test_the_command_tells_of_a_wrong_root(tmp_path: Path) -> None:
    file = tmp_path / "brev.pdf"
    file.write_bytes(b"no PDF")
    wrong = run(file, "--trust", file)
    assert wrong.returncode == 2
    assert "PEM" in wrong.stderr


def test_openssl_agrees(pdf: bytes, tmp_path: Path) -> None:
    """OpenSSL, which knows nothing of PDF, says of each signature's bytes that they are whole and by whom."""
    root = tmp_path / "root.pem"
    root.write_bytes(signing().root_pem())
    reader = PdfFileReader(BytesIO(pdf))
    assert len(reader.embedded_regular_signatures) == 2
    for signature in reader.embedded_regular_signatures:
        first, length, second, rest = (int(number) for number in signature.byte_range)
        content = tmp_path / "content"
        content.write_bytes(pdf[first : first + length] + pdf[second : second + rest])
        container = tmp_path / "signature.der"
        container.write_bytes(cms.ContentInfo.load(bytes(signature.pkcs7_content)).dump())
        judged = _openssl(container, content, root)
        assert judged.returncode == 0, judged.stderr
        content.write_bytes(content.read_bytes() + b"x")
        assert _openssl(container, content, root).returncode != 0


def _openssl(container: Path, content: Path, root: Path) -> subprocess.CompletedProcess[str]:
    arguments = [
        "-inform",
        "DER",
        "-in",
        container,
        "-content",
        content,
        "-binary",
        "-CAfile",
        root,
        "-purpose",
        "any",
    ]
    return subprocess.run(
        ["openssl", "cms", "-verify", *map(str, arguments), "-out", os.devnull],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_root_certificate_is_given_away(pdf: bytes) -> None:
    response = browser().get("/agreements/verify/authority.pem")
    assert response.content == signing().root_pem()
    assert settings.SECRET_KEY.encode() not in response.content
