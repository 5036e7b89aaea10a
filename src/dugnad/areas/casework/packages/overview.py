"""What the whole area tells the house of rules: how many are shared, and what waits for approval."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.casework.cases.overview import happening as cases_waiting
from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import selectors
from dugnad.areas.casework.packages.words import said
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Text


def live_number(actor: Actor) -> tuple[int, Text]:
    """How many rule packages are published."""
    published = PackageVersion.objects.filter(state=VersionState.PUBLISHED)
    number = published.order_by().values("package").distinct().count()
    return number, ngettext("rule package that cities share", "rule packages that cities share", number)


def happening(actor: Actor) -> Iterable[tuple[Text, str]]:
    """The cases that wait at the actor's desks, and what waits for the actor's organisations' two."""
    if actor.person is None:
        return
    yield from cases_waiting(actor)
    for row in selectors.versions(actor).filter(state=VersionState.ASKED)[:3]:
        title = _("%(title)s waits for approval") % {"title": said(row.package.title)}
        yield title, reverse("casework:version", args=[row.package.slug, row.number])
    for adoption in selectors.adoptions(actor).filter(state=VersionState.ASKED)[:3]:
        title = _("%(title)s waits for approval") % {"title": said(adoption.version.package.title)}
        yield title, reverse("casework:adoption", args=[adoption.id])
