"""What `manage check --deploy` says of log-in."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


def is_loopback(origin: str) -> bool:
    """True if the address can only be reached from its own machine."""
    host = urlsplit(origin).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@register(Tags.security, deploy=True)
def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In the demo anyone may be anyone, so it must not be reachable from outside."""
    return list(_faults()) if settings.DEMO else []


def _faults() -> Iterator[CheckMessage]:
    hint = "Set DUGNAD_DEMO=0, or serve the demo on this machine only."
    if settings.HTTPS:
        yield Error("The demo is on and so is HTTPS: anyone could be anyone.", hint=hint, id="dugnad.E001")
    if not is_loopback(settings.ORIGIN):
        yield Error("The demo is on at an address that others can reach.", hint=hint, id="dugnad.E002")
