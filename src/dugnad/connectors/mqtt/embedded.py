"""A broker inside this process, on loopback and without passwords: for the demo and for tests."""

from __future__ import annotations

import asyncio
import socket
import threading

HOST, USUAL_PORT = "127.0.0.1", 1883
LOOK_UP = 0.1


class Embedded:
    """The broker of this process, and where it listens once it runs."""

    def __init__(self) -> None:
        self.url = ""
        self.ready = threading.Event()

    def run(self, stopping: threading.Event, port: int | None = None) -> None:
        """Serve until `stopping` is set, on `port`, else on 1883 or any free port."""
        asyncio.run(self._serve(stopping, port or free_port(USUAL_PORT)))

    async def _serve(self, stopping: threading.Event, port: int) -> None:
        from amqtt.broker import Broker  # type: ignore[import-untyped]

        everyone = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}
        broker = Broker({"listeners": {"default": {"bind": f"{HOST}:{port}"}}, "plugins": everyone})
        await broker.start()
        self.url = f"mqtt://{HOST}:{port}"
        self.ready.set()
        try:
            while not stopping.is_set():
                await asyncio.sleep(LOOK_UP)
        finally:
            self.ready.clear()
            self.url = ""
            await broker.shutdown()


def free_port(wanted: int = 0) -> int:
    """`wanted` if nothing listens there, else a free port."""
    with socket.socket() as taken:
        try:
            taken.bind((HOST, wanted))
        except OSError:
            return free_port()
        port: int = taken.getsockname()[1]
        return port


embedded = Embedded()
