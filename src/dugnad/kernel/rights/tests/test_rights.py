"""Everything about a person is given back, and then nothing of it is found anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs import selectors as job_selectors
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.jobs.services import Progress, mark_finished, start
from dugnad.kernel.ledger.models import Detail, Event
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.tests.logs import write
from dugnad.kernel.ledger.verification import verify_log
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName
from dugnad.kernel.problems import Forbidden, Invalid, NotFound
from dugnad.kernel.rights import selectors, services
from dugnad.kernel.rights.exporting import build_zip
from dugnad.kernel.rights.holdings import Held, held, in_order_of_erasure, kept_for
from tests import people

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Kari Sjelden Navnløs", "kari.sjelden@eksempel.example"


@pytest.fixture
def kari() -> Person:
    """A person with something in every class that the kernel keeps."""
    bergen = people.city("Eksempel Bergen")
    made = Person.objects.create_user(EMAIL, None, name=NAME, invented=True)
    for role in (RoleName.ADMINISTRATOR, RoleName.SIGNATORY):
        authority = f"Delegated to {NAME}" if role == RoleName.SIGNATORY else ""
        people.services.give_role(
            actor=people.PLATFORM, organisation=bergen.id, person=made, role=role, authority=authority
        )
    actor = people.acting(made)
    write(bergen.id, actor=actor, reason=f"{NAME} said so", mail=EMAIL)
    Client().force_login(made)
    run = start(services.EXPORT, actor=actor, person=str(made.id))
    Progress(run.id).hand_over("old.zip", EMAIL.encode())
    mark_finished(run.id)
    return made


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def found_in_database(*words: str) -> list[str]:
    """Where one of the words stands, in any column of any table: as text, or as bytes read as UTF-8."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return [place for table in tables for place in _found_in(cursor, table, words)]


def _found_in(cursor: object, table: str, words: tuple[str, ...]) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # type: ignore[attr-defined]  # noqa: S608
    columns = [column[0] for column in cursor.description]  # type: ignore[attr-defined]
    values = ((name, value) for row in cursor.fetchall() for name, value in zip(columns, row, strict=True))  # type: ignore[attr-defined]
    return [f"{table}.{name}" for name, value in values if any(word in _as_text(value) for word in words)]


