"""What a resident consents to. The text has a version, and each registration keeps the one that was shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.problems import Invalid

# A change of the text is a new version: those who consented before consented to what stood there then.
VERSION = "1"
TEXT: tuple[str | Promise, ...] = (
    gettext_lazy("What you tell is health data. It is kept only so that the fire service can help you out."),
    gettext_lazy(
        "It is sealed. The fire service sees it while an alarm lasts in your building, and not after."
    ),
    gettext_lazy(
        "Otherwise two people of the fire service, or of the care service that registered you, must open it "
        "together and say why. You are told afterwards."
    ),
    gettext_lazy("You see every look that was ever taken: who, when and why."),
    gettext_lazy("You can take it back at any time. Then all of it is deleted at once."),
    gettext_lazy("Once a year we ask if it is still right. If nobody answers, it is deleted."),
)


def agreed(version: str) -> str:
    """The version that was agreed to; Invalid unless it is the present text's."""
    if version != VERSION:
        raise Invalid(fields={"consent": _("Read the text and say that you agree.")})
    return version
