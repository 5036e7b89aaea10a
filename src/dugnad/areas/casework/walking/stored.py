"""The network that an organisation uses on a day, read once in each process: it never changes."""

from __future__ import annotations

import datetime as dt
import zlib
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from dugnad.areas.casework.models import WalkingNetwork
from dugnad.engines.walking import network as networks
from dugnad.engines.walking.graph import Graph
from dugnad.kernel.access import wall


class Altered(RuntimeError):
    """A stored network is not what its digest says."""


def in_use(owner: UUID, on: dt.date) -> WalkingNetwork | None:
    """The organisation's network on a day, without its content; None if it has none."""
    begun = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    with wall.system():
        return WalkingNetwork.objects.filter(begun, organisation=owner).defer("content").first()


def network_of(owner: UUID, digest: str) -> WalkingNetwork | None:
    """The organisation's network of that digest, without its content."""
    with wall.system():
        return WalkingNetwork.objects.filter(organisation=owner, digest=digest).defer("content").first()


def graph_of(row: WalkingNetwork) -> Graph:
    """The network, ready for questions. Raises Altered."""
    return _graph(row.id, row.digest)


@lru_cache(maxsize=3)
def _graph(id: UUID, digest: str) -> Graph:
    with wall.system():
        packed = WalkingNetwork.objects.values_list("content", flat=True).get(id=id)
    content = zlib.decompress(bytes(packed))
    if networks.digest(content) != digest:
        raise Altered(f"network {id} is not {digest}")
    return Graph(networks.from_bytes(content))
