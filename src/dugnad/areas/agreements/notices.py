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


def trust_notice(language: str) -> str | None:
    """The same in a document's language."""
    with translation.override(language):
        return legal_notice()
