"""The log-in provider, for pages on which one logs in."""

from __future__ import annotations

from django import template
from django.template import Context

from dugnad.connectors.idporten.provider import IdPorten
from dugnad.connectors.idporten.views import the_provider

register = template.Library()


@register.simple_tag(takes_context=True)
def log_in_provider(context: Context) -> IdPorten | None:
    """The installation's log-in provider, if it has one."""
    return the_provider(context["request"])
