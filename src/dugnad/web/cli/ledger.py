"""`dugnad ledger`: prove the whole log, prove one entry, and check a proof without asking anyone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import database_in_words, language_option

if TYPE_CHECKING:
    from dugnad.kernel.ledger.proofs import Proof
    from dugnad.kernel.ledger.verification import LogReport

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NOT_IN_ORDER = 1


@click.group()
def ledger() -> None:
    """Verify the log, prove an entry of it, or check a proof."""


@ledger.command()
@click.option(
    "--checkpoint", "kept", type=FILE, multiple=True, help="A signed checkpoint that was kept elsewhere."
)
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@language_option
def verify(kept: tuple[Path, ...], as_json: bool, language: str) -> None:
    """Prove the whole log, or name the first entry that was altered, removed or reordered. Exit code 1 if so.

    The last checkpoint that the worker kept in DUGNAD_HOME is always compared too.
    """
    set_up()
    from django.utils import translation

    from dugnad.kernel.access import wall
    from dugnad.kernel.ledger import keeping
    from dugnad.kernel.ledger.verification import verify_log
    from dugnad.kernel.witnesses.selectors import flaws

    wall.work_as_system()
    own = keeping.kept()
    notes = [file.read_text() for file in kept] + ([own] if own else [])
    with translation.override(language), database_in_words():
        report = verify_log(kept=notes, tell=None if as_json else _tell_progress)
        report = replace(report, findings=(*report.findings, *flaws()))
        click.echo(_as_json(report) if as_json else "\n".join(_in_words(report)))
    raise SystemExit(0 if report.whole else NOT_IN_ORDER)


def _tell_progress(done: int, of: int) -> None:
    line = f"{done:,} / {of:,}"
    if sys.stderr.isatty():
        click.echo(f"\r{line}", nl=False, err=True)
    else:
        click.echo(line, err=True)


def _in_words(report: LogReport) -> Iterator[str]:
    from django.utils.formats import number_format
    from django.utils.translation import gettext as _

    from dugnad.kernel.ledger.findings import entry_in_words, in_words

    if sys.stderr.isatty():
        click.echo("\r", nl=False, err=True)
    numbers = ("size", "proven", "checkpoints", "waiting")
    facts = {name: number_format(getattr(report, name), force_grouping=True) for name in numbers}
    if report.whole and not report.size:
        yield _("The log is empty.")
    elif report.whole:
        yield (
            _(
                "The log is whole: %(size)s entries. %(checkpoints)s checkpoints sign for the first %(proven)s."
            )
            % facts
        )
    else:
        yield _("The log is not whole.")
    first = report.first_entry
    if first:
        yield _("First bad entry:") + " " + in_words(first)
        yield from filter(None, [entry_in_words(first.index)])
    yield from (in_words(found) for found in report.findings if found is not first)
    if report.waiting:
        yield _("%(waiting)s entries wait to be sealed.") % facts


def _as_json(report: LogReport) -> str:
    from dugnad.kernel.ledger.findings import in_words

    found = [
        {"code": str(f.code), "index": f.index, "until": f.until, "other": f.other, "says": in_words(f)}
        for f in report.findings
    ]
    numbers = {name: getattr(report, name) for name in ("whole", "size", "proven", "waiting", "checkpoints")}
    first = report.first_entry
    return json.dumps({**numbers, "first_entry": first.index if first else None, "findings": found}, indent=2)


@ledger.command()
@click.argument("index", type=click.IntRange(min=0))
@click.option(
    "--detail", is_flag=True, help="Show the entry's detail in the proof; it may hold personal data."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else it is printed."
)
def prove(index: int, detail: bool, out: Path | None) -> None:
    """Give the proof that the entry with this number in the log stands in it."""
    set_up()
    from dugnad.kernel.access import wall
    from dugnad.kernel.ledger import proofs
    from dugnad.kernel.ledger.models import Detail, Event
    from dugnad.kernel.problems import NotFound

    wall.work_as_system()
    with database_in_words():
        event = Event.objects.filter(index=index).first()
        kept = Detail.objects.filter(event=event).first() if detail else None
        try:
            text = proofs.prove(event, detail=kept).to_json() if event else ""
        except NotFound:
            text = ""
    if not text:
        raise click.ClickException(f"The log has no signed entry {index}.")
    if out:
        out.write_text(text)
    else:
        click.echo(text, nl=False)


@ledger.command()
def checkpoint() -> None:
    """Print the last signed checkpoint, to be kept elsewhere."""
    set_up()
    from dugnad.kernel.ledger.models import Checkpoint

    with database_in_words():
        last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        raise click.ClickException("Nothing is sealed yet.")
    click.echo(last.note, nl=False)


@ledger.command("check-proof")
@click.argument("file", type=FILE)
@click.option("--key", default="", help="The log's public key as it was published, or a file that holds it.")
@language_option
def check_proof(file: Path, key: str, language: str) -> None:
    """Check a proof, offline. Exit code 1 if it does not hold."""
    with _no_house():
        from django.utils import translation

        from dugnad.kernel.ledger.proofs import Proof, check
        from dugnad.kernel.problems import Invalid

        with translation.override(language):
            try:
                proof = Proof.from_json(file.read_text(errors="replace"))
                faults = check(proof, _key(key))
            except Invalid as wrong:
                raise click.ClickException(" ".join(str(text) for text in wrong.fields.values())) from wrong
            for line in _outcome(proof, faults, known=bool(key)):
                click.echo(line)
    raise SystemExit(NOT_IN_ORDER if faults else 0)


@contextmanager
def _no_house() -> Iterator[None]:
    """Django without an installation; leaves no folder behind."""
    before = os.environ.get("DUGNAD_HOME")
    with TemporaryDirectory(prefix="dugnad-check-") as folder:
        os.environ["DUGNAD_HOME"] = folder
        set_up()
        try:
            yield
        finally:
            del os.environ["DUGNAD_HOME"]
            os.environ |= {"DUGNAD_HOME": before} if before else {}


def _key(text: str) -> str:
    file = Path(text)
    return file.read_text().strip() if text and len(text) < 4096 and file.is_file() else text


def _outcome(proof: Proof, faults: list[Any], *, known: bool) -> Iterator[str]:
    from datetime import timedelta

    from django.utils.formats import date_format
    from django.utils.timezone import localtime
    from django.utils.translation import gettext as _

    from dugnad.kernel.ledger.entry import Entry
    from dugnad.kernel.ledger.models import EPOCH
    from dugnad.kernel.ledger.proofs import FAULTS
    from dugnad.web.house.telling import plain, says

    if faults:
        yield _("The proof does not hold.")
        yield from (str(FAULTS[fault]) for fault in faults)
        return
    entry = Entry.from_bytes(proof.entry)
    time = date_format(localtime(EPOCH + timedelta(microseconds=entry.at_us)), "DATETIME_FORMAT")
    yield _("The proof holds.")
    place = {"index": proof.index, "size": proof.size}
    yield _("The entry stands in the log as number %(index)s of %(size)s that were signed for.") % place
    yield f"{says(entry.name)} ({entry.name}), {time}"
    yield f"{entry.thing_kind} {entry.thing}"
    yield from (f"{key}: {plain(value)}" for key, value in proof.facts.items())
    if not known:
        yield _(
            "It was checked with the key in the file. Compare it with the one that the log's owner published:"
        )
        yield proof.key
