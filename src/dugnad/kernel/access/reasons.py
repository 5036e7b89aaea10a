"""A decision's reason in words for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.access.purposes import in_words
from dugnad.kernel.access.values import GrantValue, Reason

PLAIN = {
    "public": gettext_lazy("This is open to everyone."),
    "signed_in": gettext_lazy("This is open to everyone in the network who is signed in."),
    "operator": gettext_lazy("You see this because you run the platform."),
    "self": gettext_lazy("You see this because it is about you."),
    "role": gettext_lazy("You see this because of your role in the organisation that owns it."),
    "party": gettext_lazy("You see this because your organisation is a party."),
    "signed_out": gettext_lazy("You must sign in to see this."),
    "no_rule": gettext_lazy("Nothing gives you access to this."),
}


def explain(reason: Reason, names: Mapping[UUID, str]) -> str:
    """One sentence; `names` gives the names of the organisations that a grant is between."""
    if reason.code == "other_purpose" and reason.grant:
        return not_for(reason.grant.purpose)
    if reason.grant:
        return _explain_grant(reason.grant, names)
    return str(PLAIN[reason.code])


def not_for(purpose: str) -> str:
    """Says that the token in use is limited to other purposes."""
    return _("This token is not for «%(purpose)s».") % {"purpose": in_words([purpose])}


def last_day(end: datetime) -> date:
    """The last day, in the reader's time zone, of a period that ends before the moment `end`."""
    return localtime(end - timedelta(microseconds=1)).date()


def _explain_grant(grant: GrantValue, names: Mapping[UUID, str]) -> str:
    words = {
        "receiver": names.get(grant.receiver, "?"),
        "clause": grant.clause,
        "title": grant.agreement_title,
        "agreed": date_format(grant.agreed_on, "DATE_FORMAT") if grant.agreed_on else "?",
        "end": date_format(last_day(grant.end), "DATE_FORMAT"),
    }
    return (
        _("%(receiver)s reads this under clause %(clause)s of «%(title)s», agreed %(agreed)s, until %(end)s.")
        % words
    )
