"""The report for a bank or a board: what the page says, on paper, with all that another needs to reckon it again."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.verdicts import comparing, deeper, drawing, keeping, showing, telling, words
from dugnad.engines.foresight import reading
from dugnad.engines.foresight.model import Model, middle
from dugnad.engines.typesetting import Attachment, Fault, TypesettingError, render
from dugnad.kernel.problems import Invalid

Json = dict[str, Any]
LANGUAGES: Final = ("nb", "nn", "en")
LIMITS: Final = (
    gettext_lazy(
        "Ranges are drawn independently of one another. What moves together must be said by scenarios."
    ),
    gettext_lazy("No scenario has a probability of its own; what stands side by side must not be added up."),
    gettext_lazy("Default ranges of scenarios are assumptions unless a source stands beside them."),
    gettext_lazy(
        "Holiday pay, the owners' tax, VAT terms other than two months and other currencies are left out."
    ),
    gettext_lazy("Loans are never called in early, and credit is never renewed."),
    gettext_lazy(
        "After the money is gone the cones go on as if the business were financed, to show the need."
    ),
    gettext_lazy("The error told is that of the reckoning. Assumptions may be wrong by more."),
)
SOURCES: Final = (
    "Bass (1969), Management Science 15; Srinivasan & Mason (1986), Marketing Science 5",
    "Fisher & Pry (1971), Technological Forecasting and Social Change 3",
    "Sultan, Farley & Lehmann (1990), Journal of Marketing Research 27",
    "Saltelli et al. (2010); Jansen (1999), Computer Physics Communications 117",
    "Morris (1991), Technometrics 33; Friedman & Fisher (1999); Bryant & Lempert (2010)",
    "Haaker et al. (2017), Futures; Savage (1951)",
)


def pdf(row: BusinessModel, world: str, wanted: float, floor: float, language: str) -> bytes:
    """The report as tagged PDF/A-3a with the model attached; the same bytes for the same figures.

    Raises `Invalid` when the model is not ready or holds characters that cannot be printed.
    """
    with translation.override(language):
        data = content(row, world, wanted, floor, language)
        body = json.dumps(row.document, ensure_ascii=False, indent=2, sort_keys=True).encode()
        part = Attachment("model.json", body, "application/json", str(row.title))
        try:
            return render(
                _template(), data, created=row.changed_at.replace(microsecond=0), attachments=[part]
            )
        except TypesettingError as error:
            if error.fault is not Fault.UNPRINTABLE:
                raise
            told = _("The report cannot show these characters: %(characters)s")
            raise Invalid(told % {"characters": error.characters}) from error


@cache
def _template() -> str:
    return (files("dugnad.areas.lab.verdicts.typeset") / "report.typ").read_text("utf-8")


def content(row: BusinessModel, key: str, wanted: float, floor: float, language: str) -> Json:
    """All that the paper says, in the active language."""
    told = keeping.reckoned(row, "verdict")
    world = showing.world_in(told, key)
    head = showing.headline(told, world)
    day = formats.date_format(timezone.localtime(row.changed_at), "DATE_FORMAT")
    return {
        "language": language,
        "title": row.title,
        "owner": row.organisation.name,
        "kind": _("Business model under stress"),
        "dated": _("model of %(day)s, revision %(revision)s") % {"day": day, "revision": row.revision},
        "sentence": head["sentence"],
        "error": f"{head['error']} · {_('%(futures)s futures') % {'futures': head['futures']}}",
        "footer": f"{row.title} · {told['fingerprint'][:16]} · {told['version']}",
        "page": _("Page {page} of {pages}"),
        "sections": _sections(row, told, world, wanted, floor),
    }


def _sections(row: BusinessModel, told: Json, world: Json, wanted: float, floor: float) -> list[Json]:
    months = told["horizon"]
    levers = keeping.reckoned(row, "levers", world=world["key"], months=months)["levers"]
    deep = keeping.kept(row, "depth", world=world["key"], months=months, wanted=wanted)
    strategies = keeping.kept(row, "strategies", world=world["key"], floor=floor)
    model = reading.from_json(row.document)
    return [
        _cash(told, world, months, model),
        _survival(told),
        _levers(levers),
        *(_deep(deep, model) if deep else []),
        *([_strategies(strategies, world["key"])] if strategies and row.document.get("strategies") else []),
        _assumptions(model),
        _validity(),
        _again(told),
    ]


def _text(said: str, kind: str = "text") -> Json:
    return {"kind": kind, "words": str(said)}


def _table(heads: list[str], rows: list[list[str]]) -> Json:
    return {"kind": "table", "heads": [str(one) for one in heads], "rows": rows}


def _chart(drawn: drawing.Drawn, alt: str) -> Json:
    return {"kind": "chart", "svg": str(drawn.wide), "alt": str(alt)}


def _cash(told: Json, world: Json, months: int, model: Model) -> Json:
    overdraft = middle(model.business.funding.overdraft)
    chart = drawing.cash(told["start"], world, months, overdraft)
    facts = showing.cash_facts(told["start"], world, months, overdraft)
    heads = [
        _("At the end of"),
        _("One of twenty has less"),
        _("Half have less"),
        _("One of twenty has more"),
    ]
    rows = [[one["month"], *one["cells"]] for one in showing.cash_table(told["start"], world)]
    return {
        "heading": _("Cash"),
        "parts": [
            _chart(chart, _("Cash month by month")),
            _table(
                [_("What"), _("Amount"), ""], [[one["label"], one["value"], one["note"]] for one in facts]
            ),
            _table(heads, rows[:12]),
        ],
    }


def _survival(told: Json) -> Json:
    found = showing.survival(told)
    rows = [[one["name"], *(f"{c['said']} ({c['error']})" for c in one["cells"])] for one in found["rows"]]
    title = _("Futures that last past %(date)s") % {"date": found["chart_head"]}
    return {
        "heading": title,
        "parts": [_chart(found["chart"], title), _table([_("What happens"), *found["heads"]], rows)],
    }


def _levers(found: list[Json]) -> Json:
    rows = [
        [
            words.lever(one["name"]),
            telling.kroner(one["gain"][0], sign=True),
            telling.kroner(one["loss"][0], sign=True),
            telling.give_or_take_kroner(one["gain"]),
        ]
        for one in found
    ]
    heads = [_("Lever"), _("A tenth to the better"), _("A tenth to the worse"), _("Error")]
    return {"heading": _("What each lever is worth"), "parts": [_table(heads, rows)]}


def _deep(deep: Json, model: Model) -> list[Json]:
    must = [
        [one["label"], one["said"], one["note"], one["error"]]
        for one in deeper.thresholds(deep["thresholds"], model)
    ]
    marks = [[one["name"], one["mark"], one["why"]] for one in deeper.canvas(deep["blocks"], {})]
    wanted = _("For %(number)s of 100 futures to last:") % {"number": round(deep["wanted"] * 100)}
    sobol = deeper.sobol(deep["sobol"])
    spread: list[Json] = [_text(sobol["none"])] if sobol["none"] else []
    if sobol["chart"]:
        heads = [_("Uncertainty"), _("First order"), _("Total"), _("Its part of the spread")]
        rows = [[one["name"], one["first"], one["total"], one["kroner"]] for one in sobol["rows"]]
        spread = [
            _chart(sobol["chart"], _("How much of the spread each uncertainty makes")),
            _table(heads, rows),
        ]
    return [
        {
            "heading": _("What must be true"),
            "parts": [_text(wanted), _table([_("What"), _("Must be"), _("Room"), _("Error")], must)],
        },
        {
            "heading": _("The canvas under stress"),
            "parts": [_table([_("Block"), _("Mark"), _("Why")], marks)],
        },
        {"heading": _("What makes the spread"), "parts": spread},
    ]


def _strategies(found: Json, key: str) -> Json:
    rows = [
        [one["name"], one["suffices"], one["npv"], one["gain"] or "–", one["worst"], one["regret"]]
        for one in comparing.table(found["tables"][key])
    ]
    heads = [
        *(_("Strategy"), _("Suffices in"), _("Expected value"), _("Gain over today")),
        *(_("One of twenty is worse than"), _("Regret, mean")),
    ]
    said = comparing.sentence(found["tables"][key], found["floor"])
    return {"heading": _("Strategies"), "parts": [_text(said), _table(heads, rows)]}


def _assumptions(model: Model) -> Json:
    parts: list[Json] = []
    for one in showing.assumptions(model):
        parts.append(_text(one["title"], "heading"))
        parts.append(
            _table([_("What"), _("Value")], [[line["label"], line["value"]] for line in one["rows"]])
        )
        parts += [_text(each, "code") for each in one.get("equations", ())]
    return {"heading": _("Assumptions"), "parts": parts}


def _validity() -> Json:
    return {
        "heading": _("Limits of validity and sources"),
        "parts": [
            {"kind": "list", "items": [str(one) for one in LIMITS]},
            {"kind": "list", "items": list(SOURCES)},
        ],
    }


def _again(told: Json) -> Json:
    rows = [
        [_("Seed"), str(told["seed"])],
        [_("Futures"), telling.number(told["futures"])],
        [_("Version"), told["version"]],
        [_("Fingerprint of the document (SHA-256)"), told["fingerprint"]],
    ]
    return {
        "heading": _("How to get the same figures again"),
        "parts": [
            _text(
                _(
                    "The model is attached to this document as model.json. With it and the seed, anyone gets these."
                )
            ),
            _table([_("What"), _("Value")], rows),
            _text(f"dugnad lab run model.json --seed {told['seed']}", "code"),
        ],
    }
