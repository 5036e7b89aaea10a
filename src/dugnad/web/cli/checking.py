"""`dugnad check`: the installation's health in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from dugnad.web.cli import set_up
from dugnad.web.cli.reader import language_option

if TYPE_CHECKING:
    from dugnad.web.house.examining import Finding

SIGNS = {"fine": ("✓", "green"), "watch": ("!", "yellow"), "act": ("✗", "red")}
NOT_IN_ORDER = 1


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@language_option
def check(as_json: bool, language: str) -> None:
    """Tell the installation's health in words. Exit code 1 when something must be done."""
    set_up()
    from django.utils import translation

    from dugnad.kernel.access import wall
    from dugnad.web.house.examining import examine

    wall.work_as_system()
    with translation.override(language):
        found = list(examine())
        click.echo(_as_json(found) if as_json else "\n".join(_line(finding) for finding in found))
    raise SystemExit(NOT_IN_ORDER if any(finding.state == "act" for finding in found) else 0)


def _line(finding: Finding) -> str:
    sign, colour = SIGNS[finding.state]
    return f"{click.style(sign, fg=colour)} {finding.says}"


def _as_json(found: list[Finding]) -> str:
    rows = [{"name": finding.name, "state": finding.state, "says": finding.says} for finding in found]
    return json.dumps(rows, ensure_ascii=False, indent=2)
