"""Who finds which entries, with which names, and what they can prove of them."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.ledger import proofs, selectors
from dugnad.kernel.ledger.models import Checkpoint, Detail, Event
from dugnad.kernel.ledger.names import names_for
from dugnad.kernel.ledger.proofs import Fault, Proof, check, consistency, prove
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.selectors import Wanted, entries
from dugnad.kernel.ledger.tests.logs import grow, write
from dugnad.kernel.problems import Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db
PLATFORM = Actor(operator=True)


def test_a_person_finds_what_concerns_them_and_their_organisations() -> None:
    bergen, oslo = people.city("Eksempel Bergen"), people.city("Eksempel Oslo")
    kari = people.person("Kari", bergen)
    mine = write(bergen.id, actor=PLATFORM)
    theirs = write(oslo.id, actor=PLATFORM)
    done = write(oslo.id, actor=Actor(kari.id))
    found = [event.id for event in entries(people.acting(kari), Wanted()).events]
    assert mine.id in found
    assert done.id in found
    assert theirs.id not in found
    assert found == sorted(set(found), reverse=True)
    assert entries(NOBODY, Wanted()).events == []
    assert theirs.id in [event.id for event in entries(people.acting(people.operator()), Wanted()).events]


def test_asking_for_another_organisation_finds_nothing() -> None:
    bergen, oslo = people.city("Eksempel Bergen"), people.city("Eksempel Oslo")
    kari = people.acting(people.person("Kari", bergen))
    assert entries(kari, Wanted(ref=oslo.id)).events == []
    assert entries(kari, Wanted(ref=bergen.id)).events != []


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    bergen = people.city("Eksempel Bergen")
    kari = people.acting(people.person("Kari", bergen))
    for _ in range(9):
        write(bergen.id, actor=kari)
    everything = [event.id for event in entries(kari, Wanted(), limit=100).events]
    walked: list[int] = []
    page = entries(kari, Wanted(), limit=4)
    while True:
        walked += [event.id for event in page.events]
        if page.before is None:
            break
        page = entries(kari, Wanted(), before=page.before, limit=4)
    assert walked == everything
    assert len(walked) > 9


def test_entries_are_found_by_name_thing_and_day() -> None:
    bergen = people.city("Eksempel Bergen")
    kari = people.acting(people.person("Kari", bergen))
    write(bergen.id, actor=kari)
    today = timezone.localdate()
    names = {event.name for event in entries(kari, Wanted()).events}
    assert {"organisations.added", "organisations.changed"} <= names
    only = entries(
        kari, Wanted(name="organisations.changed", thing=bergen.id, first=today, last=today)
    ).events
    assert [event.name for event in only] == ["organisations.changed"]
    assert entries(kari, Wanted(thing=uuid4())).events == []
    assert entries(kari, Wanted(last=today - timedelta(days=1))).events == []
    assert entries(kari, Wanted(first=today + timedelta(days=1))).events == []


def test_one_entry_is_shown_to_those_concerned_and_nobody_else_knows_of_it() -> None:
    bergen = people.city("Eksempel Bergen")
    write(bergen.id, actor=PLATFORM, phone="55 55 55 55")
    seal_all()
    last = Event.objects.latest("id")
    assert last.index is not None
    inside = people.acting(people.person("Kari", bergen))
    outside = people.acting(people.person("Ola", people.city("Eksempel Oslo")))
    operator = people.acting(people.operator())
    event, decision = selectors.entry(inside, last.index)
    assert decision.reason.code == "party"
    assert selectors.details(inside, [event])[event.id].facts == {"phone": "55 55 55 55"}
    for stranger in (outside, NOBODY):
        with pytest.raises(NotFound):
            selectors.entry(stranger, last.index)
        assert selectors.details(stranger, [event]) == {}
    assert selectors.entry(operator, last.index)[1].reason.code == "operator"
    assert selectors.details(operator, [event]) == {}
    with pytest.raises(NotFound):
        selectors.entry(operator, 10_000)


def test_names_are_told_only_to_those_who_may_see_them() -> None:
    bergen, oslo = people.city("Eksempel Bergen"), people.city("Eksempel Oslo")
    kari, ola = people.person("Kari", bergen), people.person("Ola", oslo)
    event = write(bergen.id, actor=Actor(kari.id))
    inside, outside = people.acting(kari), people.acting(ola)
    assert names_for(inside, [event]).people == {kari.id: "Kari"}
    assert names_for(outside, [event]).people == {}
    assert names_for(outside, [event]).organisations == {bergen.id: "Eksempel Bergen"}
    assert names_for(people.acting(people.operator()), [event]).people == {kari.id: "Kari"}


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    bergen = people.city("Eksempel Bergen")
    kari = people.acting(people.person("Kari", bergen))
    for _ in range(20):
        write(bergen.id, actor=kari, place="Halden")
    with django_assert_max_num_queries(10):
        found = entries(kari, Wanted()).events
        names_for(kari, found)
        selectors.details(kari, found)


def test_a_proof_holds_and_is_read_back() -> None:
    grow(300)
    for index in (0, 255, 256, 299):
        proof = prove(Event.objects.get(index=index))
        assert check(proof) == []
        assert Proof.from_json(proof.to_json()) == proof
        assert check(proof, proofs.verifier_key()) == []


def test_a_proof_may_show_the_detail() -> None:
    event = write(name="Kari Nordmann")
    seal_all()
    proof = prove(Event.objects.get(id=event.id), detail=Detail.objects.get(event=event))
    assert check(proof) == []
    body = json.loads(proof.to_json())
    assert json.loads(body["detail"]["text"]) == {"name": "Kari Nordmann"}
    body["detail"]["text"] = body["detail"]["text"].replace("Kari", "Ola")
    assert check(Proof.from_json(json.dumps(body))) == [Fault.DETAIL]


def test_an_altered_proof_does_not_hold() -> None:
    grow(20)
    body = json.loads(prove(Event.objects.get(index=7)).to_json())
    flipped = ("0" if body["hashes"][0][0] != "0" else "1") + body["hashes"][0][1:]
    changes: list[tuple[dict[str, object], list[Fault]]] = [
        ({"index": 8}, [Fault.ENTRY]),
        ({"size": 19}, [Fault.SIZE]),
        ({"hashes": body["hashes"][1:]}, [Fault.ENTRY]),
        ({"hashes": [flipped, *body["hashes"][1:]]}, [Fault.ENTRY]),
        ({"entry": body["entry"].replace("organisations.changed", "organisations.added")}, [Fault.ENTRY]),
        ({"checkpoint": body["checkpoint"].replace("\n20\n", "\n21\n")}, [Fault.CHECKPOINT]),
        ({"checkpoint": ""}, [Fault.CHECKPOINT]),
    ]
    for change, faults in changes:
        assert check(Proof.from_json(json.dumps(body | change))) == faults, change


def test_a_proof_is_judged_by_the_key_that_the_reader_trusts() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    grow(3)
    proof = prove(Event.objects.get(index=1))
    name = proof.key.split("+")[0]
    other = proofs.key_line(name, Ed25519PrivateKey.generate().public_key())
    assert check(proof, other) == [Fault.CHECKPOINT]
    for broken in ("nonsense", proof.key[:-3], name + "+00000000+" + proof.key.split("+", 2)[2]):
        with pytest.raises(Invalid) as told:
            check(proof, broken)
        assert "key" in told.value.fields


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", "7", '{"format": "dugnad-ledger-proof-1"}', "[" * 100_000]
)
def test_what_is_no_proof_is_told_at_the_field(text: str) -> None:
    with pytest.raises(Invalid) as told:
        Proof.from_json(text)
    assert "file" in told.value.fields


def test_an_entry_is_provable_once_a_checkpoint_covers_it() -> None:
    event = write()
    with pytest.raises(NotFound):
        prove(event)
    seal_all()
    assert check(prove(Event.objects.get(id=event.id))) == []


def test_any_two_sizes_are_shown_to_be_one_log() -> None:
    from dugnad.engines.merkle import TileReader, frontier_of, verify_consistency
    from dugnad.kernel.ledger.storage import Tiles

    grow(300)
    node = TileReader(Tiles())
    for old, new in ((0, 1), (1, 300), (255, 256), (256, 300), (300, 300)):
        roots = [frontier_of(size, node).root() for size in (old, new)]
        assert verify_consistency(old, new, consistency(old, new), *roots)
    for old, new, field in ((5, 4, "old"), (-1, 4, "old"), (0, 301, "new"), (0, 0, "new")):
        with pytest.raises(Invalid) as told:
            consistency(old, new)
        assert field in told.value.fields


def test_the_checkpoint_says_when_it_was_signed() -> None:
    grow(1)
    row = Checkpoint.objects.get()
    assert f"\nat {row.at.isoformat()}\n" in row.note
