"""`dugnad demo`, `serve`, `worker`, `listen` and `warm`."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType
from uuid import UUID

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
    # Letters and links lead back to this very demo.
    os.environ.setdefault("DUGNAD_ORIGIN", f"http://127.0.0.1:{port}")
    set_up()
    from dugnad.web.demo import prepare, run

    prepare()
    run(host, port)


@click.command(hidden=True)
def fill() -> None:
    """Make the demo's database and network; `demo` starts it."""
    set_up()
    from dugnad.kernel.access import wall
    from dugnad.web.filling import fill as fill_demo

    wall.work_as_system()
    fill_demo()


@click.command()
def worker() -> None:
    """Seal the log, feed its readers, run jobs and schedules, until stopped."""
    set_up()
    from dugnad.web.worker import Worker

    working = Worker()
    _as_platform(working.stopping)
    working.run()


@click.command(hidden=True)
@click.argument("number", type=click.UUID)
def job(number: UUID) -> None:
    """Be the process of one job that the worker runs apart; `worker` and `demo` start it."""
    from dugnad.kernel import children

    children.end_with_parent()
    set_up()
    from dugnad.kernel.access import wall
    from dugnad.kernel.jobs.working import work_here

    wall.work_as_system()
    if not work_here(number):
        raise SystemExit(1)


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


@click.command()
@click.argument("engine", required=False)
def warm(engine: str | None) -> None:
    """Compile the engines' loops now; set-up does it, and else `listen` and `demo` at the first start of a version."""
    from dugnad.web import compiled

    compiled.keep()
    if engine:
        compiled.compile_one(engine)
    else:
        os.nice(5)
        compiled.compile_all()


def _as_platform(stopping: threading.Event) -> None:
    """Work for the platform itself, until a signal sets `stopping`."""
    from dugnad.kernel.access import wall

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    wall.work_as_system()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