def _as_text(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def test_the_search_finds_what_is_there(kari: Person) -> None:
    places = set(found_in_database(NAME, EMAIL))
    assert places >= {
        "identity_person.name",
        "identity_person.email",
        "organisations_membership.authority",
        "ledger_detail.body",
        "jobs_jobrun.result",
    }


def test_everything_is_in_the_export(kari: Person) -> None:
    told: list[int] = []
    files = unpacked(build_zip(kari.id, lambda percent, what: told.append(percent)))
    assert told == sorted(told)
    assert all(0 <= percent < 100 for percent in told)
    assert len(told) == len(held())
    account = json.loads(files["identity/account.json"])
    assert (account["name"], account["email"]) == (NAME, EMAIL)
    entries = json.loads(files["ledger/entries.json"])
    assert f"{NAME} said so" in [(entry["detail"] or {}).get("reason") for entry in entries]
    assert json.loads(files["jobs/jobs.json"])[0]["result_name"] == "old.zip"
    assert f"Delegated to {NAME}" in "".join(text for name, text in files.items() if "role" in name)
    page = files["index.html"]
    for words in (
        'lang="nb"',
        'lang="nn"',
        'lang="en"',
        "This is all that Dugnad stores about you.",
        NAME,
        EMAIL,
    ):
        assert words in page
    assert all(f'href="{name}"' in page for name in files if name != "index.html")


def test_every_class_gives_its_files_and_says_what_it_is(kari: Person) -> None:
    files = unpacked(build_zip(kari.id))
    for one in held():
        data = one.data
        assert {name for name, _content in data.export(kari.id)} <= files.keys(), one.name
        assert str(data.what)
        assert str(data.why)
        assert str(data.ground)


def test_what_is_written_in_a_page_cannot_run_there(kari: Person) -> None:
    Person.objects.filter(id=kari.id).update(name="<script>alert(1)</script>")
    assert "<script>" not in unpacked(build_zip(kari.id))["index.html"]


def test_an_export_is_a_job_of_ones_own(kari: Person) -> None:
    actor, other = people.acting(kari), people.acting(people.person("Ola"))
    run = services.ask_export(actor=actor)
    assert services.ask_export(actor=actor).id == run.id
    services.export_job(Progress(run.id), **run.arguments)
    mark_finished(run.id)
    name, content = job_selectors.result(actor, run.id)
    assert name == f"dugnad-{timezone.localdate().isoformat()}.zip"
    assert NAME in unpacked(content)["index.html"]
    with pytest.raises(NotFound):
        job_selectors.result(other, run.id)
    assert services.ask_export(actor=actor).id != run.id
    assert Event.objects.filter(name="rights.export_asked").count() == 2
    with pytest.raises(NotFound):
        services.ask_export(actor=NOBODY)


def test_only_those_who_run_the_platform_export_for_another(kari: Person) -> None:
    with pytest.raises(NotFound):
        services.export_for(actor=people.acting(people.person("Ola")), person=kari.id)
    assert NAME in unpacked(services.export_for(actor=people.PLATFORM, person=kari.id))["index.html"]
    assert Event.objects.filter(name="rights.exported").count() == 1


def test_nothing_of_a_person_is_left_after_erasure(kari: Person) -> None:
    seal_all()
    counts = services.erase(actor=people.acting(kari), typed=f" {EMAIL.upper()} ")
    assert found_in_database(NAME, EMAIL) == []
    assert counts["ledger.entries"] > 0
    assert counts["jobs.jobs"] == 1
    person = Person.objects.get(id=kari.id)
    assert not person.is_active
    assert person.erased_at
    assert not Membership.objects.filter(person=kari, ended_at=None).exists()
    assert Event.objects.filter(actor=kari.id).exists()
    seal_all()
    report = verify_log()
    assert report.whole, report
    with pytest.raises((Forbidden, NotFound)):
        services.erase(actor=Actor(kari.id), typed=EMAIL)


def test_others_keep_what_is_theirs(kari: Person) -> None:
    bergen = Organisation.objects.get(name="Eksempel Bergen")
    ola = people.person("Ola Eksempel", bergen)
    mine = write(actor=people.acting(ola), note="mine")
    services.erase(actor=people.acting(kari), typed=EMAIL)
    assert Detail.objects.filter(event=mine.id).exists()
    ola.refresh_from_db()
    assert ola.name == "Ola Eksempel"
    assert Membership.objects.filter(person=ola, ended_at=None).exists()


def test_erasure_needs_the_right_word_and_otherwise_nothing_happens(kari: Person) -> None:
    before = found_in_database(NAME, EMAIL)
    for typed in ("", "yes", EMAIL[:-1], "Ola"):
        with pytest.raises(Invalid) as told:
            services.erase(actor=people.acting(kari), typed=typed)
        assert "typed" in told.value.fields
    assert found_in_database(NAME, EMAIL) == before


def test_erasure_happens_whole_or_not_at_all(kari: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found_in_database(NAME, EMAIL)
    order = in_order_of_erasure()

    def broken(person: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(
        services, "in_order_of_erasure", lambda: [*order[:-1], _with(order[-1], erase=broken)]
    )
    with pytest.raises(RuntimeError):
        services.erase(actor=people.acting(kari), typed=EMAIL)
    assert found_in_database(NAME, EMAIL) == before


def _with(one: Held, **changes: object) -> Held:
    return Held(one.room, replace(one.data, **changes))


def test_the_account_goes_after_what_is_found_by_its_address_and_the_logs_details_last() -> None:
    names = [one.name for one in in_order_of_erasure()]
    assert sorted(names) == sorted(one.name for one in held())
    assert names[-1] == "ledger.entries"
    first_of_identity = next(place for place, name in enumerate(names) if name.startswith("identity."))
    assert all(name.startswith(("identity.", "ledger.")) for name in names[first_of_identity:])


def test_what_is_past_its_time_goes_at_night(kari: Person) -> None:
    JobRun.objects.update(state=JobState.DONE, finished_at=timezone.now() - timedelta(days=40))
    Event.objects.update(at_us=1_000_000)
    services.expire(timezone.now())
    assert not JobRun.objects.exists()
    told = Event.objects.get(name="rights.expired")
    assert told.refs == []
    counts = Detail.objects.get(event=told).facts
    assert counts["jobs.jobs"] == 2
    assert counts["ledger.entries"] > 0
    assert all(isinstance(count, int) for count in counts.values())
    services.expire(timezone.now())
    assert Event.objects.filter(name="rights.expired").count() == 1


def test_a_class_that_cannot_be_let_go_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: object) -> int:
        raise RuntimeError

    first, *rest = [one for one in held() if one.data.expire]
    monkeypatch.setattr(services, "held", lambda: [_with(first, expire=broken), *rest])
    write(note="old")
    Event.objects.update(at_us=1_000_000)
    services.expire(timezone.now())
    assert not Detail.objects.filter(event__name="organisations.changed").exists()


def test_a_period_is_told_in_words() -> None:
    with translation.override("en"):
        assert kept_for(None) == "As long as you have an account"
        assert kept_for(timedelta(days=1)) == "1 day"
        assert kept_for(timedelta(days=30)) == "30 days"
        assert kept_for(timedelta(days=1825)) == "5 years"


def test_a_sole_administrator_is_warned(kari: Person) -> None:
    assert selectors.alone_in(people.acting(kari)) == ["Eksempel Bergen"]
    people.person("Ola", Organisation.objects.get(name="Eksempel Bergen"), "administrator")
    assert selectors.alone_in(people.acting(kari)) == []
