"""What a text says."""

from __future__ import annotations

import re


def words_in(text: str, *words: str) -> list[str]:
    """Those of the words that stand in the text whole: not by chance within an id, a token or a number."""
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
