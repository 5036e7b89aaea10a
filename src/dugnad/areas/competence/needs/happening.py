"""What waits for the reader on the first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.competence.models import ContactState, Side
from dugnad.areas.competence.needs.selectors import handed, received, sent_by, silent
from dugnad.kernel.access import Actor


def happening(actor: Actor) -> Iterator[tuple[str, str]]:
    """Requests and times that wait for the reader's organisations, and what waits for a human."""
    if not actor.roles and not actor.operator:
        return
    asked = received(actor).filter(turn=Side.RECEIVER)
    waiting = list(asked.values_list("id", "asker__name")[:4])
    if len(waiting) > 3:
        many = asked.count()
        yield (
            _("%(number)d requests for help wait for your answer") % {"number": many},
            reverse("competence:requests"),
        )
    else:
        for id, name in waiting:
            yield _("%(name)s asks for help") % {"name": name}, reverse("competence:contact", args=[id])
    for row in sent_by(actor).filter(state=ContactState.PROPOSED, turn=Side.ASKER)[:3]:
        told = _("%(name)s proposes a time") % {"name": row.whom}
        yield told, reverse("competence:contact", args=[row.id])
    many = len(handed(actor)) + len(silent(actor))
    if many:
        text = ngettext("%(many)d need asks for a human", "%(many)d needs ask for a human", many)
        yield text % {"many": many}, reverse("competence:queue")
