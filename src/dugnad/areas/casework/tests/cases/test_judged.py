"""A person decides, and the letter of it: with reasons, in both written forms, sealed and sent once."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.areas.casework.cases import outbox, statistics
from dugnad.areas.casework.cases.replay import replay
from dugnad.areas.casework.tests.making_cases import judged, sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db


def test_a_case_worker_decides_each_open_condition_with_a_reason_that_stands_in_the_letter(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case = sent(city, parent, "Geir")
    with pytest.raises(Invalid) as lacks:
        judged(case, worker, states={})
    assert "state-1" in lacks.value.fields
    with pytest.raises(Conflict):
        judged(case, worker, brief=99)
    with pytest.raises(Invalid):
        judged(case, worker, reason=" ")
    with pytest.raises(NotFound):
        judged(case, people.person("Ukjent Eksempel"))
    assert case.decisions.count() == 1
    decision = judged(case, worker)
    assert (decision.result, decision.automatic) == ("reduced", False)
    lines = [line["text"] for line in case.letters.get().lines]
    assert "Lønnsslippene viser låg inntekt." in lines
    assert any("Ein saksbehandlar har avgjort" in line for line in lines)
    assert all(one.same and one.whole and one.engine for one in replay(case))


def test_decisions_replay_byte_for_byte_and_a_changed_trace_is_found(
    city: Organisation, parent: Person
) -> None:
    case = sent(city, parent)
    (found,) = replay(case)
    assert found.same
    assert found.whole
    row = case.decisions.get()
    row.trace = row.trace.replace("330000", "330001")
    row.save()
    (found,) = replay(case)
    assert not found.whole


def test_the_letter_is_sealed_sent_once_and_tried_again_when_the_post_is_down(
    city: Organisation, parent: Person, settings: Any
) -> None:
    case = sent(city, parent)
    letter = case.letters.get()
    settings.POST = "dugnad.connectors.post.NoPost"
    assert not outbox.send(letter.id)
    letter.refresh_from_db()
    assert (letter.attempts, letter.fault, letter.sent_at) == (1, "ConnectionError", None)
    assert letter.next_at
    assert letter.next_at > timezone.now()
    sealed = bytes(letter.pdf or b"")
    settings.POST = "dugnad.connectors.post.standin.InventedPost"
    outbox.send_waiting(timezone.now() + dt.timedelta(hours=1))
    letter.refresh_from_db()
    assert letter.receipt.startswith("eksempel-")
    assert bytes(letter.pdf or b"") == sealed
    assert outbox.send(letter.id)
    assert case.entries.filter(what="letter_sent").count() == 1
    assert sealed.startswith(b"%PDF-")
    assert b"/ByteRange" in sealed


def test_small_groups_are_not_told() -> None:
    one = statistics.One(True, 0.5, True, "Sentrum")
    by_person = statistics.One(False, 3.0, False, "Nord")
    found = [line.cases for line in statistics.lines([one] * 9 + [by_person] * 2)]
    assert found == [11, None, None, None, None]


def test_drafts_in_both_written_forms_keep_nothing(
    city: Organisation, parent: Person, worker: Person
) -> None:
    case, client = sent(city, parent, "Geir"), Client(headers={"accept-language": "en"})
    people.sign_in(client, worker)
    brief = case.decisions.get()
    steps = [one["decision"] for one in json.loads(brief.trace)["steps"]]
    told = {"brief": str(brief.number), "result": "reduced", "reason": "Sett på.", "heard": "Vil vere heime."}
    for n, name in enumerate(steps, 1):
        told |= {f"decision-{n}": name, f"state-{n}": "met", f"reason-{n}": f"Grunn {n}."}
    page = client.post(reverse("casework:judge", args=[case.id]), {**told, "draft": "1"}).content.decode()
    assert "En saksbehandler har avgjort saken" in page
    assert "Ein saksbehandlar har avgjort saka" in page
    assert "Synet til barnet: Vil vere heime." in page
    assert 'value="Grunn 1."' in page
    assert (case.decisions.count(), case.letters.count()) == (1, 0)
    refused = client.post(reverse("casework:judge", args=[case.id]), {**told, "reason-1": ""})
    assert refused.status_code == 422
    assert 'value="Grunn 2."' in refused.content.decode()
    client.post(reverse("casework:judge", args=[case.id]), told)
    assert "Synet til barnet: Vil vere heime." in [one["text"] for one in case.letters.get().lines]
    assert all(one.same and one.whole for one in replay(case))


def test_letters_cite_the_act_of_their_day(city: Organisation, parent: Person, settings: Any) -> None:
    before = " ".join(line["text"] for line in sent(city, parent).letters.get().lines)
    assert "forvaltningslova § 29" in before
    assert "2025" not in before
    settings.NEW_ADMINISTRATION_ACT = timezone.localdate() + dt.timedelta(days=1)
    assert "§ 29" in str(sent(city, people.person("Per Eksempel")).letters.get().lines)
    settings.NEW_ADMINISTRATION_ACT = timezone.localdate()
    after = " ".join(line["text"] for line in sent(city, people.person("Ola Eksempel")).letters.get().lines)
    assert "få avgjerda forklart" in after
    assert "forvaltningslova av 20. juni 2025 § 12" in after
    assert "§ 29" not in after
    assert "§ 18" not in after
