"""The letter to those who are asked to comment: whom it reaches, what it tells, what it opens and to whom."""

from __future__ import annotations

import re

import pytest
from django.core import mail as outbox

from dugnad.areas.lab.business import commenting, mail
from dugnad.areas.lab.models import BusinessModel, CommentInvitation
from dugnad.areas.lab.tests.makers_business import model
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.problems import Conflict
from tests.world import ROLES, World

pytestmark = pytest.mark.django_db
QUESTION = "Er prisen for lav?"


@pytest.fixture
def row(world: World) -> BusinessModel:
    return model(world.actor("own administrator"), world.own.id)


def send() -> list[outbox.EmailMessage]:
    """Run the jobs that wait, and give the letters."""
    for job in JobRun.objects.filter(name=mail.JOB):
        mail.deliver(Progress(job.id), **job.arguments)
    return list(outbox.outbox)


def test_the_invited_expert_gets_a_letter_and_accepts_on_its_page(world: World, row: BusinessModel) -> None:
    expert = world.people["partner member"]
    Person.objects.filter(id=expert.id).update(language="nn")
    sent = world.client("own signatory").post(
        f"/lab/models/{row.id}/invite/", {"email": expert.email, "days": "14", "question": QUESTION}
    )
    assert sent.status_code == 302
    (letter,) = send()
    assert letter.to == [expert.email]
    assert world.own.name in letter.subject
    for secret in (row.title, QUESTION, "Oppsett"):
        assert secret not in letter.subject + letter.body
    where = re.search(r"https?://[^/]+(/lab/comment-invitations/\S+)", letter.body).group(1)  # type: ignore[union-attr]
    page = world.client("partner member").get(where).content.decode()
    assert QUESTION in page
    assert row.title not in page
    answer = world.client("partner member").post(where, {"answer": "accept"})
    assert answer["location"] == f"/lab/models/{row.id}/"
    assert world.client("partner member").get(answer["location"]).status_code == 200
    for role in ROLES:
        if role.startswith("own ") or role == "partner member":
            continue
        for path in (where, f"/lab/models/{row.id}/", f"/lab/models/{row.id}/comments/"):
            assert world.client(role).get(path).status_code in (302, 403, 404), (role, path)
            assert row.title not in world.client(role).get(path).content.decode()


def test_an_organisations_letter_goes_to_those_who_may_answer(world: World, row: BusinessModel) -> None:
    commenting.invite(
        actor=world.actor("own administrator"), model=row.id, days=5, organisation=world.partner.id
    )
    reached = {address for letter in send() for address in letter.to}
    assert reached == {world.people[f"partner {role}"].email for role in ("administrator", "signatory")}


@pytest.mark.parametrize("how", ["withdrawn", "answered"])
def test_no_letter_of_what_is_over_or_answered(world: World, row: BusinessModel, how: str) -> None:
    made = commenting.invite(
        actor=world.actor("own administrator"), model=row.id, days=5, organisation=world.partner.id
    )
    if how == "withdrawn":
        commenting.withdraw(actor=world.actor("own administrator"), invitation=made.id)
    else:
        commenting.answer(actor=world.actor("partner signatory"), invitation=made.id, accepts=True)
    assert send() == []


def test_nobody_floods_others_with_letters(
    world: World, row: BusinessModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commenting, "MOST_AN_HOUR", 2)
    actor = world.actor("own administrator")
    for _ in range(2):
        made = commenting.invite(actor=actor, model=row.id, days=5, organisation=world.partner.id)
        commenting.withdraw(actor=actor, invitation=made.id)
    with pytest.raises(Conflict):
        commenting.invite(actor=actor, model=row.id, days=5, organisation=world.partner.id)
    assert CommentInvitation.objects.count() == 2


def test_every_block_can_be_commented_on(world: World, row: BusinessModel) -> None:
    from dugnad.areas.lab.business.document import BLOCKS

    for block in BLOCKS:
        commenting.comment(actor=world.actor("own member"), model=row.id, block=block, text="Hm")
    assert row.comments.count() == len(BLOCKS)
