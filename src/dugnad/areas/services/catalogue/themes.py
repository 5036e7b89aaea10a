"""The themes that services are shelved by, in three languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parent.parent / "content"


@cache
def all_themes() -> Mapping[str, Mapping[str, str]]:
    """The title of each theme by its id, in the order they are shown."""
    held = json.loads((CONTENT / "themes.json").read_text(encoding="utf-8"))
    return {theme["id"]: theme["title"] for theme in held}


def title_of(theme: str, language: str) -> str:
    """What a theme is called; its id where it is not known."""
    titles = all_themes().get(theme, {})
    return titles.get(language) or titles.get("nb") or theme
