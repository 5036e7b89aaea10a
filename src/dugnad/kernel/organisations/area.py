"""What this room of the kernel says of itself."""

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind
from dugnad.kernel.organisations.personal import PERSONAL_DATA
from dugnad.kernel.organisations.rules import INVITATION, MEMBERSHIP, ORGANISATION

MANIFEST = AreaManifest(
    name="organisations",
    title=_("Organisations"),
    kinds=(ORGANISATION, MEMBERSHIP, INVITATION),
    sends=(
        EventKind("organisations.added", _("An organisation joined the network")),
        EventKind("organisations.changed", _("An organisation's page was changed")),
        EventKind(
            "organisations.number_corrected",
            _("An organisation's number was corrected"),
            detail={"before": _("Before"), "after": _("After")},
        ),
        EventKind("organisations.left", _("An organisation left the network")),
        EventKind("organisations.returned", _("An organisation came back to the network")),
        EventKind("organisations.unit_added", _("A unit was added")),
        EventKind("organisations.unit_changed", _("A unit was renamed or moved")),
        EventKind("organisations.unit_removed", _("A unit was removed")),
        EventKind("organisations.role_given", _("A person was given a role")),
        EventKind("organisations.role_changed", _("A person's unit or authority was changed")),
        EventKind("organisations.role_ended", _("A person's role ended")),
        EventKind("organisations.invited", _("A person was invited")),
        EventKind("organisations.invitation_sent", _("An invitation was sent by e-mail")),
        EventKind("organisations.invitation_renewed", _("An invitation was given a new link")),
        EventKind("organisations.invitation_withdrawn", _("An invitation was withdrawn")),
        EventKind("organisations.invitation_accepted", _("An invitation was accepted")),
    ),
    personal_data=PERSONAL_DATA,
)
