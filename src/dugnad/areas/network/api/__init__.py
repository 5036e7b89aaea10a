"""The network's part of the API: the same services as behind the pages."""

from __future__ import annotations

from ninja import Router

from dugnad.areas.network.api import invitations, members, membership, people, units

router = Router(tags=["network"])
for part in (members, units, people, invitations, membership):
    router.add_router("", part.router)
