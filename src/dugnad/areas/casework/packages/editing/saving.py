"""A draft's decision model and tests saved from the editor; every row must cite a provision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import selectors, services
from dugnad.areas.casework.packages.editing.exchange import from_editor
from dugnad.areas.casework.packages.words import model_words
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.reading import from_json
from dugnad.areas.casework.rulebook.scenarios import Unparsed, parse
from dugnad.areas.casework.rulebook.tables import views
from dugnad.areas.casework.rules.packages import version_thing
from dugnad.engines.dmn import ModelError
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.problems import Invalid


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a decision's table, counted from 1, and what its citation says; `place` is the decision's, from 1."""

    decision: str
    row: int
    note: str = ""
    place: int = 1

    @property
    def anchor(self) -> str:
        """Where the row stands on the version's page."""
        return f"decision-{self.place}-row-{self.row}"

    @property
    def words(self) -> str:
        """What is wrong with it."""
        given = {"decision": self.decision, "row": self.row, "note": self.note}
        if self.note:
            return _("“%(decision)s”, row %(row)s: there is no provision “%(note)s”.") % given
        return _("“%(decision)s”, row %(row)s cites no provision.") % given


class Uncited(Invalid):
    """Rows that cite nothing; `places` are they."""

    def __init__(self, places: list[Place]) -> None:
        super().__init__(fields={"model": "\n".join(one.words for one in places)})
        self.places = places


def to_change(actor: Actor, version: UUID) -> PackageVersion:
    """The draft that the actor may change; NotFound or Forbidden."""
    row = selectors.version_by_id(actor, version)
    require(actor, "change", version_thing(row))
    return row


@transaction.atomic
def save_model(*, actor: Actor, version: UUID, revision: int, xml: str) -> PackageVersion:
    """The draft with a decision model, from the editor or any other.

    Raises Uncited with the rows that cite nothing, Invalid with what else is wrong, Conflict when another has saved.
    """
    row = to_change(actor, version)
    model = taken_back(xml, row)
    _cited(from_json(row.document), model)
    return services.change(actor=actor, version=version, revision=revision, model=model)


def taken_back(xml: str, row: PackageVersion) -> str:
    """A model from the editor in the form that packages keep; Invalid."""
    try:
        return from_editor(xml, row.document["model"])
    except ModelError as wrong:
        raise Invalid(fields={"model": model_words(str(wrong))}) from wrong


def _cited(package: Package, model: str) -> None:
    try:
        places = uncited(replace(package, model=model))
    except ModelError as wrong:
        raise Invalid(fields={"model": model_words(str(wrong))}) from wrong
    if places:
        raise Uncited(places)


def uncited(package: Package) -> list[Place]:
    """The rows of all tables that cite none of the package's provisions."""
    return [
        Place(view.name, n, row.note, place)
        for place, view in enumerate(views(package), start=1)
        if view.table
        for n, row in enumerate(view.table.rows, start=1)
        if row.cites is None
    ]


@transaction.atomic
def save_tests(*, actor: Actor, version: UUID, revision: int, tests: str) -> PackageVersion:
    """The draft with other tests; Invalid when they are no Gherkin, with the line."""
    to_change(actor, version)
    try:
        parse(tests)
    except Unparsed as wrong:
        raise Invalid(fields={"tests": syntax_words(wrong)}) from wrong
    return services.change(actor=actor, version=version, revision=revision, tests=tests)


def syntax_words(wrong: Unparsed) -> str:
    """Where the text is no Gherkin, one line for each place."""
    told = [_("Line %(line)s: %(text)s") % {"line": line, "text": text} for line, text in wrong.places]
    return "\n".join(told) or str(wrong)
