"""The plain word on what signatures by the embedded authority are worth, for pages and documents."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.areas.agreements.ports import signing


def legal_notice() -> str | None:
    """In the present language; None when certificates and time stamps come from outside."""
    port = signing()
    if port.own_certificates and port.own_time:
        return _(
            "The signatures and time stamps are made by this installation’s own authority. They show who signed, "
            "when, and that nothing was changed, but they give no legal trust: no public body vouches for them."
        )
    if port.own_certificates:
        return _(
            "The signatures are made with this installation’s own certificates. "
            "They give no legal trust: no public body vouches for them."
        )
    if port.own_time:
        return _(
            "The time stamps are made by this installation’s own authority. "
            "They give no legal trust: no public body vouches for them."
        )
    return None


def seal_notice() -> str | None:
    """Who vouches for the signatories when a seal stands for them, in the present language."""
    owner = signing().seal
    if owner is None:
        return None
    return _("Each signature is made with the seal of %(name)s, which vouches for who signed.") % {
        "name": owner.name
    }


def trust_notice(language: str) -> str | None:
    """Both in a document's language."""
    with translation.override(language):
        return " ".join(filter(None, (seal_notice(), legal_notice()))) or None
