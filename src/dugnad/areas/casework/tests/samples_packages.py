"""How the routes of rules are tried. See tests/world.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.tests import making
from dugnad.kernel.organisations.models import Organisation
from tests.world import Builder, Sample, World

ONE, IN_USE = "/casework/rules/{version}", "/casework/in-use/{adoption}"
OF = "/casework/rulebook/{organisation}"


def version(
    make: Callable[[Organisation], PackageVersion], data: dict[str, Any] | None = None, public: bool = False
) -> Builder:
    return lambda world: Sample({"version": make(world.own).id}, data=data, public=public)


def adoption(
    make: Callable[[Organisation], Adoption], data: dict[str, Any] | None = None, public: bool = False
) -> Builder:
    return lambda world: Sample({"adoption": make(world.own).id}, data=data, public=public)


def named(world: World) -> Sample:
    row = making.published(world.own)
    return Sample({"slug": row.package.slug, "number": row.number}, public=True)


def approving(world: World) -> Sample:
    row = making.asked(world.own)
    return Sample({"version": row.id}, data={"role": "lawyer", "digest": row.digest})


def approving_adoption(world: World) -> Sample:
    row = making.adoption_asked(world.own)
    return Sample({"adoption": row.id}, data={"role": "lawyer", "digest": adoption_digest(row)})


def change(world: World) -> Sample:
    row = making.draft(world.own)
    return Sample({"version": row.id}, data={"document": row.document, "revision": 0})


def edit(world: World) -> Sample:
    row = making.draft(world.own)
    return Sample({"version": row.id}, data={"tests": row.document["tests"], "revision": 0})


def model_file(world: World) -> Sample:
    row = making.draft(world.own)
    model = SimpleUploadedFile("model.dmn", row.document["model"].encode())
    return Sample({"version": row.id}, data={"revision": 0, "model": model})


def of_part(index: int | None = None, data: dict[str, Any] | None = None) -> Builder:
    place = {"part": "results"} | ({} if index is None else {"index": index})
    return lambda world: Sample({"version": making.draft(world.own).id, **place}, data=data)


def saved_before(world: World) -> Sample:
    row = making.draft(world.own)
    services.change(actor=making.keeper(world.own), version=row.id, revision=0, tests="")
    return Sample({"version": row.id, "revision": 0}, data={"revision": 1})


def model_text(world: World) -> Sample:
    row = making.draft(world.own)
    return Sample({"version": row.id}, data={"revision": 0, "model": row.document["model"]})


def save_before(world: World) -> Sample:
    row = making.draft(world.own)
    services.change(actor=making.keeper(world.own), version=row.id, revision=0, tests="")
    return Sample({"version": row.id, "save": 0}, data={"revision": 1})


def two_versions(world: World) -> Sample:
    row = making.published(world.own)
    following = services.new_draft(actor=making.keeper(world.own), version=row.id)
    return Sample({"version": following.id, "other": row.id})


def of(data: Callable[[World], dict[str, Any]] | None = None) -> Builder:
    return lambda world: Sample(
        {"organisation": world.own.id}, data=data(world) if data else None, public=True
    )


def adopting(world: World) -> Sample:
    row = making.published(world.own)
    return Sample({"version": row.id, "organisation": world.own.id}, data={}, public=True)


SAMPLES: dict[str, Builder] = {
    "casework:package": lambda world: Sample({"slug": making.published(world.own).package.slug}, public=True),
    "casework:version": named,
    "casework:changes": named,
    "casework:document": named,
    "casework:documentation": named,
    "casework:model": named,
    "casework:rulebook": of(),
    "casework:add_rules": of(lambda world: {}),
    "casework:draft_rules": version(making.published, {}, public=True),
    "casework:edit_rules": edit,
    "casework:edit_parts": version(making.draft),
    "casework:edit_part": of_part(),
    "casework:add_item": of_part(data={}),
    "casework:edit_item": of_part(index=0, data={}),
    "casework:remove_item": of_part(index=0, data={"revision": 0}),
    "casework:edit_about": version(making.draft, {}),
    "casework:edit_tests": edit,
    "casework:edit_saves": version(making.draft),
    "casework:go_back": saved_before,
    "casework:edit_model": model_file,
    "casework:open_model": model_file,
    "casework:take_model": model_file,
    "casework:ask_rules": version(making.draft, {}),
    "casework:approve_rules": approving,
    "casework:publish_rules": version(making.ready, {}),
    "casework:report_rule_error": version(making.published, {"why": "Eksempel"}, public=True),
    "casework:discard_rules": version(making.draft, {}),
    "casework:adopt": adopting,
    "casework:adoption": adoption(making.adopting_draft, {"since": "2024-08-01"}),
    "casework:ask_adoption": adoption(making.adopting_draft, {}),
    "casework:approve_adoption": approving_adoption,
    "casework:start_adoption": adoption(making.adoption_ready, {}),
    "casework:stop_adoption": adoption(making.adopted, {"why": "Eksempel"}, public=True),
    "casework:resume_adoption": adoption(making.stopped, {}, public=True),
    "casework:discard_adoption": adoption(making.adopting_draft, {}),
    "GET " + ONE: version(making.draft),
    "GET " + ONE + "/changes/{other}": two_versions,
    "POST " + OF + "/rules": of(lambda world: {"document": making.document()}),
    "POST " + ONE + "/draft": version(making.published, {}, public=True),
    "PUT " + ONE: change,
    "DELETE " + ONE: version(making.draft, {}),
    "PUT " + ONE + "/model": model_text,
    "GET " + ONE + "/checks": version(making.draft),
    "GET " + ONE + "/saves": version(making.draft),
    "POST " + ONE + "/saves/{save}": save_before,
    "POST " + ONE + "/ask": version(making.draft, {}),
    "POST " + ONE + "/approve": approving,
    "POST " + ONE + "/publish": version(making.ready, {}),
    "POST " + ONE + "/error": version(making.published, {"why": "Eksempel"}, public=True),
    "GET " + IN_USE: adoption(making.adopting_draft),
    "POST " + OF + "/in-use": of(lambda world: {"version": str(making.published(world.own).id)}),
    "PUT " + IN_USE: adoption(making.adopting_draft, {"since": "2024-08-01"}),
    "DELETE " + IN_USE: adoption(making.adopting_draft, {}),
    "POST " + IN_USE + "/ask": adoption(making.adopting_draft, {}),
    "POST " + IN_USE + "/approve": approving_adoption,
    "POST " + IN_USE + "/start": adoption(making.adoption_ready, {}),
    "POST " + IN_USE + "/stop": adoption(making.adopted, {"why": "Eksempel"}, public=True),
    "POST " + IN_USE + "/resume": adoption(making.stopped, {}, public=True),
}
