"""This part's operations, under /api/v1/lab."""

from __future__ import annotations

from ninja import Router

from dugnad.areas.lab.business.api import comments, files, models

router = Router(tags=["lab"])
for part in (models, files, comments):
    router.add_router("", part.router)
