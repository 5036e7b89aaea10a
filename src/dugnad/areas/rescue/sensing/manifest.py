"""This part's share of the manifest."""

from threading import Event

from dugnad.areas.rescue.ports import messages
from dugnad.kernel.areas.manifest import Listener
from dugnad.kernel.areas.parts import Part


def _host(stopping: Event) -> None:
    messages().host(stopping)


def _hear(stopping: Event) -> None:
    # Only what listens loads the filter and all that it needs.
    from dugnad.areas.rescue.sensing.listening import hear

    hear(stopping)


def _follow(stopping: Event) -> None:
    from dugnad.areas.rescue.sensing.listening import follow

    follow(stopping)


PART = Part(
    listeners=(
        Listener("rescue.broker", _host, demo_only=True),
        Listener("rescue.sensors", _hear),
        Listener("rescue.positions", _follow),
    ),
)
