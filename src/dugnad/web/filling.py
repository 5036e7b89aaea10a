"""Making the demo's database and its network, once for each version of what it is made from."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from dugnad.kernel.areas import manifests
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.web.database import make_or_upgrade

ROOT = Path(__file__).parent.parent


def done() -> bool:
    """Whether the demo that is there was made by this version."""
    marker = settings.HOME / "demo-ready"
    return marker.exists() and marker.read_text() == _version()


def fill() -> None:
    """Make or upgrade the database and the demo network. What is there already stays."""
    click.echo("Making the database ...")
    make_or_upgrade()
    for manifest in manifests():
        if manifest.demo:
            click.echo(f"Filling {manifest.name} ...")
            manifest.demo()
    seal_all()
    (settings.HOME / "demo-ready").write_text(_version())


def _version() -> str:
    """Changes whenever a migration or a demo module does."""
    files = sorted([*ROOT.rglob("migrations/*.py"), *ROOT.rglob("demo*.py"), *ROOT.rglob("demo/**/*.py")])
    return "\n".join(f"{file.relative_to(ROOT)} {file.stat().st_mtime_ns}" for file in files)
