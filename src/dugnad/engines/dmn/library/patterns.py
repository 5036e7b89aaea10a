"""From the regular expressions of XPath to those of Python."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

LONGEST = 2_000


class PatternError(ValueError):
    """A pattern that is wrong, or could take too long."""


_CLASSES = {
    "i": r"_:A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD",
}
_CLASSES["c"] = _CLASSES["i"] + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"


def translated(pattern: str, flags: str = "") -> str:
    """The pattern for Python's re; raises PatternError."""
    if len(pattern) > LONGEST:
        raise PatternError("the pattern is too long")
    if "q" in flags:
        return re.escape(pattern)
    text = _unspaced(pattern) if "x" in flags else pattern
    return _Translation(text, "s" in flags, "m" in flags).all()


def _unspaced(pattern: str) -> str:
    """The pattern without the spaces outside its classes."""
    made: list[str] = []
    deep, escaped = 0, False
    for sign in pattern:
        if not escaped and sign in "[]":
            deep += 1 if sign == "[" else -1
        escaped = sign == "\\" and not escaped
        if deep or sign not in " \t\n\r":
            made.append(sign)
    return "".join(made)


class _Translation:
    """A walk over the pattern."""

    def __init__(self, text: str, everything: bool, lines: bool) -> None:
        self.text, self.at, self.everything, self.lines = text, 0, everything, lines

    def all(self) -> str:
        made: list[str] = []
        while self.at < len(self.text):
            made.append(self._next())
        return "".join(made)

    def _next(self) -> str:
        sign = self.text[self.at]
        self.at += 1
        if sign == "\\":
            return self._escape(False)
        if sign == "[":
            return self._class()
        if sign == "(" and self.text.startswith("?", self.at) and not self.text.startswith("?:", self.at):
            raise PatternError("only (?: may follow a parenthesis")
        if sign in "*+?}" and self.text.startswith("+", self.at):
            raise PatternError("a quantifier follows a quantifier")
        if sign == "$":
            return "$" if self.lines else r"\Z"
        if sign == ".":
            return "." if self.everything else r"[^\n\r]"
        return r"\#" if sign == "#" else sign

    def _escape(self, inside: bool) -> str:
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in ("i", "c"):
            return _CLASSES[sign] if inside else f"[{_CLASSES[sign]}]"
        if sign in ("I", "C"):
            return f"[^{_CLASSES[sign.lower()]}]"
        if sign in ("p", "P"):
            return self._property(sign == "P", inside)
        if sign and sign in ("nrtdDsSwW" if inside else "nrtdDsSwW123456789"):
            return "\\" + sign
        if sign and sign in r"\|.?*+(){}-[]^$#/ ":
            return re.escape(sign)
        raise PatternError(f"\\{sign} is unknown")

    def _property(self, negative: bool, inside: bool) -> str:
        found = re.compile(r"\{(Is)?([A-Za-z0-9\-]+)\}").match(self.text, self.at)
        if not found:
            raise PatternError("a category is wanted")
        self.at = found.end()
        body = _block(found[2]) if found[1] else _category(found[2])
        if inside and negative:
            raise PatternError("a negated category inside a class is not supported")
        return body if inside else f"[{'^' if negative else ''}{body}]"

    def _class(self) -> str:
        start = "["
        if self.text.startswith("^", self.at):
            start, self.at = "[^", self.at + 1
        made: list[str] = []
        without = ""
        while not self.text.startswith("]", self.at) or not made:
            if self.at >= len(self.text):
                raise PatternError("a class is not closed")
            sign = self.text[self.at]
            self.at += 1
            if sign == "-" and self.text.startswith("[", self.at) and made:
                self.at += 1
                without = f"(?!{self._class()})"
            elif sign == "[":
                raise PatternError("[ inside a class")
            else:
                made.append(
                    self._escape(True)
                    if sign == "\\"
                    else {"&": r"\&", "~": r"\~", "|": r"\|"}.get(sign, sign)
                )
        self.at += 1
        return f"{without}{start}{''.join(made)}]"


@lru_cache(maxsize=64)
def _category(name: str) -> str:
    """A class of all characters of a Unicode category, as ranges."""
    spans: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(name):
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    if not spans:
        raise PatternError(f"the category {name} is unknown")
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in spans)


_BLOCKS = {
    "BasicLatin": (0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x530, 0x58F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
}


def _block(name: str) -> str:
    if name not in _BLOCKS:
        raise PatternError(f"the block {name} is unknown")
    low, high = _BLOCKS[name]
    return f"\\U{low:08x}-\\U{high:08x}"
