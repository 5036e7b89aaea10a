"""`dugnad building`: read a building's plan and tell how good it is, without storing anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from dugnad.web.cli.ledger import _no_house as no_house
from dugnad.web.cli.reader import language_option

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
UNUSABLE = 2


@click.group()
def building() -> None:
    """Read a building's plan and tell how good it is."""


@building.command("import")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@language_option
def import_(file: Path, as_json: bool, language: str) -> None:
    """Read FILE (IFC, IMDF or GeoJSON) and report its rooms, doors, stairs and ways out. Nothing is stored.

    Exit code 2 if the file is broken or holds no building.
    """
    with no_house():
        from django.utils import translation

        from dugnad.areas.rescue.buildings.words import refusal
        from dugnad.engines.egress.assembly.values import Unusable

        with translation.override(language):
            try:
                found = _report(file)
            except Unusable as reason:
                click.echo(f"{file.name}: {refusal(reason)}", err=True)
                raise SystemExit(UNUSABLE) from reason
            click.echo(
                json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(_in_words(found))
            )


def _report(file: Path) -> dict[str, Any]:
    from dugnad.connectors.plans import MOST_BYTES, read
    from dugnad.engines.egress.assembly.values import Unusable
    from dugnad.engines.egress.quality import report

    size = file.stat().st_size
    if size > MOST_BYTES:
        raise Unusable("too_large", bytes=size, most=MOST_BYTES)
    return report(read(file.read_bytes(), file.name))


def _in_words(found: dict[str, Any]) -> Iterator[str]:

    from dugnad.areas.rescue.buildings import words

    rows = words.numbers(found)
    wide = max(len(label) for label, _value in rows)
    yield found["name"]
    yield from (f"  {label:<{wide}}  {value:>7}" for label, value in rows)
    for title, lines in (*_faults(found), *_doubts(found)):
        yield from _list(title, lines)


def _faults(found: dict[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    """What keeps people from getting out, under its headings."""
    from django.utils.translation import gettext as _

    from dugnad.areas.rescue.buildings import words

    def loose(kind: str) -> list[str]:
        return [f"{one['id']}: {words.LOOSE[one['reason']]}" for one in found[f"{kind}_leading_nowhere"]]

    stuck = found["spaces_without_route_out"]
    yield _("Rooms without a way out"), [f"{one['name']}: {words.STUCK[one['reason']]}" for one in stuck]
    yield _("Doors that lead nowhere"), loose("doors")
    yield _("Stairs that lead nowhere"), loose("stairs")
    yield _("Ramps that lead nowhere"), loose("ramps")
    steep = [f"{one['id']}: {words.slope(one['slope'])}" for one in found["ramps_too_steep"]]
    yield _("Ramps too steep for a wheelchair"), steep
    yield _("Storeys without an exit or a stair"), [one["name"] for one in found["missing_exits"]]


def _doubts(found: dict[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    """What the file did not say, under its headings."""
    from django.utils.translation import gettext as _

    from dugnad.areas.rescue.buildings import words

    yield _("Guessed"), [f"{label}: {number}" for label, number in words.guesses(found["guessed"])]
    yield _("How the file was understood"), words.notes(found)


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield title
        yield from (f"  - {row}" for row in rows)
