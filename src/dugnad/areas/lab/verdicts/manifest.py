"""This part's share of the manifest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import Job
from dugnad.kernel.areas.parts import Part


def _reckon(progress: Any, **asked: Any) -> None:
    from dugnad.areas.lab.verdicts.work import run

    run(progress, **asked)


PART = Part(jobs=(Job("lab.reckon", _("Reckoning with a business model"), _reckon, stoppable=True),))
