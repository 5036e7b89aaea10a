"""`dugnad demo`, `serve`, `worker` and `listen`."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

import click

from dugnad.web.cli import set_up


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--processes", default=1, show_default=True, help="Web processes; a worker runs beside them.")
def serve(host: str, port: int, processes: int) -> None:
    """Serve pages, API and live streams; run `dugnad worker` beside it."""
    from granian.constants import Interfaces
    from granian.server import Server

    set_up()
    Server(
        "dugnad.web.rsgi:application",
        address=host,
        port=port,
        workers=processes,
        interface=Interfaces.RSGI,
        websockets=False,
        log_access=False,
    ).serve()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(host: str, port: int) -> None:
    """Serve a demo network on one port, worker included."""
    os.environ.setdefault("DUGNAD_DEMO", "1")
    set_up()
    from dugnad.web.demo import prepare, run

    prepare()
    run(host, port)


@click.command()
def worker() -> None:
    """Seal the log, feed its readers, run jobs and schedules, until stopped."""
    set_up()
    from dugnad.kernel.access import wall
    from dugnad.web.worker import Worker

    wall.work_as_system()

    Worker().run()


@click.command()
def listen() -> None:
    """Receive alarms and sensors until stopped; run one beside the worker."""
    set_up()
    from dugnad.web.listening import Listening

    listening = Listening()
    _as_platform(listening.stopping)
    listening.run()


@click.command(hidden=True)
@click.argument("name")
def listener(name: str) -> None:
    """Be the process of one listener; `listen` and `demo` start it."""
    set_up()
    from dugnad.web.listening import run_apart

    stopping = threading.Event()
    _as_platform(stopping)
    run_apart(name, stopping)


def _as_platform(stopping: threading.Event) -> None:
    """Work for the platform itself, until a signal sets `stopping`."""
    from dugnad.kernel.access import wall

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    wall.work_as_system()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
