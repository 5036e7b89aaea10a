"""`dugnad verify`: who signed a PDF, when, on what authority, and whether anything was changed. Asks no network."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from dugnad.web import env
from dugnad.web.cli import set_up

if TYPE_CHECKING:
    from dugnad.areas.agreements.verification import Told, ToldSignature

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANGUAGES = ("nb", "nn", "en")
NOT_IN_ORDER = 1


def _language() -> str:
    """The reader's language, by the environment; bokmål when it names none of ours."""
    wanted = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    code = wanted[:2].lower()
    return code if code in LANGUAGES else "nb"


@click.command()
@click.argument("file", type=FILE)
@click.option("--trust", type=FILE, multiple=True, help="Root certificates (PEM) to trust, and no others.")
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default=_language, help="Language of the answer.")
def verify(file: Path, trust: tuple[Path, ...], as_json: bool, language: str) -> None:
    """Verify a signed PDF, offline. Exit code 0 only if all is in order and everyone has signed.

    Without --trust, the roots of this installation are trusted.
    """
    with _house(own=not trust) as own:
        from django.utils import translation

        from dugnad.areas.agreements.reporting import as_data
        from dugnad.areas.agreements.verification import examine, tell

        try:
            report = examine(file.read_bytes(), trust_roots=[root.read_bytes() for root in trust], own=own)
        except ValueError as error:
            raise click.BadParameter("not a certificate in PEM form", param_hint="--trust") from error
        with translation.override(language):
            told = tell(report)
            click.echo(
                json.dumps(as_data(report), default=str, ensure_ascii=False, indent=2)
                if as_json
                else _text(told)
            )
    raise SystemExit(0 if told.ok else NOT_IN_ORDER)


@contextmanager
def _house(*, own: bool) -> Iterator[bool]:
    """Django, set up; gives whether this installation's roots can be asked for. Leaves no folder behind."""
    installed = Path(env.read("DUGNAD_HOME")).exists() or bool(env.read("DUGNAD_DATABASE_URL"))
    if own and installed:
        set_up()
        yield True
        return
    with TemporaryDirectory(prefix="dugnad-verify-") as folder:
        os.environ["DUGNAD_HOME"] = folder
        set_up()
        yield False


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, default=str, ensure_ascii=False, indent=2)


def _text(told: Told) -> str:
    lines = [told.answer, *(f"  - {finding}" for finding in told.findings)]
    for one in told.signatures:
        lines += ["", *_signature(one)]
    lines += ["", *told.missing] if told.missing else []
    lines += ["", *told.stamps, *told.trust]
    return "\n".join(lines).rstrip()


def _signature(one: ToldSignature) -> Iterator[str]:
    from django.utils.formats import date_format
    from django.utils.timezone import localtime

    yield f"{one.who}, {one.organisation}: {one.verdict}"
    if one.authority:
        yield f"  {one.authority}"
    if one.when:
        yield f"  {date_format(localtime(one.when), 'DATETIME_FORMAT')}"
    yield from (f"  - {line}" for line in (*one.faults, *one.notes))
