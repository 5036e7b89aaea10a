"""What the fields of a part offer of the package."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from dugnad.areas.casework.packages.editing.forms import ItemForm
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.letters import cite
from dugnad.areas.casework.rulebook.tables import views

Choices = list[tuple[str, str]]
BODIES = (("municipality", gettext_lazy("The municipality")), ("county", gettext_lazy("The county")))


def offer(form: ItemForm, field: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a field its choices."""
    form.fields[field].choices = choices  # type: ignore[attr-defined]


def provisions(package: Package) -> Choices:
    """The places in the law, as they are cited."""
    return [(one.id, f"{cite(one, 'nb')} ({one.id})") for one in package.provisions]


def bodies(package: Package) -> Choices:
    """Who may decide: the package's own bodies, else the usual two."""
    own = [(one.id, said(one.label)) for one in package.bodies]
    return own or [(id, str(words)) for id, words in BODIES]


def decisions(package: Package) -> Choices:
    """The decisions of the model, by name."""
    return [(one.name, one.name) for one in views(package)]
