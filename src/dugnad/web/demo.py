"""The demo: a network with invented people in an embedded database, all in one process."""

from __future__ import annotations

import asyncio
import signal
from importlib import import_module

import click

from dugnad.kernel import children
from dugnad.web import filling
from dugnad.web.compiled import leave


def prepare() -> None:
    """Load what serves; a demo that is new or older than the program is filled meanwhile, in a process of its own."""
    before = signal.signal(signal.SIGTERM, leave)
    process = None if filling.done() else children.begin("fill")
    try:
        _load()
        if process and process.wait():
            raise click.ClickException("The demo could not be made.")
    finally:
        if process:
            process.terminate()
        signal.signal(signal.SIGTERM, before)


def _load() -> None:
    """What the first page needs, before any thread begins."""
    from django.urls import get_resolver

    import_module("dugnad.web.rsgi")
    get_resolver().url_patterns  # noqa: B018


def run(host: str, port: int) -> None:
    """Serve until stopped; the worker and all that listens run in the same process."""
    from dugnad.web.listening import Listening
    from dugnad.web.worker import Worker

    worker, listening = Worker(), Listening()
    worker.start()
    listening.start()
    try:
        asyncio.run(_serve(host, port))
    finally:
        listening.stop()
        worker.stop()


async def _serve(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.server.embed import Server

    from dugnad.web.rsgi import application

    server = Server(
        application, address=host, port=port, interface=Interfaces.RSGI, websockets=False, log_access=False
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    click.echo(f"Dugnad is ready: http://{host}:{port}")
    await server.serve()
