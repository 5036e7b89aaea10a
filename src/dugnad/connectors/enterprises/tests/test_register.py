"""The register as its documentation says it answers, spoken to over HTTP at a stand-in that each test starts."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dugnad.connectors.enterprises import Enterprise, NoRegister, Register, register
from dugnad.connectors.enterprises.standin import INVENTED, InventedRegister

NUMBER = "313001644"
COMPANY: dict[str, Any] = {
    "organisasjonsnummer": NUMBER,
    "navn": "RANFJORD BESLAG AS",
    "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
    "registreringsdatoEnhetsregisteret": "2019-02-01",
    "naeringskode1": {"kode": "25.720", "beskrivelse": "Produksjon av lås og beslag"},
    "antallAnsatte": 12,
    "harRegistrertAntallAnsatte": True,
    "forretningsadresse": {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": "8622",
        "poststed": "MO I RANA",
        "adresse": ["Eksempelveien 1"],
        "kommune": "RANA",
        "kommunenummer": "1833",
    },
    "konkurs": False,
    "underAvvikling": False,
}


class Standin:
    """What the register answers next, and what it was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, json.dumps(COMPANY).encode()
        self.asked: list[tuple[str, str | None]] = []
        standin = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                standin.asked.append((self.path, self.headers["Accept"]))
                self.send_response(standin.status)
                self.send_header("Location", "/somewhere-else")
                self.end_headers()
                self.wfile.write(standin.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def tells(self, status: int = 200, **changed: Any) -> None:
        self.status, self.body = status, json.dumps(COMPANY | changed).encode()


@pytest.fixture
def standin() -> Iterator[Standin]:
    made = Standin()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_an_enterprise_is_read_and_asked_for_once_a_day(standin: Standin) -> None:
    of = Register(standin.url)
    found = of.look_up(NUMBER)
    assert found == Enterprise(NUMBER, "RANFJORD BESLAG AS", "Mo i Rana", "1833", "small", "C")
    assert of.look_up(NUMBER) == found
    assert standin.asked == [(f"/enhetsregisteret/api/enheter/{NUMBER}", register.TYPE)]


@pytest.mark.parametrize("status", [404, 410])
def test_no_such_enterprise(standin: Standin, status: int) -> None:
    standin.tells(status)
    assert Register(standin.url).look_up(NUMBER) is None


@pytest.mark.parametrize("status", [301, 429, 500, 503])
def test_a_register_that_does_not_answer_is_told_and_never_followed_elsewhere(
    standin: Standin, status: int
) -> None:
    standin.tells(status)
    with pytest.raises(ConnectionError):
        Register(standin.url).look_up(NUMBER)
    assert len(standin.asked) == 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b'{"organisasjonsnummer": "974760673"}', b"\xff" * 9]
)
def test_an_answer_in_another_form(standin: Standin, body: bytes) -> None:
    standin.body = body
    with pytest.raises(ConnectionError):
        Register(standin.url).look_up(NUMBER)


def test_nobody_listens(standin: Standin) -> None:
    standin.server.server_close()
    with pytest.raises(ConnectionError):
        Register(standin.url).look_up(NUMBER)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ({"antallAnsatte": 9}, "micro"),
        ({"antallAnsatte": 49}, "small"),
        ({"antallAnsatte": 249}, "medium"),
        ({"antallAnsatte": 250}, "large"),
        ({"antallAnsatte": None}, "micro"),
        ({"antallAnsatte": None, "harRegistrertAntallAnsatte": False}, ""),
        ({"organisasjonsform": {"kode": "KOMM"}}, "public"),
    ],
)
def test_the_size(standin: Standin, said: dict[str, Any], size: str) -> None:
    standin.tells(**said)
    found = Register(standin.url).look_up(NUMBER)
    assert found is not None
    assert found.size == size


@pytest.mark.parametrize(
    ("code", "section"),
    [("01.110", "A"), ("62.100", "J"), ("84.110", "O"), ("96.210", "S"), ("", ""), ("99.0", "")],
)
def test_the_industry(standin: Standin, code: str, section: str) -> None:
    standin.tells(naeringskode1={"kode": code} if code else None)
    found = Register(standin.url).look_up(NUMBER)
    assert found is not None
    assert found.industry == section


def test_one_that_has_ended_and_one_without_an_address(standin: Standin) -> None:
    standin.tells(slettedato="2024-01-31", forretningsadresse=None)
    found = Register(standin.url).look_up(NUMBER)
    assert found is not None
    assert (found.ended, found.municipality, found.place) == (True, "", "")


def test_it_is_not_asked_without_end(standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "A_MINUTE", 2)
    of = Register(standin.url)
    standin.tells(404)
    of.look_up("313002055")
    of.look_up("313003973")
    with pytest.raises(ConnectionError):
        of.look_up("313004384")
    assert of.look_up("313002055") is None


@pytest.mark.parametrize("url", ["", "data.brreg.no", "ftp://data.brreg.no", "file:///etc/passwd"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        Register(url)


def test_without_a_register_and_with_the_invented_one() -> None:
    assert NoRegister().look_up(NUMBER) is None
    assert all(one.number.startswith("3") and "eksempel" in one.name for one in INVENTED)
    assert InventedRegister().look_up(NUMBER) == INVENTED[0]
