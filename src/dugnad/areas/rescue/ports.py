"""What rescue asks of the outside: messages to and from a broker. `settings.MQTT` names what answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from threading import Event
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class MessagesPort(Protocol):
    """Messages by topic, each delivered at least once."""

    @property
    def here(self) -> bool:
        """True when sender and receiver are one process, as in the demo."""

    @property
    def available(self) -> bool:
        """False when this installation has no broker."""

    def subscribe(
        self,
        topics: Sequence[str],
        handler: Callable[[str, bytes], None],
        stopping: Event,
        *,
        session: str = "",
        link: Callable[[bool], None] = ...,
    ) -> None:
        """Hand each message (topic, payload) to `handler` until `stopping` is set; reconnects by itself.

        A message counts as received when the handler has returned; when it raises, it comes again.
        `session` names a subscription that is kept while nobody listens; one process may use it at a time.
        `link(up)` hears when the link comes and goes.
        """

    def publish(self, topic: str, payload: bytes) -> None:
        """Send one message; ConnectionError when nobody confirms it."""

    def host(self, stopping: Event) -> None:
        """Be the broker of a demo until `stopping` is set."""


@cache
def _made(path: str) -> MessagesPort:
    port: MessagesPort = import_string(path)()
    return port


def messages() -> MessagesPort:
    """The messages of this installation."""
    return _made(settings.MQTT)
