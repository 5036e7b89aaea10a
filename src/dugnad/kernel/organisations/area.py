"""What this room of the kernel says of itself."""

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind
from dugnad.kernel.organisations.rules import MEMBERSHIP, ORGANISATION

MANIFEST = AreaManifest(
    name="organisations",
    title=_("Organisations"),
    kinds=(ORGANISATION, MEMBERSHIP),
    sends=(
        EventKind("organisations.added", _("An organisation joined the network")),
        EventKind("organisations.changed", _("An organisation's page was changed")),
        EventKind("organisations.unit_added", _("A unit was added")),
        EventKind("organisations.role_given", _("A person was given a role")),
        EventKind("organisations.role_ended", _("A person's role ended")),
    ),
)
