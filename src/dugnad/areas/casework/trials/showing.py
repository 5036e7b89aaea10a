"""An analysis as its page and its file show it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Consequence
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Fact, Package
from dugnad.areas.casework.trials.charts import Bar, both
from dugnad.areas.casework.trials.sides import rules_of
from dugnad.areas.casework.trials.words import band_words, condition_words, money, number, result_words
from dugnad.kernel.problems import NotFound


def _packages(row: Consequence) -> list[Package]:
    """Those of the two sides that are still there, for names."""
    found = []
    for key in (row.after, row.before):
        try:
            found.append(rules_of(key).package)
        except NotFound:
            continue
    return found


def shown(row: Consequence, language: str) -> dict[str, Any]:
    """All that the page needs beside the row."""
    packages, result = _packages(row), row.result
    facts = {fact.name: fact for package in packages for fact in package.facts}
    groups = [_group(at, one, facts, result, language) for at, one in enumerate(result["groups"])]
    moves = [
        (*(result_words(one, *packages) for one in ends), few(n, language)) for *ends, n in result["moves"]
    ]
    return {
        "packages": packages,
        "measure": condition_words(row.asked["measure"], *packages) if row.asked["measure"] else "",
        "stats": _stats(result, language),
        "money": _money(row, language) if result.get("money") else [],
        "left": {name: few(value, language) for name, value in result["person"].items()},
        "whole": mark_safe(_whole(result, language)),  # noqa: S308 - escaped in charts
        "groups": groups,
        "moves": moves,
        "bins": [
            (money(low, language), money(high, language), few(n, language))
            for low, high, n in result.get("bins", [])
        ],
        "edges": [money(abs(one), language) if one is not None else "" for one in result.get("edges", [])],
        "largest": [_large(one, facts, language) for one in result.get("largest", [])],
        "total": number(result["count"], language),
    }


def few(value: int | None, language: str) -> str:
    """A number, or that there are too few to be told."""
    return _("Too few") if value is None else number(value, language)


def _stats(result: dict[str, Any], language: str) -> list[dict[str, str]]:
    words = {"gain": _("gain"), "lose": _("lose"), "same": _("as before"), "person": _("a person decides")}
    kinds = {"gain": "fine", "lose": "act", "same": "", "person": "watch"}
    return [
        {
            "value": share_words(result["all"][name], result["count"], language),
            "label": label,
            "note": few(result["all"][name], language),
            "kind": kinds[name],
        }
        for name, label in words.items()
    ]


def share_words(value: int | None, whole: int | None, language: str) -> str:
    """A share in per cent, of one decimal below ten."""
    if value is None or not whole:
        return "–"
    share = 100 * value / whole
    return f"{number(round(share, 1 if share < 10 else 0), language)} %"


def _money(row: Consequence, language: str) -> list[tuple[str, str, str, str]]:
    held = row.result["money"]

    def told(name: str) -> str:
        return money(held[name], language)

    return [
        (label, told(f"before{tail}"), told(f"after{tail}"), told(f"difference{tail}"))
        for label, tail in ((_("A month"), ""), (_("A year"), "_year"))
    ]


def _bar(label: str, counts: dict[str, Any], size: int | None, language: str) -> Bar:
    if not size:
        return Bar(label, None, None, _("Too few"))
    gain, lose = (None if counts.get(name) is None else counts[name] / size for name in ("gain", "lose"))
    told = [share_words(counts.get(name), size, language) for name in ("lose", "gain")]
    return Bar(label, gain, lose, f"{told[0]} / {told[1]}")


def _whole(result: dict[str, Any], language: str) -> str:
    bar = _bar(_("All"), result["all"], result["count"], language)
    return both("all", _("Who gains and who loses, of all"), [bar], (_("Lose"), _("Gain")))


def _group(
    at: int, one: dict[str, Any], facts: dict[str, Fact], result: dict[str, Any], language: str
) -> dict[str, Any]:
    fact = facts.get(one["fact"])
    name = said(fact.label) if fact else one["fact"]
    labels = [band_words(each["label"], fact, language) for each in one["rows"]]
    bars = [
        _bar(label, each, each["size"], language) for label, each in zip(labels, one["rows"], strict=True)
    ]
    title = _("Who gains and who loses, by: %(fact)s") % {"fact": name}
    picture = both(f"group-{at}", title, bars, (_("Lose"), _("Gain")))
    return {
        "name": name,
        "title": title,
        "picture": mark_safe(picture),  # noqa: S308 - escaped in charts
        "rows": [_row(label, each, language) for label, each in zip(labels, one["rows"], strict=True)],
        "money": bool(result.get("money")),
    }


def _row(label: str, each: dict[str, Any], language: str) -> dict[str, str]:
    told = {name: few(each.get(name), language) for name in ("size", "gain", "lose", "same", "person")}
    mean = each.get("mean")
    return {"label": label, **told, "mean": money(mean, language) if mean is not None else "–"}


def _large(one: dict[str, Any], facts: dict[str, Fact], language: str) -> dict[str, Any]:
    told = [
        (
            said(facts[name].label) if name in facts else name,
            band_words([_plain(value)], facts.get(name), language),
        )
        for name, value in one["facts"].items()
    ]
    return {"change": money(abs(one["change"]), language), "gains": one["change"] > 0, "facts": told}


def _plain(value: str) -> Any:
    if value == "":
        return "unknown"
    try:
        return float(value)
    except ValueError:
        return value


def table(row: Consequence, language: str) -> Iterator[list[Any]]:
    """The figures as rows of a file: every group's bands, then from which result to which."""
    told = shown(row, language)
    yield [
        _("Fact"),
        _("Group"),
        _("People"),
        _("Gain"),
        _("Lose"),
        _("As before"),
        _("A person decides"),
        _("Mean change"),
    ]
    names = ("gain", "lose", "same", "person")
    whole = [few(row.result["all"][name], language) for name in names]
    yield [_("All"), "", told["total"], *whole, ""]
    for group in told["groups"]:
        for each in group["rows"]:
            yield [group["name"], each["label"], each["size"], *(each[name] for name in names), each["mean"]]
    yield []
    yield [_("From"), _("To"), _("People")]
    yield from ([*each] for each in told["moves"])
    for label, *values in told["money"]:
        yield [label, *values]
