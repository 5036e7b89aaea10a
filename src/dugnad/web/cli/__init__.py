"""The command line `dugnad`."""

from __future__ import annotations

import os
from importlib import import_module

import click

COMMANDS = {
    "demo": ("dugnad.web.cli.serving", "Serve a demo network with invented people on one port."),
    "serve": ("dugnad.web.cli.serving", "Serve pages, API and live streams."),
    "worker": ("dugnad.web.cli.serving", "Seal the log, run jobs and schedules."),
    "listen": ("dugnad.web.cli.serving", "Receive alarms and sensors."),
    "warm": ("dugnad.web.cli.serving", "Compile the engines before anyone waits for them."),
    "building": ("dugnad.web.cli.building", "Read a building's plan and tell how good it is."),
    "listener": ("dugnad.web.cli.serving", ""),
    "fill": ("dugnad.web.cli.serving", ""),
    "job": ("dugnad.web.cli.serving", ""),
    "check": ("dugnad.web.cli.checking", "Tell the installation's health in words."),
    "verify": ("dugnad.web.cli.verifying", "Verify a signed PDF, offline."),
    "ledger": ("dugnad.web.cli.ledger", "Verify the log or export a proof from it."),
    "casework": (
        "dugnad.web.cli.casework",
        "Make decisions again, take out a journal, take in walking networks.",
    ),
    "competence": ("dugnad.web.cli.competence", "Import vocabularies of skills and reusable solutions."),
    "lab": ("dugnad.web.cli.lab", "Reckon with a business model, and print the schema of one."),
    "witness": ("dugnad.web.cli.witnessing", "Watch the log of an installation and cosign it."),
    "export": ("dugnad.web.cli.exporting", "Export all that is stored about a person."),
    "operator": ("dugnad.web.cli.operating", "Let a person run the platform."),
    "manage": ("dugnad.web.cli.managing", "Run a Django management command."),
}


class Commands(click.Group):
    """Loads a command's module only when it is used, so that the command line starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _ = COMMANDS[name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items() if says])


@click.group(cls=Commands)
@click.version_option(package_name="dugnad")
def main() -> None:
    """Dugnad: cities, companies and experts, working together."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")


def set_up() -> None:
    """Load Django; call it first in a command that needs the database."""
    import django

    django.setup()
