"""The pages and the API of the log, through the doors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from dugnad.engines.merkle import TileReader, frontier_of, verify_consistency
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.models import Checkpoint, Detail, Event
from dugnad.kernel.ledger.proofs import Proof, check, verifier_key
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.services import record
from dugnad.kernel.ledger.storage import Tiles
from dugnad.kernel.ledger.tests.logs import grow, sql, write
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.rights.rules import RETENTION_THING
from tests import people

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def bergen() -> Organisation:
    return people.city("Eksempel Bergen")


@pytest.fixture
def kari(bergen: Organisation) -> Client:
    client = Client(**ENGLISH)
    people.sign_in(client, people.person("Kari Eksempel", bergen))
    return client


def about(organisation: Organisation, **detail: object) -> Event:
    """A sealed entry that concerns the organisation, with its index."""
    event = write(organisation.id, actor=Actor(operator=True), **detail)
    seal_all()
    return Event.objects.get(id=event.id)


def test_the_log_tells_what_happened_in_words(kari: Client, bergen: Organisation) -> None:
    event = about(bergen, reason="New name")
    page = kari.get("/ledger/").content.decode()
    assert "An organisation&#x27;s page was changed" in page
    assert "Eksempel Bergen" in page
    assert "New name" not in page, "only what the area has words for is in the list"
    assert f'href="/ledger/{event.index}/"' in page


def test_what_is_not_sealed_yet_says_so(kari: Client, bergen: Organisation) -> None:
    write(bergen.id, actor=Actor(operator=True))
    assert "Being sealed" in kari.get("/ledger/").content.decode()


def test_the_list_alone_answers_a_live_request(kari: Client, bergen: Organisation) -> None:
    about(bergen)
    part = kari.get("/ledger/", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part
    assert 'data-live="' in part
    assert "organisations.organisation" in part


def test_other_organisations_and_their_people_are_not_in_it(kari: Client) -> None:
    oslo = people.city("Eksempel Oslo")
    ola = people.person("Ola Eksempel", oslo)
    event = write(oslo.id, actor=Actor(ola.id))
    seal_all()
    index = Event.objects.get(id=event.id).index
    for address in ("/ledger/", f"/ledger/?of={oslo.id}", f"/ledger/?thing={oslo.id}"):
        page = kari.get(address).content.decode()
        assert "Ola Eksempel" not in page
        assert f"/ledger/{index}/" not in page
    for tail in ("", "proof.json", "proof.txt"):
        assert kari.get(f"/ledger/{index}/{tail}").status_code == 404
    assert kari.get(f"/api/v1/log/entries/{index}").status_code == 404


def test_a_wrong_period_is_told_at_the_field(kari: Client) -> None:
    page = kari.get("/ledger/?first=2026-05-02&last=2026-05-01").content.decode()
    assert "The last day comes before the first." in page
    for junk in (
        "?first=x&last=y&of=z&event=q&thing=1&before=-3",
        "?before=99999999999999999999",
        "?before=²",
    ):
        assert kari.get(f"/ledger/{junk}").status_code == 200


def test_an_entry_shows_its_proof_and_that_it_holds(kari: Client, bergen: Organisation) -> None:
    event = about(bergen, reason="New name")
    page = kari.get(f"/ledger/{event.index}/").content.decode()
    assert "Holds" in page
    assert "Does not hold" not in page
    assert "your organisation is a party" in page
    assert "New name" in page
    assert Checkpoint.objects.latest("size").root in page or "hash" in page


def test_an_entry_that_was_altered_says_that_its_proof_does_not_hold(
    kari: Client, bergen: Organisation
) -> None:
    event = about(bergen)
    sql("UPDATE ledger_event SET at_us = at_us + 1 WHERE id = %s", event.id)
    assert "Does not hold" in kari.get(f"/ledger/{event.index}/").content.decode()


def test_an_erased_detail_leaves_a_word(kari: Client, bergen: Organisation) -> None:
    event = about(bergen, reason="New name")
    Detail.objects.all().delete()
    page = kari.get(f"/ledger/{event.index}/").content.decode()
    assert "Erased." in page
    assert "Holds" in page


def test_a_downloaded_proof_is_checked_by_anyone(kari: Client, bergen: Organisation) -> None:
    event = about(bergen, reason="New name")
    plain = kari.get(f"/ledger/{event.index}/proof.json")
    shown = kari.get(f"/ledger/{event.index}/proof.json?detail=1").content.decode()
    assert plain.headers["Content-Disposition"] == f'attachment; filename="dugnad-{event.index}.json"'
    assert "New name" not in plain.content.decode()
    assert "New name" in shown
    assert check(Proof.from_json(shown), verifier_key()) == []
    words = kari.get(f"/ledger/{event.index}/proof.txt").content.decode()
    assert verifier_key() in words
    assert Proof.from_json(shown).text in words
    assert "&#x27;" not in words
    outcome = Client(**ENGLISH).post("/ledger/check/", {"file": upload(shown)}).content.decode()
    assert "The proof holds" in outcome
    assert "New name" in outcome


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("proof.json", text.encode())


def test_a_bad_proof_is_told_in_words(kari: Client, bergen: Organisation) -> None:
    proof = kari.get(f"/ledger/{about(bergen).index}/proof.json").content.decode()
    client = Client(**ENGLISH)
    altered = proof.replace("organisations.changed", "organisations.added")
    assert (
        "The proof does not hold" in client.post("/ledger/check/", {"file": upload(altered)}).content.decode()
    )
    for data, words in (
        ({"file": upload("{}")}, "This is not a proof from the log."),
        ({"file": upload("x" * 1_000_001)}, "This is not a proof from the log."),
        ({"file": upload(proof), "key": "nonsense"}, "This is not a public key of a log."),
        ({}, "This field is required."),
    ):
        answer = client.post("/ledger/check/", data)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_the_state_of_the_log_is_public() -> None:
    client = Client(**ENGLISH)
    assert "Nothing is sealed yet" in client.get("/ledger/state/").content.decode()
    assert client.get("/ledger/state/checkpoint.txt").status_code == 404
    grow(5)
    last = Checkpoint.objects.get()
    page = client.get("/ledger/state/").content.decode()
    assert last.root in page
    assert verifier_key() in page
    assert client.get("/ledger/state/checkpoint.txt").content.decode() == last.note


def test_the_state_shows_that_the_log_only_grew() -> None:
    grow(5)
    client = Client(**ENGLISH)
    assert (
        "4 hashes show that the log of 3 entries" in client.get("/ledger/state/?old=3&new=5").content.decode()
    )
    for query in (
        "old=5&new=3",
        "old=1&new=6",
        "old=x&new=3",
        "old=1",
        "old=-1&new=2",
        "old=1&new=" + "9" * 30,
    ):
        page = client.get(f"/ledger/state/?{query}").content.decode()
        assert 'id="sizes-error"' in page, query


def test_the_api_tells_the_same(kari: Client, bergen: Organisation) -> None:
    event = about(bergen, reason="New name")
    rows = kari.get("/api/v1/log/entries?limit=1").json()
    assert rows["items"][0] | {"at": ""} == {
        "number": event.id,
        "index": event.index,
        "at": "",
        "event": "organisations.changed",
        "says": "An organisation's page was changed",
        "kind": "organisations.organisation",
        "thing": str(bergen.id),
        "title": "Eksempel Bergen",
        "actor": None,
        "who": "",
        "concerns": [str(bergen.id)],
        "grant": None,
        "detail": {"reason": "New name"},
    }
    assert rows["before"] == event.id
    assert kari.get(f"/api/v1/log/entries/{event.index}").json() == rows["items"][0]
    proof = kari.get(f"/api/v1/log/entries/{event.index}/proof?detail=true").json()
    body = {"proof": json.dumps(proof)}
    answer = Client().post("/api/v1/log/proofs/check", body, content_type="application/json")
    assert answer.json() == {"holds": True, "faults": []}


def test_the_api_proves_growth_to_an_independent_reader() -> None:
    grow(4)
    grow(3)
    client = Client()
    state = client.get("/api/v1/log/state").json()
    older = client.get("/api/v1/log/checkpoints?below=7").json()[0]
    told = client.get("/api/v1/log/consistency?old=4&new=7").json()
    roots = [bytes.fromhex(older["root"]), bytes.fromhex(state["checkpoint"]["root"])]
    assert verify_consistency(4, 7, [bytes.fromhex(node) for node in told["hashes"]], *roots)
    assert roots[1] == frontier_of(7, TileReader(Tiles())).root()
    assert client.get("/api/v1/log/consistency?old=4&new=8").status_code == 422


def test_the_log_of_nobody_is_for_nobody() -> None:
    grow(1)
    assert Client().get("/ledger/").status_code == 302
    assert Client().get("/ledger/0/").status_code == 302
    assert Client().get("/api/v1/log/entries").status_code == 401


def test_the_platforms_own_housekeeping_is_for_those_who_run_it(kari: Client) -> None:
    with transaction.atomic():
        record("rights.expired", actor=Actor(operator=True), thing=RETENTION_THING, detail={"jobs.jobs": 3})
    seal_all()
    index = Event.objects.latest("id").index
    operator = Client(**ENGLISH)
    people.sign_in(operator, people.operator())
    assert f'"/ledger/{index}/"' in operator.get("/ledger/").content.decode()
    assert "Jobs.jobs" in operator.get(f"/ledger/{index}/").content.decode()
    assert f'"/ledger/{index}/"' not in kari.get("/ledger/").content.decode()
    assert kari.get(f"/ledger/{index}/").status_code == 404


def test_the_proof_to_read_says_how_to_check_it(kari: Client, bergen: Organisation, tmp_path: Path) -> None:
    text = kari.get(f"/ledger/{about(bergen).index}/proof.txt").content.decode()
    assert "dugnad ledger check-proof" in text
