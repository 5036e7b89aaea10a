"""How the routes of trials are tried; see tests/world.py."""

from __future__ import annotations

from typing import Any

from dugnad.areas.casework.models import Adoption, Consequence, PackageVersion, ShadowRun
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.tests import making, making_cases
from dugnad.areas.casework.tests.making_cases import SLUG
from dugnad.areas.casework.tests.samples_cases import _decided
from dugnad.areas.casework.trials import consequences, shadow
from dugnad.areas.casework.trials.consequences import Asked
from dugnad.kernel.jobs.services import Progress
from tests.world import Sample, World


def draft(world: World) -> PackageVersion:
    """The next version of rules by which a case was decided."""
    _decided(world)
    published = PackageVersion.objects.get(package__slug=SLUG, number=1)
    waiting = PackageVersion.objects.filter(package__slug=SLUG, number=2).first()
    return waiting or services.new_draft(actor=making.keeper(world.own), version=published.id)


def shadow_run(world: World) -> ShadowRun:
    row = draft(world)
    ShadowRun.objects.filter(version=row).delete()
    made = shadow.ask(actor=world.actor("own caseworker"), row=row)
    shadow.work(Progress(made.id), str(made.id))
    return made


def adoption_draft(world: World) -> Adoption:
    """A city's next use of rules by which it decided a case."""
    _decided(world)
    return making.adopting_draft(world.own, PackageVersion.objects.get(package__slug=SLUG, number=1))


def sides(world: World) -> dict[str, str]:
    used = making_cases.adopted(world.own)
    return {"before": f"v:{used.version_id}", "after": f"a:{used.id}"}


def analysis(world: World) -> Consequence:
    asked = Asked(**sides(world), day=making.SINCE, measure="månedspris", count=20)
    made = consequences.ask(
        actor=world.actor("own caseworker"), organisation=world.own.id, slug=SLUG, asked=asked
    )
    consequences.work(Progress(made.id), str(made.id))
    return made


FORM: dict[str, Any] = {
    "day": "2024-08-01",
    "measure": "månedspris",
    "pays": "pays",
    "times": 11,
    "count": 20,
    "seed": 7,
}
VERSION, RUN = "/casework/rules/{version}/past-cases", "/casework/past-cases/{run}"
ADOPTION = "/casework/in-use/{adoption}/past-cases"
CITY, ONE = "/casework/organisations/{organisation}/consequences", "/casework/consequences/{analysis}"


def ask(world: World) -> Sample:
    return Sample({"organisation": world.own.id, "slug": SLUG}, data={**FORM, **sides(world)})


def ask_by_api(world: World) -> Sample:
    data = {**FORM, **sides(world), "package": SLUG, "pays": True}
    return Sample({"organisation": world.own.id}, data=data)


SAMPLES = {
    "casework:shadow": lambda world: Sample({"version": draft(world).id}, data={}),
    "casework:adoption_shadow": lambda world: Sample({"adoption": adoption_draft(world).id}, data={}),
    "casework:shadow_run": lambda world: Sample({"run": shadow_run(world).id}),
    "casework:consequences": ask,
    "casework:consequence": lambda world: Sample({"analysis": analysis(world).id}),
    "casework:consequence_csv": lambda world: Sample({"analysis": analysis(world).id}),
    "casework:delete_consequence": lambda world: Sample({"analysis": analysis(world).id}, data={}),
    f"GET {VERSION}": lambda world: Sample({"version": draft(world).id}),
    f"POST {VERSION}": lambda world: Sample({"version": draft(world).id}, data={}),
    f"GET {ADOPTION}": lambda world: Sample({"adoption": adoption_draft(world).id}),
    f"POST {ADOPTION}": lambda world: Sample({"adoption": adoption_draft(world).id}, data={}),
    f"GET {RUN}": lambda world: Sample({"run": shadow_run(world).id}),
    f"GET {RUN}/cases": lambda world: Sample({"run": shadow_run(world).id}),
    f"GET {CITY}": lambda world: Sample({"organisation": world.own.id}),
    f"POST {CITY}": ask_by_api,
    f"GET {ONE}": lambda world: Sample({"analysis": analysis(world).id}),
    f"DELETE {ONE}": lambda world: Sample({"analysis": analysis(world).id}, data={}),
}
