"""What commands say to their reader: in their language, and of a database that fails."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

LANGUAGES = ("nb", "nn", "en")
Command = TypeVar("Command", bound=Callable[..., Any])


def of_environment() -> str:
    """The language that the environment names; bokmål when it names none of ours."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = next((value for value in named if value), "")[:2].lower()
    return code if code in LANGUAGES else "nb"


def language_option(command: Command) -> Command:
    """Adds --language, by default the environment's."""
    choice = click.Choice(LANGUAGES)
    return click.option("--language", type=choice, default=of_environment, help="Language of the answer.")(
        command
    )


@contextmanager
def database_in_words() -> Iterator[None]:
    """A failing database ends the command with one line."""
    from django.db import Error

    try:
        yield
    except Error as error:
        raise click.ClickException(f"The database failed ({error}). Run: dugnad check.") from error
