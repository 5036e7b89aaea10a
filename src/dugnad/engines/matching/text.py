"""From any text to its words: bounded, in lower case, without what carries no letters or digits."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_LETTERS: Final = 50_000
MOST_WORDS: Final = 256
LONGEST_WORD: Final = 40

_WORD: Final = re.compile(rf"([^\W_]{{1,{LONGEST_WORD}}})[^\W_]*")
_STRANGE: Final = re.compile(r"[^\x00-\x7fæøå]")
_UNMARKED: Final = str.maketrans(
    {"ł": "l", "đ": "d", "ß": "ss", "ä": "æ", "ö": "ø", "œ": "ø", "þ": "th", "ð": "d"}
)


def words(text: str) -> list[str]:
    """The words of the first 50,000 letters, each at most 40 letters, as they are compared.

    Norwegian letters stay, other marked letters lose their marks (é, ą), Swedish and German ones
    become the Norwegian ones. Signs and emoji are left out, so the list can be empty.
    """
    plain = text[:MOST_LETTERS].lower()
    if _STRANGE.search(plain):
        plain = _STRANGE.sub(_unmarked, unicodedata.normalize("NFKC", plain).lower())
    return _WORD.findall(plain)


def asked(text: str) -> list[str]:
    """The different words of a need in the order they came, at most 256 of them."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def _unmarked(strange: re.Match[str]) -> str:
    letter = strange[0]
    if (known := letter.translate(_UNMARKED)) != letter:
        return known
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
