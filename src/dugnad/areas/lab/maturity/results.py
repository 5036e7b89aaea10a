"""The result of a finished round in the reader's words: for the page, the API and the export alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from dugnad.areas.lab.maturity.blocks import average_for
from dugnad.areas.lab.maturity.comparing import Average, Cell
from dugnad.areas.lab.maturity.content import common, dimension_name, edition, say, size_name, steps
from dugnad.areas.lab.maturity.scoring import Answers, Band, Blank, Result, band, blanks, score
from dugnad.areas.lab.maturity.selectors import answers_of, found, rounds_until
from dugnad.areas.lab.maturity.values import Edition, Shape
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import OrganisationKind
from dugnad.kernel.problems import Conflict

LOWEST = 3
MOST_STEPS = 3
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Figure:
    """One dimension, or the total: points, band, points of the first and latest rounds, the average of others."""

    key: str
    name: str
    value: float
    band: Band
    band_name: str
    rounds: tuple[float, ...]
    change: float | None
    others: int | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next for one of the lowest dimensions."""

    figure: Figure
    about: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a finished round says."""

    row: Assessment
    total: Figure
    figures: tuple[Figure, ...]
    says: str
    rounds: tuple[tuple[int, datetime | None], ...]
    others: Average | None
    others_are: str
    advice: tuple[Advice, ...]
    blanks: tuple[Blank, ...]


def finished(actor: Actor, assessment: UUID) -> Assessment:
    """A finished round of the actor's; NotFound for others' rounds, Conflict for one that is open."""
    row = found(actor, assessment)
    if not row.finished_at:
        raise Conflict(_("This round is not finished, so it has no result yet."))
    return row


def report(row: Assessment) -> Report:
    """The whole result of a finished round."""
    test, answers = edition(row.test), answers_of(row)
    rounds, others = rounds_until(row), average_for(row)
    figures = _figures(test, rounds, others)
    return Report(
        row=row,
        total=figures[-1],
        figures=tuple(figures[:-1]),
        says=say(common()["bands"][figures[-1].band]["says"]),
        rounds=tuple((one.number, one.finished_at) for one in rounds),
        others=others,
        others_are=_in_words(others.cell) if others else "",
        advice=_advice(test, answers, figures[:-1]),
        blanks=blanks(test, answers),
    )


def result_of(row: Assessment) -> Result:
    """The scores of a round's answers as they are."""
    return score(edition(row.test), answers_of(row))


def _figures(test: Edition, rounds: Sequence[Assessment], others: Average | None) -> list[Figure]:
    names = [*((key, dimension_name(key)) for key in test.dimensions), (TOTAL, _("Total"))]
    columns = zip(*(one.scores or () for one in rounds), strict=True)
    theirs = others.values if others else [None] * len(names)
    return [
        _figure(key, name, column, value)
        for (key, name), column, value in zip(names, columns, theirs, strict=True)
    ]


def _figure(key: str, name: str, rounds: tuple[float, ...], others: int | None) -> Figure:
    value = rounds[-1]
    change = value - rounds[-2] if len(rounds) > 1 else None
    in_band = band(value)
    return Figure(key, name, value, in_band, band_name(in_band), rounds, change, others)


def band_name(name: Band) -> str:
    return say(common()["bands"][name]["name"])


def _in_words(cell: Cell) -> str:
    """What the others have in common with the reader, as 'Company, Industry, 10-49 people'."""
    kind = str(OrganisationKind(cell.kind).label) if cell.kind else _("All who took this test")
    group = say(common()["groups"][cell.group]) if cell.group else ""
    return ", ".join(part for part in (kind, group, size_name(cell.size)) if part)


def _advice(test: Edition, answers: Answers, figures: Sequence[Figure]) -> tuple[Advice, ...]:
    """The lowest dimensions that have something left to do, the lowest first."""
    lacking = _lacking(test, answers)
    made = (_advice_on(figure, lacking) for figure in sorted(figures, key=lambda one: one.value))
    return tuple(one for one in made if one.steps)[:LOWEST]


def _advice_on(figure: Figure, lacking: set[str]) -> Advice:
    fitting = (one for one in steps() if one.dimension == figure.key and lacking.intersection(one.lacks))
    about = say(common()["dimensions"][figure.key]["about"])
    return Advice(figure, about, tuple(say(one.text) for one in fitting)[:MOST_STEPS])


def _lacking(test: Edition, answers: Answers) -> set[str]:
    """The items that were not answered with the best there is, as `q3.forms`."""
    return {
        f"{question.key}.{item.key}"
        for question in test.questions
        for item in question.items
        if not item.negative and not _has(question.shape, answers.get(question.key), item.key)
    }


def _has(shape: Shape, value: object, key: str) -> bool:
    if shape is Shape.MATRIX:
        return isinstance(value, Mapping) and key in value.get("done", ())
    if shape is Shape.TICKS:
        return isinstance(value, list) and key in value
    return isinstance(value, Mapping) and int(value.get(key, 0)) > 0
