"""The demo: a network with invented people in an embedded database, all in one process."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from dugnad.kernel.areas import manifests
from dugnad.kernel.ledger.sealing import seal_all


def prepare() -> None:
    """Make or upgrade the database and the demo network; quick when nothing has changed."""
    marker = settings.HOME / "demo-ready"
    state = _state_of_code()
    if marker.exists() and marker.read_text() == state:
        return
    click.echo("Making the database ...")
    call_command("migrate", verbosity=0)
    for manifest in manifests():
        if manifest.demo:
            click.echo(f"Filling {manifest.name} ...")
            manifest.demo()
    seal_all()
    marker.write_text(state)


def _state_of_code() -> str:
    """Changes whenever a migration or a demo module does."""
    root = Path(__file__).parent.parent
    files = sorted([*root.rglob("migrations/*.py"), *root.rglob("demo*.py")])
    return "\n".join(f"{file.relative_to(root)} {file.stat().st_mtime_ns}" for file in files)


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
