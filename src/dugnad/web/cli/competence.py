"""`dugnad competence`: import vocabularies of skills, and reusable solutions from a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import language_option

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
UNUSABLE = 2


@click.group()
def competence() -> None:
    """Import vocabularies of skills, and reusable solutions."""


@contextmanager
def _told(language: str) -> Iterator[None]:
    """Work as the platform, and tell what cannot be read in words; exit code 2."""
    set_up()
    from django.utils import translation

    from dugnad.areas.competence.vocabularies.importing import words
    from dugnad.areas.competence.vocabularies.values import Unreadable
    from dugnad.kernel.access import wall
    from dugnad.kernel.problems import Problem

    wall.work_as_system()
    with translation.override(language):
        try:
            yield
        except Unreadable as wrong:
            click.echo(words(wrong), err=True)
            raise SystemExit(UNUSABLE) from wrong
        except Problem as wrong:
            lines = [f"{field}: {text}" for field, text in wrong.fields.items()]
            click.echo("\n".join(lines) or str(wrong.detail or wrong.title), err=True)
            raise SystemExit(UNUSABLE) from wrong


@competence.command("import-esco")
@click.argument("folder", type=FOLDER)
@click.option("--version", default="", help="ESCO's version, where the folder's name does not tell it.")
@language_option
def import_esco(folder: Path, version: str, language: str) -> None:
    """Import ESCO from FOLDER: skills_nb.csv, skills_en.csv, occupations_*.csv, broaderRelations*.csv."""
    with _told(language):
        from dugnad.areas.competence.vocabularies.importing import from_folder, summary

        click.echo(summary(from_folder(folder, version=version)))


@competence.command("import-los")
@click.argument("file", type=FILE)
@language_option
def import_los(file: Path, language: str) -> None:
    """Import LOS from FILE: Turtle, RDF/XML or JSON-LD."""
    with _told(language):
        from dugnad.areas.competence.vocabularies.importing import from_file, summary

        click.echo(summary(from_file(file)))


@competence.command("import-publiccode")
@click.argument("place", type=click.Path(exists=True, path_type=Path))
@click.option("--organisation", required=True, help="The organisation number of whoever offers it.")
@language_option
def import_publiccode(place: Path, organisation: str, language: str) -> None:
    """Offer the solution that a publiccode.yml tells of. PLACE: the file, or a local checkout that holds it."""
    with _told(language):
        from dugnad.areas.competence.pledges.publiccode import from_place

        click.echo(from_place(place, organisation).title)
