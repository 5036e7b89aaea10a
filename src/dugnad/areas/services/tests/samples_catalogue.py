"""How the routes of the catalogue are tried. See tests/world.py."""

from __future__ import annotations

from typing import Any

from dugnad.areas.services.catalogue import services
from dugnad.areas.services.models import Service
from dugnad.areas.services.tests import making
from tests.world import Builder, Sample, World

ONE, OF = "/services/catalogue/{service}", "/services/of/{organisation}"
FORM = {
    "level": "municipal",
    "theme": "kultur-og-fritid",
    "area": "4601",
    "title_nb": "Ski",
    "summary_nb": "Lån ski.",
}
CONTACT = {"name": "Eksempel kommune", "phone": "55 00 00 00"}


def _own(world: World) -> Service:
    return making.service(world.own)


def one(data: dict[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"service": _own(world).id}, data=data, public=True)


def of(data: dict[str, Any] | None = None, public: bool = True) -> Builder:
    def build(world: World) -> Sample:
        making.answers_for(world.own, "4601")
        return Sample({"organisation": world.own.id}, data=data, public=public)

    return build


def _changed(world: World) -> Service:
    row = _own(world)
    return services.change(
        actor=making.PLATFORM, service=row.id, version=1, **making.texts(title={"nb": "Utlån av skøyter"})
    )


def restored(data: dict[str, Any], in_url: bool) -> Builder:
    def build(world: World) -> Sample:
        row = _changed(world)
        url = {"service": row.id} | ({"number": 1} if in_url else {})
        return Sample(url, data=data, public=True)

    return build


def _withdrawn(world: World) -> Sample:
    row = _own(world)
    services.withdraw(actor=making.PLATFORM, service=row.id)
    return Sample({"service": row.id}, data={}, public=True)


def _feedback(world: World) -> Sample:
    return Sample({"feedback_id": making.said(_own(world)).id}, data={})


def _rdf(world: World) -> Sample:
    making.answers_for(world.own, "4601")
    return Sample({"organisation": world.own.id}, data={}, public=True)


def _contact(world: World) -> Sample:
    making.answers_for(world.own, "4601")
    return Sample({"area": "4601"}, data=CONTACT, public=True)


def _slug(world: World) -> Sample:
    return Sample({"slug": _own(world).slug, "form": "ttl"}, public=True)


SAMPLES: dict[str, Builder] = {
    "services:own": of(),
    "services:add": of(FORM),
    "services:take": of({}),
    "services:keep": one(FORM | {"version": 1}),
    "services:restore": restored({}, True),
    "services:confirm": one({}),
    "services:withdraw": one({}),
    "services:seen_base": one({}),
    "services:settle": _feedback,
    "services:contact": _contact,
    "services:open_data": lambda world: Sample({"form": "ttl"}, public=True),
    "services:one_as_data": _slug,
    "GET " + ONE: one(),
    "PUT " + ONE: one(making.texts(version=1)),
    "GET " + ONE + "/versions": one(),
    "POST " + ONE + "/restore": restored({"number": 1}, False),
    "POST " + ONE + "/confirm": one({}),
    "POST " + ONE + "/withdraw": one({}),
    "POST " + ONE + "/put-back": _withdrawn,
    "GET " + ONE + "/base": one(),
    "POST " + ONE + "/base/seen": one({}),
    "GET " + OF: of(),
    "POST " + OF: of(making.texts()),
    "POST " + OF + "/rdf": _rdf,
    "GET " + OF + "/gaps": of(),
    "GET " + OF + "/feedback": of(),
    "POST /services/feedback/{feedback_id}/settle": _feedback,
    "GET /services/contacts/{area}": _contact,
    "PUT /services/contacts/{area}": _contact,
    "POST /services/territories": lambda world: Sample(data={"area": "4601", **CONTACT}, public=True),
}
