"""This part's share of the manifest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.business.personal import PERSONAL_DATA
from dugnad.areas.lab.business.things import THINGS
from dugnad.kernel.areas.manifest import EventKind, Job
from dugnad.kernel.areas.parts import Part


def _mail(progress: Any, **ids: str) -> None:
    from dugnad.areas.lab.business.mail import deliver

    deliver(progress, **ids)


PART = Part(
    jobs=(Job("lab.mail", _("Mail about invitations to comment"), _mail),),
    things=THINGS,
    personal_data=PERSONAL_DATA,
    sends=(
        EventKind("lab.model_begun", _("A business model was begun")),
        EventKind("lab.model_changed", _("A business model was changed"), detail={"revision": _("Revision")}),
        EventKind("lab.model_removed", _("A business model was deleted")),
        EventKind("lab.comment_asked", _("Somebody was asked to comment on a business model")),
        EventKind(
            "lab.comment_promised", _("Confidence was promised, and a business model opened for comments")
        ),
        EventKind("lab.comment_declined", _("An invitation to comment was declined")),
        EventKind("lab.comment_withdrawn", _("An invitation to comment was withdrawn")),
        EventKind("lab.model_commented", _("A business model was commented on")),
    ),
)
