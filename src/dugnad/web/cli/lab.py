"""`dugnad lab`: reckon with a model's document, and print the schema of one; no database is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import language_option

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LARGEST = 1024 * 1024
UNUSABLE = 2


@click.group()
def lab() -> None:
    """Reckon with business models."""


@lab.command()
def schema() -> None:
    """Print the JSON Schema of a model."""
    from dugnad.engines.foresight.schema import schema as published

    click.echo(json.dumps(published(), ensure_ascii=False, indent=2))


@lab.command()
@click.argument("model", type=FILE)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="The seed of the futures."
)
@click.option("--futures", type=int, default=100_000, show_default=True, help="How many futures.")
@click.option(
    "--all", "everything", is_flag=True, help="Also levers, thresholds, sensitivity and strategies."
)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
@language_option
def run(model: Path, seed: int, futures: int, everything: bool, as_json: bool, language: str) -> None:
    """The verdict on MODEL, a JSON document: the same digits as the pages show for the same seed and version."""
    set_up()
    from django.utils import translation

    with translation.override(language):
        told = _reckoned(model, seed, futures, everything)
        if as_json:
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(_lines(told["verdict"] if everything else told)))


def _reckoned(path: Path, seed: int, futures: int, everything: bool) -> Any:
    """The figures; what cannot be read or reckoned ends the command with words and exit code 2."""
    from dugnad.areas.lab.verdicts import figures
    from dugnad.engines.foresight.errors import Refused

    try:
        document = _read(path)
        return (
            figures.everything(document, seed, futures)
            if everything
            else figures.verdict(document, seed, futures)
        )
    except Refused as wrong:
        for line in _faults(wrong):
            click.echo(line, err=True)
        raise SystemExit(UNUSABLE) from wrong


def _read(path: Path) -> Any:
    """The document as the pages keep it. Raises `Refused`."""
    from dugnad.areas.lab.business.document import plain, read
    from dugnad.engines.foresight.errors import Refused

    if path.stat().st_size > LARGEST:
        raise Refused("too_large", "the document is larger than 1 MB")
    try:
        values = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as wrong:
        raise Refused("not_json", "this is not JSON") from wrong
    return plain(read(values))


def _faults(wrong: Any) -> list[str]:
    from dugnad.areas.lab.business.words import fault_words

    found = wrong.faults or (wrong,)
    return [f"{one.path}: {fault_words(one)}".removeprefix(": ") for one in found]


def _lines(told: dict[str, Any]) -> list[str]:
    from dugnad.areas.lab.verdicts import telling, words

    worlds = told["worlds"]
    hardest = next(one for one in worlds if one["key"] == told["hardest"])
    lines = [told["name"], telling.sentence(told["start"], hardest, told["horizon"]), ""]
    for one in worlds:
        shares = [f"{months} {telling.percent(share[0], 1)}" for months, share in one["survival"].items()]
        lines.append(f"{words.world(one)}: {', '.join(shares)}")
    return [*lines, "", f"seed {told['seed']}, futures {told['futures']}, version {told['version']}"]
