"""`dugnad export`: all that is stored about a person, for one who runs the platform and was asked for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import database_in_words

if TYPE_CHECKING:
    from dugnad.kernel.identity.models import Person

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("person")
@click.argument("out", type=OUT)
def export(person: str, out: Path) -> None:
    """Write all that is stored about PERSON (e-mail address or id) to the new file OUT, readable by you only.

    That it was done stands in the log, and the person can see it there.
    """
    if out.exists():
        raise click.BadParameter(f"{out} exists already", param_hint="OUT")
    set_up()
    from dugnad.kernel.access import Actor, wall
    from dugnad.kernel.rights.services import export_for

    wall.work_as_system()
    with database_in_words():
        found = _find(person)
        content = export_for(actor=Actor(operator=True), person=found.id)
    with open(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
    click.echo(f"{out}: {len(content):,} bytes about {found.name}")


def _find(text: str) -> Person:
    from dugnad.kernel.identity.models import Person

    found = Person.objects.filter(email=text.strip().lower()).first() or _by_id(text)
    if found is None:
        raise click.ClickException(f"There is no person {text}.")
    return found


def _by_id(text: str) -> Person | None:
    from dugnad.kernel.identity.models import Person

    try:
        return Person.objects.filter(id=UUID(text)).first()
    except ValueError:
        return None
