"""The demo's trials: a draft of the kindergarten fee on Bergen's past cases, and Oslo's own limit reckoned."""

from __future__ import annotations

import datetime as dt
import json

from dugnad.areas.casework.models import Adoption, Consequence, PackageVersion, ShadowRun
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import services
from dugnad.areas.casework.trials import consequences, shadow
from dugnad.areas.casework.trials.consequences import Asked
from dugnad.areas.casework.trials.population import Declared
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.jobs.services import Progress, mark_finished
from dugnad.kernel.organisations.models import Membership, Organisation

SLUG, OWNER, OTHER = "kindergarten-fee", "Bergen kommune", "Oslo kommune"
DAY = dt.date(2026, 8, 1)
SAYS = "Eksempel: lavere maksimalpris fra august 2026."
LOWER = ['["2024-08-01", "2000"]', '["2024-08-01", "2000"], ["2026-08-01", "1200"]']
SPREAD = (
    Declared("husholdningens inntekt", "skewed", 150_000, 2_000_000),
    Declared("barnets nummer", low=1, high=3),
    Declared("barnets alder", low=1, high=5),
    Declared("timer i uken", low=30, high=45, unknown=2),
)


def make_trials() -> None:
    """Each that is not there yet; both are done at once, so that there is something to see."""
    published = PackageVersion.objects.filter(package__slug=SLUG, state=VersionState.PUBLISHED)
    version = published.order_by("-number").first()
    if version is None:
        return
    if not ShadowRun.objects.exists():
        _shadow(version)
    if not Consequence.objects.exists():
        _consequence(version)


def _worker(name: str) -> Membership | None:
    rows = Membership.objects.filter(
        organisation__name=name, role="caseworker", ended_at=None, person__invented=True
    )
    return rows.select_related("person").first()


def _shadow(version: PackageVersion) -> None:
    worker = _worker(OWNER)
    if (
        worker is None
        or not shadow.past(version).exists()
        or version.package.versions.filter(state__in=services.OPEN).exists()
    ):
        return
    actor = actor_for(worker.person)
    draft = services.new_draft(actor=actor, version=version.id, says=SAYS)
    text = json.dumps(draft.document, ensure_ascii=False)
    document = json.loads(text.replace(LOWER[0], LOWER[1]))
    draft = services.change(actor=actor, version=draft.id, revision=draft.revision, document=document)
    run = shadow.ask(actor=actor, row=draft, day=DAY)
    shadow.work(Progress(run.id), str(run.id))
    mark_finished(run.id)


def _consequence(version: PackageVersion) -> None:
    worker, city = _worker(OTHER), Organisation.objects.filter(name=OTHER).first()
    used = Adoption.objects.filter(version=version, organisation=city, state=VersionState.PUBLISHED).first()
    if worker is None or city is None or used is None:
        return
    asked = Asked(
        before=f"v:{version.id}",
        after=f"a:{used.id}",
        day=DAY,
        measure="månedspris",
        times=11,
        stands_for=30_000,
        count=2_000,
        seed=2026,
        declared=SPREAD,
    )
    row = consequences.ask(actor=actor_for(worker.person), organisation=city.id, slug=SLUG, asked=asked)
    consequences.work(Progress(row.id), str(row.id))
    mark_finished(row.id)
