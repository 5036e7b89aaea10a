"""The personal data of business models: who wrote what, and who was asked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.business import keeping
from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation, KeptInput, ModelRevision
from dugnad.kernel.areas.manifest import Download, PersonalData


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield f"lab/{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


def export_work(person: UUID) -> Iterable[Download]:
    """When the person changed which model, what they said, and to what they were asked. Figures are the company's."""
    saved = ModelRevision.objects.filter(by=person).order_by("at", "id")
    yield from _file("model-revisions", saved.values("model", "number", "what", "at"))
    said = Comment.objects.filter(by=person).order_by("at", "id")
    yield from _file("model-comments", said.values("model", "block", "text", "at"))
    mine = Q(person=person) | Q(accepted_by=person) | Q(invited_by=person)
    asked = CommentInvitation.objects.filter(mine).order_by("invited_at", "id")
    shown = asked.values(
        "invited_at", "until", "accepted_at", "declined_at", "withdrawn_at", by=F("owner__name")
    )
    yield from _file("comment-invitations", shown)


def erase_work(person: UUID) -> int:
    """Comments that were asked for go, and so do invitations to the person; saves stay without a name."""
    gone = Comment.objects.filter(by=person).exclude(invitation=None).delete()[0]
    gone += CommentInvitation.objects.filter(person=person).delete()[0]
    for rows, name in (
        (BusinessModel.objects, "made_by"),
        (BusinessModel.objects, "changed_by"),
        (ModelRevision.objects, "by"),
        (Comment.objects, "by"),
        (CommentInvitation.objects, "invited_by"),
        (CommentInvitation.objects, "accepted_by"),
    ):
        gone += rows.filter(**{name: person}).update(**{name: None})
    return gone


def export_kept(person: UUID) -> Iterable[Download]:
    """What the person typed and did not save."""
    rows = KeptInput.objects.filter(person=person).order_by("at", "id")
    yield from _file("model-drafts", rows.values("model", "step", "values", "at"))


def erase_kept(person: UUID) -> int:
    """All of it goes."""
    return KeptInput.objects.filter(person=person).delete()[0]


PERSONAL_DATA = (
    PersonalData(
        name="business_models",
        what=_("When you changed a business model, what you said of one, and who asked whom to comment"),
        why=_("So that a company can tell who changed what, and has its comments in confidence"),
        ground=_("A legitimate interest of the company in its own plans (GDPR article 6.1 f)"),
        keep=None,
        export=export_work,
        erase=erase_work,
        stays=_("The company's models and what its own people said of them stay, without your name."),
    ),
    PersonalData(
        name="model_drafts",
        what=_("What you typed in a business model and have not saved"),
        why=_("So that nothing is lost when a browser closes"),
        ground=_("A legitimate interest in not losing work (GDPR article 6.1 f)"),
        keep=timedelta(days=90),
        export=export_kept,
        erase=erase_kept,
        expire=keeping.expire,
    ),
)
