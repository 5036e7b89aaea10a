"""How the routes of business models are tried; see tests/world.py."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dugnad.areas.lab.business import commenting, services
from dugnad.areas.lab.business.files.found import Found
from dugnad.areas.lab.models import BusinessModel, CommentInvitation
from dugnad.areas.lab.tests import makers_business as makers
from tests.world import Builder, Sample, World

MODEL = "/lab/models/{uuidstr:model}"
ASKED = "/lab/comment-invitations/{uuidstr:invitation}"


def _row(world: World) -> BusinessModel:
    return makers.model(world.actor("own administrator"), world.own.id)


def of_model(data: dict[str, Any] | None = None, **url: Any) -> Builder:
    return lambda world: Sample({"model": _row(world).id, **url}, data=data)


def _asked(world: World, *, accepted: bool = False) -> CommentInvitation:
    row = commenting.invite(
        actor=world.actor("own administrator"), model=_row(world).id, days=30, organisation=world.partner.id
    )
    if accepted:
        CommentInvitation.objects.filter(id=row.id).update(accepted_at=timezone.now())
    return row


def of_invitation(data: dict[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"invitation": _asked(world).id}, data=data)


def _of_comment(world: World) -> Sample:
    row = _row(world)
    said = commenting.comment(
        actor=world.actor("own member"), model=row.id, block="channels", text="Eksempel"
    )
    return Sample({"comment": said.id}, data={})


def _with_file(world: World, data: dict[str, Any] | None = None) -> Sample:
    row = _row(world)
    for role in ("own administrator", "own signatory", "own member"):
        found = Found("json", row.document, None)
        services.keep_found(actor=world.actor(role), row=row, found=found)
    return Sample({"model": row.id}, data=data)


def _upload(world: World) -> Sample:
    return Sample({"model": _row(world).id}, data={"file": SimpleUploadedFile("m.json", b"{}")})


def _new(world: World) -> Sample:
    return Sample(data={"organisation": str(world.own.id), "title": "Eksempel", "example": ""}, public=True)


def _invite(world: World) -> Sample:
    asked = {"organisation": str(world.other.id), "days": 30}
    return Sample({"model": _row(world).id}, data=asked)


SAMPLES: dict[str, Builder] = {
    "lab:model_new": _new,
    "lab:model": of_model(),
    "lab:model_remove": of_model({}),
    "lab:model_guide": of_model(),
    "lab:model_step": of_model(
        {"base": "1", "cash": "5", "overdraft": "5", "overdraft_rate": "5"}, step="cash"
    ),
    "lab:model_keep": of_model({"base": "1", "cash": "5"}, step="cash"),
    "lab:stream_remove": of_model({"base": "1"}, n=1),
    "lab:model_item_add": of_model({"of": "automation"}, kind="scenarios"),
    "lab:model_item": of_model({"base": "1", "name": "Eksempel"}, kind="scenarios", n=0),
    "lab:model_item_remove": of_model({"base": "1"}, kind="scenarios", n=0),
    "lab:model_files": _upload,
    "lab:model_file_confirm": lambda world: _with_file(world, {}),
    "lab:model_json": of_model(),
    "lab:model_sheet": of_model(),
    "lab:comments": of_model({"block": "channels", "text": "Eksempel"}),
    "lab:comment_invite": _invite,
    "lab:comment_settle": _of_comment,
    "lab:comment_invitation": of_invitation({"answer": "accept"}),
    "lab:comment_withdraw": of_invitation({}),
    "lab:revisions": of_model(),
    "lab:revision_restore": of_model({}, number=1),
    "POST /lab/models": lambda world: Sample(data={"organisation": str(world.own.id), "title": "Eksempel"}),
    f"GET {MODEL}": of_model(),
    f"PUT {MODEL}": of_model({"revision": 1, "seed": 7}),
    f"DELETE {MODEL}": of_model({}),
    f"GET {MODEL}/sheet": of_model(),
    f"POST {MODEL}/file": of_model({"version": 1}),
    f"POST {MODEL}/file/confirm": lambda world: _with_file(world, {}),
    f"GET {MODEL}/revisions": of_model(),
    f"POST {MODEL}/revisions/{{number}}/restore": of_model({}, number=1),
    f"GET {MODEL}/comments": of_model(),
    f"POST {MODEL}/comments": of_model({"block": "channels", "text": "Eksempel"}),
    "POST /lab/comments/{uuidstr:comment}/settle": _of_comment,
    f"GET {MODEL}/invitations": of_model(),
    f"POST {MODEL}/invitations": _invite,
    f"POST {ASKED}/accept": of_invitation({}),
    f"POST {ASKED}/decline": of_invitation({}),
    f"POST {ASKED}/withdraw": of_invitation({}),
}
