"""How the routes of pledges and vocabularies are tried; see tests/world.py."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.competence.models import Expert, Offer
from dugnad.areas.competence.pledges.showing import this_month
from dugnad.areas.competence.tests.makers import agreed, offer, pledged, skill, team
from dugnad.areas.competence.tests.test_pledges_publiccode import GOOD
from dugnad.kernel.organisations.services import give_role
from tests.people import PLATFORM, person
from tests.world import Builder, Sample, World

EXPERT = {"headline": "Hjelper med data", "hours_month": 4, "languages": ["nb"]}
OFFER = {"kind": "course", "title": "Kurs i data", "languages": ["nb"]}


def _team(world: World) -> Expert:
    return team(world.own.id, skills=[skill().id])


def _mine(world: World, *, yes: bool = False) -> Expert:
    """Of own's administrator, as whom pages are looked at."""
    boss = world.people["own administrator"]
    known = Expert.objects.filter(person=boss, withdrawn_at=None).first()
    if known and bool(known.agreed_at) == yes:
        return known
    if known:
        Expert.objects.filter(id=known.id).delete()
    return agreed(world.own.id, boss) if yes else pledged(world.own.id, boss)


def _expert(data: Any = None, **url: Any) -> Builder:
    return lambda world: Sample({"expert": _team(world).id, **url}, data=data, public=True)


def _month(world: World) -> Sample:
    return _expert({"month": f"{this_month():%Y-%m-%d}", "hours": 3})(world)


def _yours(data: Any, *, yes: bool = False) -> Builder:
    return lambda world: Sample({"expert": _mine(world, yes=yes).id}, data=data, public=yes)


def _limit(data: Any) -> Builder:
    def build(world: World) -> Sample:
        _mine(world, yes=True)
        return Sample(data=data, public=True)

    return build


def _offered(world: World) -> Offer:
    return offer(world.own.id, skills=[skill().id])


def _offer(data: Any = None, **url: Any) -> Builder:
    return lambda world: Sample({"offer": _offered(world).id, **url}, data=data, public=True)


def _own(data: Any = None) -> Builder:
    return lambda world: Sample({"organisation": world.own.id}, data=data, public=True)


def _reuse(**more: Any) -> Builder:
    return lambda world: Sample(
        {"offer": _offered(world).id}, data={"organisation": str(world.own.id), **more}, public=True
    )


def _new(values: dict[str, Any]) -> Builder:
    return lambda world: Sample(data={**values, "organisation": str(world.own.id)}, public=True)


def _file(world: World) -> Sample:
    file = SimpleUploadedFile("publiccode.yml", GOOD.encode())
    return Sample({"organisation": world.own.id}, data={"file": file}, public=True)


def _vocabulary(world: World) -> Sample:
    file = SimpleUploadedFile("los.ttl", b"@prefix a: <http://a.no/> .")
    return Sample(data={"source": "los", "file": file}, public=True)


def _resting(world: World) -> Sample:
    """Somebody who has not agreed: nobody else may know."""
    someone = person("Kari", world.own)
    give_role(actor=PLATFORM, organisation=world.own.id, person=someone, role="signatory", authority="x")
    return Sample({"expert": pledged(world.own.id, someone).id})


ONE, OFFERED = "/competence/experts/{expert}", "/competence/offers/{offer}"

SAMPLES: dict[str, Builder] = {
    "competence:expert": _resting,
    "competence:change_expert": _expert({**EXPERT, "name": "Laget"}),
    "competence:set_month": _month,
    "competence:answer_pledge": _yours({"answer": "agree", "most_hours": "20"}),
    "competence:turn_expert": _expert({}, act="pause"),
    "competence:offer": _offer(),
    "competence:change_offer": _offer(OFFER),
    "competence:tell_reuse": _reuse(uses="yes"),
    "competence:turn_offer": _offer({}, act="pause"),
    "competence:pledges": _own(),
    "competence:add_expert": _own({**EXPERT, "name": "Laget"}),
    "competence:add_offer": _own(OFFER),
    "competence:import_publiccode": _file,
    "competence:pledges_csv": _own(),
    "competence:change_limit": _limit({"most_hours": "50"}),
    "competence:vocabularies": _vocabulary,
    "POST /competence/experts": _new({**EXPERT, "name": "Laget"}),
    f"GET {ONE}": _resting,
    f"PUT {ONE}": _expert(EXPERT),
    f"POST {ONE}/turn/{{act}}": _expert({}, act="pause"),
    f"GET {ONE}/hours": _expert(),
    f"PUT {ONE}/hours": _month,
    f"GET {ONE}/ledger": _expert(),
    f"POST {ONE}/consent": _yours({"most_hours": 20}),
    f"DELETE {ONE}/consent": _yours({}, yes=True),
    "PUT /competence/pledges/yours/limit": _limit({"most_hours": 50}),
    "GET /competence/pledges/{organisation}/hours": _own(),
    "POST /competence/offers": _new(OFFER),
    f"GET {OFFERED}": _offer(),
    f"PUT {OFFERED}": _offer(OFFER),
    f"POST {OFFERED}/turn/{{act}}": _offer({}, act="pause"),
    f"PUT {OFFERED}/reuse": _reuse(),
    "POST /competence/pledges/{organisation}/publiccode": _own({"content": GOOD}),
}
