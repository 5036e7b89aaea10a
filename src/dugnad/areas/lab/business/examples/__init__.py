"""Five common kinds of small Norwegian business, with invented but believable figures, to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from dugnad.areas.lab.business.document import plain
from dugnad.areas.lab.business.examples import accounting, craft, shop, software, workshop
from dugnad.areas.lab.business.examples.values import LANGUAGES, Example, Words

EXAMPLES: Final[Mapping[str, Example]] = {
    one.key: one
    for one in (craft.EXAMPLE, shop.EXAMPLE, workshop.EXAMPLE, accounting.EXAMPLE, software.EXAMPLE)
}


def spoken(words: Words, language: str) -> str:
    """The words in a language (nb, nn, en); bokmål in any other."""
    short = language.split("-", maxsplit=1)[0]
    return words[LANGUAGES.index(short) if short in LANGUAGES else 0]


def begun(key: str, language: str, start: str) -> tuple[str, dict[str, Any], dict[str, str]]:
    """Title, document and canvas of an example in a language; `start`: its first month, as 2026-01."""
    one = EXAMPLES[key]
    title = spoken(one.title, language)
    model = one.model(lambda name: spoken(one.names[name], language))
    model = replace(model, business=replace(model.business, name=title, start=start))
    return title, plain(model), {block: spoken(words, language) for block, words in one.canvas.items()}
