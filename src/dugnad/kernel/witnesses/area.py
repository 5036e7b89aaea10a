"""What this room of the kernel says of itself."""

from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import AreaManifest, EventKind

MANIFEST = AreaManifest(
    name="witnesses",
    title=_("Witnesses of the log"),
    sends=(
        EventKind(
            "witnesses.added", _("An organisation became a witness of the log"), detail={"key": _("Key")}
        ),
        EventKind("witnesses.removed", _("A witness of the log was removed"), detail={"key": _("Key")}),
    ),
)
