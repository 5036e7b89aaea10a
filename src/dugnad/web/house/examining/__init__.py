"""The installation's health, finding by finding, in words for the one who runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import Error
from django.utils.translation import gettext as _

from dugnad.web.house.examining import running, settings
from dugnad.web.house.examining.finding import ACT, FINE, Finding

__all__ = ["Finding", "examine"]


def examine() -> Iterator[Finding]:
    """Everything, the settings first. What rests on the database is left out when it does not answer."""
    for look in settings.LOOKS:
        yield from look()
    found = list(running.database())
    yield from found
    if all(finding.state == FINE for finding in found):
        yield from _guarded(*running.LOOKS)


def _guarded(*looks: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    for look in looks:
        try:
            yield from look()
        except Error as error:
            yield Finding(
                look.__name__.strip("_"), ACT, _("The database failed: %(error)s") % {"error": error}
            )
