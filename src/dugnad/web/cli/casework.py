"""`dugnad casework`: decide again from what was stored, take out a case's journal, take in walking networks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import language_option

if TYPE_CHECKING:
    from dugnad.areas.casework.models import WalkingNetwork

DIFFERS = 1
UNKNOWN = 2


@click.group()
def casework() -> None:
    """Make decisions again, take out a case's journal, take in walking networks."""


@casework.command()
@click.argument("case")
def replay(case: str) -> None:
    """Decide CASE (its reference) again by the rules and facts of its day, and compare byte for byte."""
    set_up()
    from dugnad.areas.casework.cases.replay import replay as replayed
    from dugnad.areas.casework.models import Case
    from dugnad.kernel.access import wall

    wall.work_as_system()
    row = Case.objects.filter(reference=case).first()
    if row is None:
        click.echo(f"no case {case}", err=True)
        raise SystemExit(UNKNOWN)
    found = list(replayed(row))
    for one in found:
        same = "same bytes" if one.same and one.whole else "DIFFERS"
        engine = "the same engine" if one.engine else "another engine than then"
        click.echo(f"{case} decision {one.number}: {same}, {engine}, {one.fingerprint}")
    raise SystemExit(0 if all(one.same and one.whole for one in found) else DIFFERS)


@casework.command()
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def journal(case: str, file: Path) -> None:
    """Write the journal of CASE (its reference) to FILE, in the structure of Noark 5; with its documents to a .zip."""
    set_up()
    from dugnad.areas.casework.cases.noark import packing
    from dugnad.areas.casework.models import Case
    from dugnad.kernel.access import wall
    from dugnad.kernel.problems import Problem

    wall.work_as_system()
    row = Case.objects.select_related("organisation").filter(reference=case).first()
    if row is None:
        click.echo(f"no case {case}", err=True)
        raise SystemExit(UNKNOWN)
    try:
        file.write_bytes(packing.package(row) if file.suffix == ".zip" else packing.journal(row))
    except Problem as wrong:
        click.echo(str(wrong.detail), err=True)
        raise SystemExit(DIFFERS) from wrong
    click.echo(str(file))


@casework.command()
@click.argument("number")
@click.argument("first", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("last", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def archive(number: str, first: datetime, last: datetime, file: Path) -> None:
    """Write all cases that the city of that NUMBER closed from FIRST to LAST to FILE, a ZIP for the archive."""
    set_up()
    from django.utils import timezone

    from dugnad.areas.casework.cases.noark import packing
    from dugnad.kernel.access import wall
    from dugnad.kernel.organisations.models import Organisation
    from dugnad.kernel.problems import Problem

    wall.work_as_system()
    city = Organisation.objects.filter(number=number).first()
    if city is None:
        click.echo(f"no city {number}", err=True)
        raise SystemExit(UNKNOWN)
    try:
        file.write_bytes(packing.of_days(city.id, first.date(), last.date(), timezone.now()))
    except Problem as wrong:
        click.echo(str(wrong.detail), err=True)
        raise SystemExit(DIFFERS) from wrong
    click.echo(str(file))


@casework.group()
def network() -> None:
    """Walking networks, over which the way to school is measured."""


@network.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, metavar="NUMBER", help="The organisation number of the owner.")
@click.option(
    "--from",
    "valid_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day it is in use; today if not given.",
)
@language_option
def import_network(file: Path, organisation: str, valid_from: datetime | None, language: str) -> None:
    """Read FILE (an OpenStreetMap extract .osm, 1 GB at most, or GeoJSON, 100 MB) as the organisation's next network.

    Exit code 2 if the file cannot be used or nobody has that number; nothing is changed then.
    """
    set_up()
    from django.utils import timezone, translation

    from dugnad.kernel.access import wall
    from dugnad.kernel.problems import Problem

    with wall.system(), translation.override(language):
        try:
            row = _taken_in(file, organisation, valid_from.date() if valid_from else timezone.localdate())
        except Problem as wrong:
            click.echo(
                " ".join(map(str, wrong.fields.values())) or str(wrong.detail or wrong.title), err=True
            )
            raise SystemExit(UNKNOWN) from wrong
        click.echo("\n".join(_report(row)))


def _taken_in(file: Path, number: str, valid_from: date) -> WalkingNetwork:
    from dugnad.areas.casework.walking.services import import_file
    from dugnad.kernel.access import Actor
    from dugnad.kernel.organisations.models import Organisation
    from dugnad.kernel.problems import NotFound

    owner = Organisation.objects.filter(number=number, left_at=None).first()
    if owner is None:
        raise NotFound
    return import_file(
        actor=Actor(operator=True),
        organisation=owner.id,
        name=file.name,
        opened=lambda: file.open("rb"),
        size=file.stat().st_size,
        valid_from=valid_from,
    )


def _report(row: WalkingNetwork) -> Iterator[str]:
    from dugnad.areas.casework.walking import words

    yield f"{row.number}: {row.name}, {row.valid_from.isoformat()}, SHA-256 {row.digest}"
    yield from (f"  {label}: {value}" for label, value in words.numbers(row.report))
    yield from (f"  - {line}" for line in words.apart(row.report))
    yield from (f"  {label}: {count}" for label, count in words.left_out(row.report))
