"""Who may see who shares what with whom.

That an agreement to share exists is a public body's public record; so everyone sees how many there are, and
everyone of the network which. Drafts are no grants and never show here.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.access import Anyone, Kind, SignedIn, Thing

SHARING = Kind("network.sharing", {"count": (Anyone(),), "read": (SignedIn(),)})
ACTIONS = {
    "count": _("See with how many it shares"),
    "read": _("See what it shares and receives, and with whom"),
}


def sharing_thing(organisation: UUID) -> Thing:
    return Thing(SHARING, organisation, owner=organisation)
