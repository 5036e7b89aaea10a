"""The questions and all words of the test, read once from the files of `questions/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from dugnad.areas.lab.maturity.values import Edition, Item, Question, Said, Shape

FILES = Path(__file__).parent / "questions"
LANGUAGES = ("nb", "nn", "en")
TESTS = ("company", "public")


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next for a dimension, when one of the items (as `q3.forms`) is lacking."""

    dimension: str
    lacks: tuple[str, ...]
    text: Said


def say(text: Said) -> str:
    """The text in the reader's language; in bokmål where that is another than ours."""
    return text.get(get_language() or "nb", text["nb"])


@cache
def edition(name: str) -> Edition:
    """The test for companies (`company`) or for public organisations (`public`)."""
    read = _read(name)
    return Edition(name, tuple(read["dimensions"]), tuple(_question(one) for one in read["questions"]))


@cache
def common() -> Mapping[str, Any]:
    """What both tests share: names of dimensions, bands, columns, levels, sizes and sectors."""
    found: Mapping[str, Any] = _read("common")
    return found


@cache
def steps() -> tuple[Step, ...]:
    """What can be done next, in order of how much it tends to matter."""
    return tuple(Step(one["dimension"], tuple(one["lacks"]), one["text"]) for one in _read("steps"))


def levels_of(question: Question) -> list[Said]:
    """The levels of a scale, from the lowest."""
    levels: list[Said] = common()["levels"][question.shape]
    return levels


def dimension_name(name: str) -> str:
    return say(common()["dimensions"][name]["name"])


def size_name(size: str) -> str:
    return say(common()["sizes"][size]) if size else ""


def sector_name(sector: str) -> str:
    return say(common()["sectors"][sector]["text"]) if sector else ""


def group_of(sector: str) -> str:
    """The group of sectors that a sector belongs to."""
    group: str = common()["sectors"][sector]["group"]
    return group


def _read(name: str) -> Any:
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


def _question(read: Mapping[str, Any]) -> Question:
    shape, dimension = Shape(read["shape"]), read["dimension"]
    items = tuple(_item(one) for one in read["items"])
    columns = common()["columns"][dimension] if shape is Shape.MATRIX else {}
    return Question(read["key"], dimension, shape, read["text"], read["help"], items, columns)


def _item(read: Mapping[str, Any]) -> Item:
    against = tuple(read.get("against", ()))
    return Item(read["key"], read["text"], read.get("help"), read.get("negative", False), against)
