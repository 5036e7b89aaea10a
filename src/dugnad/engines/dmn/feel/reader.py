"""Reading text: spaces and comments, words, strings, numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from dugnad.engines.dmn.errors import FeelSyntaxError
from dugnad.engines.dmn.feel.names import PART, SPACE, WORD, Scope
from dugnad.engines.dmn.values import number

_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_ESCAPE = re.compile(
    r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{6}|\\.",
    re.S,
)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
DEEPEST = 100
LONGEST = 200_000


def _unescape(found: re.Match[str]) -> str:
    text = found.group()
    if len(text) == 12:
        return bytes.fromhex(text[2:6] + text[8:]).decode("utf-16-be")
    if len(text) > 2:
        return chr(int(text[2:], 16))
    return _PLAIN.get(text[1], text)


class Reader:
    """A place in a text."""

    def __init__(self, text: str, scope: Scope) -> None:
        if len(text) > LONGEST:
            raise FeelSyntaxError(f"an expression of {len(text)} characters is too long")
        self.text, self.at, self.scope, self.depth = text, 0, scope, 0
        self.skip()

    def skip(self) -> None:
        """Past spaces and comments."""
        self.at = SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]

    def fail(self, wanted: str) -> FeelSyntaxError:
        """The error of this place."""
        rest = self.text[self.at : self.at + 20].split("\n")[0]
        found = f"found '{rest}'" if rest else "the text ends"
        return FeelSyntaxError(f"{wanted} is wanted at position {self.at + 1}, {found}")

    def sees(self, sign: str) -> bool:
        """Whether the text goes on with a sign."""
        return self.text.startswith(sign, self.at)

    def take(self, sign: str) -> bool:
        """Past a sign, if it stands here."""
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        self.skip()
        return True

    def need(self, sign: str) -> None:
        """Past a sign that must stand here."""
        if not self.take(sign):
            raise self.fail(f"'{sign}'")

    def word(self) -> str:
        """The word that stands here, or nothing."""
        found = WORD.match(self.text, self.at)
        return found.group() if found else ""

    def take_word(self, word: str) -> bool:
        """Past a keyword, if it stands here."""
        if self.word() != word:
            return False
        self.at += len(word)
        self.skip()
        return True

    def need_word(self, word: str) -> None:
        """Past a keyword that must stand here."""
        if not self.take_word(word):
            raise self.fail(f"'{word}'")

    def name(self, member: bool = False) -> str:
        """The longest name in scope (or known component) that stands here, else one word."""
        first = self.word()
        if not first:
            raise self.fail("a name")
        seek = self.scope.member if member else self.scope.match
        known = seek(self.text, self.at, first)
        name, end = known if known and known[1] > self.at + len(first) else (first, self.at + len(first))
        self.at = end
        self.skip()
        return name

    def string(self) -> str:
        """The string literal that stands here."""
        found = _STRING.match(self.text, self.at)
        if not found:
            raise self.fail("a closing quote")
        self.at = found.end()
        self.skip()
        return _ESCAPE.sub(_unescape, found[1])

    def number(self) -> Decimal | None:
        """The number that stands here, if any."""
        found = _NUMBER.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        if re.match(PART, self.text[self.at : self.at + 1]):
            raise self.fail("an operator")
        self.skip()
        try:
            return number(found.group())
        except ArithmeticError:
            raise self.fail("a number that 34 digits can hold") from None
