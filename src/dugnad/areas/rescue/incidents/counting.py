"""How many need help, told to those who may know of the incident and not of the persons in it."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from dugnad.areas.rescue.incidents.picture import Picture
from dugnad.areas.rescue.incidents.states import Kind, PersonState
from dugnad.areas.rescue.residents.registered import rooms_in
from dugnad.kernel.access import wall


def counts_by_storey(picture: Picture) -> dict[str, int]:
    """How many of those registered are not yet safe, by storey; the places are the registered rooms'."""
    if picture.building is None or picture.plan is None or picture.incident.closed_at:
        return {}
    safe = picture.state.those(Kind.PERSON, PersonState.SAFE)
    names = {storey.id: storey.name for storey in picture.plan.storeys}
    with wall.system():
        rooms = rooms_in(picture.building.id, synthetic=picture.incident.exercise)
    waiting = (picture.storey_of.get(room, "") for id, room in rooms.items() if str(id) not in safe)
    counted = Counter(names.get(storey, _("place unknown")) for storey in waiting)
    return dict(sorted(counted.items()))
