"""Nobody but the owner's people and those who were asked and promised sees a model, the operator included."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.lab.business import commenting, selectors
from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation
from dugnad.areas.lab.tests.makers_business import model
from dugnad.kernel.problems import NotFound
from tests.words import words_in
from tests.world import World

pytestmark = pytest.mark.django_db
SECRETS = ("Hemmelig modell", "Oppsett og opplæring", "48000", "48 000", "3200000")
PAGES = ("", "comments/", "history/", "files/", "files/confirm/", "model.json", "model.xlsx", "guide/", "guide/cash/",
         "invite/", "edit/scenarios/0/", "verdict/", "strategies/", "report/")  # fmt: skip
CALLS = ("", "/sheet", "/revisions", "/comments", "/invitations", "/verdict")
OUTSIDE = ("partner administrator", "partner member", "other administrator", "other signatory", "operator")


@pytest.fixture
def row(world: World) -> BusinessModel:
    return model(world.actor("own administrator"), world.own.id)


def asked(row: BusinessModel, world: World, *, accepted: bool = True, **whom: Any) -> CommentInvitation:
    """The partner, or whom else, asked for thirty days."""
    whom = whom or {"organisation": world.partner.id}
    made = commenting.invite(actor=world.actor("own signatory"), model=row.id, days=30, **whom)
    if accepted:
        commenting.answer(actor=world.actor("partner administrator"), invitation=made.id, accepts=True)
    return made


def sees(world: World, role: str, row: BusinessModel) -> bool:
    """Whether the model opens to that role, on the page and in the API, which must agree."""
    client = world.client(role)
    page = client.get(f"/lab/models/{row.id}/").status_code
    answer = client.get(f"/api/v1/lab/models/{row.id}").status_code
    assert (page == 200) is (answer == 200)
    assert page in (200, 404)
    return page == 200


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_door_opens_to_anybody_else(world: World, row: BusinessModel, role: str) -> None:
    client = world.client(role)
    for rest in PAGES:
        found = client.get(f"/lab/models/{row.id}/{rest}")
        assert found.status_code == 404, rest
    for rest in CALLS:
        assert client.get(f"/api/v1/lab/models/{row.id}{rest}").status_code == 404, rest
    for path in ("/lab/", "/lab/models/", "/api/v1/lab/models", f"/why/lab.model/{row.id}/", "/"):
        text = client.get(path).content.decode()
        assert not words_in(text, *SECRETS), path


def test_nobody_at_all_sees_a_model_without_signing_in(row: BusinessModel) -> None:
    for rest in PAGES:
        assert Client().get(f"/lab/models/{row.id}/{rest}").status_code in (302, 401, 404), rest
    assert Client().get(f"/api/v1/lab/models/{row.id}").status_code in (401, 404)


def test_an_invitation_opens_nothing_before_the_promise(world: World, row: BusinessModel) -> None:
    made = asked(row, world, accepted=False)
    assert not sees(world, "partner administrator", row)
    page = world.client("partner member").get(f"/lab/comment-invitations/{made.id}/").content.decode()
    assert not words_in(page, *SECRETS)
    assert "I promise, open" not in page, "a member does not promise for the organisation"
    opened = world.client("partner administrator").post(
        f"/lab/comment-invitations/{made.id}/", {"answer": "accept"}
    )
    assert opened.status_code == 302
    assert sees(world, "partner member", row)
    assert not sees(world, "other administrator", row)
    assert not sees(world, "operator", row)


def test_what_is_withdrawn_or_over_opens_nothing(world: World, row: BusinessModel) -> None:
    made = asked(row, world)
    assert sees(world, "partner member", row)
    world.client("own administrator").post(f"/lab/comment-invitations/{made.id}/withdraw/")
    assert not sees(world, "partner member", row)
    assert (
        world.client("partner administrator").get(f"/lab/comment-invitations/{made.id}/").status_code == 404
    )
    again = asked(row, world)
    CommentInvitation.objects.filter(id=again.id).update(until=timezone.now() - timedelta(seconds=1))
    assert not sees(world, "partner administrator", row)
    assert (
        world.client("partner administrator").get(f"/lab/comment-invitations/{again.id}/").status_code == 404
    )


def test_one_person_can_be_asked_and_nobody_else_of_theirs_sees_it(world: World, row: BusinessModel) -> None:
    asked(row, world, email=world.people["partner administrator"].email)
    assert sees(world, "partner administrator", row)
    assert not sees(world, "partner member", row)


def test_who_was_asked_comments_but_changes_and_takes_nothing(world: World, row: BusinessModel) -> None:
    asked(row, world)
    client = world.client("partner member")
    said = client.post(f"/lab/models/{row.id}/comments/", {"block": "channels", "text": "Et hemmelig råd"})
    assert said.status_code == 302
    assert Comment.objects.get().invitation_id
    for rest in ("model.json", "model.xlsx", "guide/cash/", "history/", "files/", "invite/"):
        assert client.get(f"/lab/models/{row.id}/{rest}").status_code in (403, 404), rest
    changed = client.put(
        f"/api/v1/lab/models/{row.id}", {"revision": 1, "seed": 9}, content_type="application/json"
    )
    assert changed.status_code in (403, 404)
    assert client.delete(f"/api/v1/lab/models/{row.id}").status_code in (403, 404)
    assert (
        "Et hemmelig råd"
        in world.client("own member").get(f"/lab/models/{row.id}/comments/").content.decode()
    )


def test_experts_do_not_see_one_anothers_comments(world: World, row: BusinessModel) -> None:
    asked(row, world)
    second = commenting.invite(
        actor=world.actor("own administrator"), model=row.id, days=9, organisation=world.other.id
    )
    commenting.answer(actor=world.actor("other signatory"), invitation=second.id, accepts=True)
    commenting.comment(
        actor=world.actor("partner member"), model=row.id, block="channels", text="Fra den ene"
    )
    page = world.client("other member").get(f"/lab/models/{row.id}/comments/").content.decode()
    assert "Fra den ene" not in page
    assert world.client("other member").get(f"/api/v1/lab/models/{row.id}/comments").json() == []


def test_only_administrators_and_signatories_ask(world: World, row: BusinessModel) -> None:
    refused = world.client("own member").post(
        f"/lab/models/{row.id}/invite/", {"organisation": "", "days": "5"}
    )
    assert refused.status_code == 403
    client = world.client("own administrator")
    for data, says in (
        ({"days": "5"}, "Give the address"),
        ({"days": "5", "email": "ukjent@eksempel.example"}, "Nobody in the network"),
        ({"days": "900", "organisation": str(world.partner.id)}, "between 1 and 365"),
        ({"days": "5", "organisation": str(world.own.id)}, "valid choice"),
    ):
        page = client.post(f"/lab/models/{row.id}/invite/", data)
        assert page.status_code == 422
        assert says in page.content.decode()


def test_the_log_tells_no_figures_and_no_names(world: World, row: BusinessModel) -> None:
    from dugnad.kernel.ledger.models import Detail, Event

    asked(row, world)
    commenting.comment(
        actor=world.actor("partner member"), model=row.id, block="channels", text="Et hemmelig råd"
    )
    kept = " ".join(one.body for one in Detail.objects.all())
    assert Event.objects.filter(name__startswith="lab.").count() >= 4
    assert not words_in(kept, *SECRETS, "Et hemmelig råd")
    for role in OUTSIDE:
        text = world.client(role).get("/ledger/").content.decode()
        assert "Hemmelig modell" not in text, role


def test_selectors_refuse_without_the_pages(world: World, row: BusinessModel) -> None:
    for role in OUTSIDE:
        with pytest.raises(NotFound):
            selectors.visible_model(world.actor(role), row.id)
        assert not selectors.own_models(world.actor(role)).exists()
