from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.entry import Entry, canonical, commitment, concerns_text
from dugnad.kernel.ledger.models import Concern, Detail, Event
from dugnad.kernel.ledger.services import UnknownEvent, record
from dugnad.kernel.ledger.tests.logs import NAME, write
from dugnad.kernel.organisations.rules import ORGANISATION, organisation_thing

IDS = st.none() | st.uuids()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 2**62),
    st.uuids(),
    IDS,
    IDS,
    st.sets(st.uuids(), max_size=4),
    st.sampled_from(["", "ab" * 32]),
)
def test_an_entry_is_read_back_from_its_bytes(
    at: int, thing: UUID, actor: UUID | None, grant: UUID | None, refs: set[UUID], committed: str
) -> None:
    entry = Entry(at, "area.happened", actor, "area.thing", thing, concerns_text(refs), grant, committed)
    assert Entry.from_bytes(entry.to_bytes()) == entry


def test_the_bytes_are_these() -> None:
    ids = [UUID(int=number) for number in range(1, 4)]
    entry = Entry(1_700_000_000_000_000, "a.b", ids[0], "a.k", ids[1], concerns_text(ids[:2]), None, "c" * 64)
    assert entry.to_bytes() == (
        b"1700000000000000\na.b\n00000000000000000000000000000001\na.k\n00000000000000000000000000000002\n"
        b"00000000000000000000000000000001 00000000000000000000000000000002\n\n" + b"c" * 64
    )


@pytest.mark.django_db
def test_the_database_puts_the_same_bytes_together() -> None:
    grant, organisation, person = uuid4(), uuid4(), uuid4()
    with transaction.atomic():
        full_number = record(
            NAME,
            actor=Actor(person=person),
            thing=organisation_thing(organisation),
            concerns=[uuid4(), None, person],
            grant=grant,
            detail={"æøå": "«»", "n": 1.0},
        )
        bare_number = record(NAME, actor=Actor(), thing=Thing(ORGANISATION, uuid4()))
    full, bare = Event.objects.get(id=full_number), Event.objects.get(id=bare_number)
    kept = [data for _, data in storage.unsealed(10)]
    assert kept == [_entry(full).to_bytes(), _entry(bare).to_bytes()]
    assert Entry.from_bytes(kept[0]).grant == grant
    assert set(Concern.objects.filter(event=full).values_list("ref", flat=True)) == set(full.refs)
    assert len(full.refs) == 3
    assert bare.refs == []


def _entry(event: Event) -> Entry:
    stored = Event.objects.get(id=event.id)
    assert stored.at == event.at
    return Entry(*(getattr(stored, field) for field in Entry._fields))


@pytest.mark.django_db
def test_an_entry_commits_to_its_detail_and_does_not_hold_it() -> None:
    event = write(name="Kari Nordmann")
    detail = Detail.objects.get(event=event)
    assert detail.facts == {"name": "Kari Nordmann"}
    assert commitment(bytes(detail.salt), detail.body) == event.commitment
    assert b"Kari" not in storage.unsealed(1)[0][1]
    assert write(name="Kari Nordmann").commitment != event.commitment


@pytest.mark.django_db
def test_a_detail_may_hold_ids_and_times() -> None:
    organisation = uuid4()
    event = write(who=organisation)
    assert Detail.objects.get(event=event).facts == {"who": str(organisation)}
    assert canonical({"b": 1, "a": "æ"}) == '{"a":"æ","b":1}'


@pytest.mark.django_db
def test_only_declared_events_about_a_thing_are_written() -> None:
    with pytest.raises(UnknownEvent):
        record("nobody.declared_this", actor=Actor(), thing=organisation_thing(uuid4()))
    with pytest.raises(ValueError, match="by its id"):
        record(NAME, actor=Actor(), thing=Thing(ORGANISATION))


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_with_its_change_or_not_at_all() -> None:
    with pytest.raises(RuntimeError, match="same transaction"):
        record(NAME, actor=Actor(), thing=organisation_thing(uuid4()))
    with pytest.raises(KeyError):
        _write_and_fail()
    assert not Event.objects.exists()
    assert not Concern.objects.exists()
    assert not Detail.objects.exists()


@transaction.atomic
def _write_and_fail() -> None:
    record(NAME, actor=Actor(), thing=organisation_thing(uuid4()), detail={"a": 1})
    raise KeyError
