"""Names with spaces and signs: found in the text by the names that are in scope."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u180D\u180F-\u1FFF"
    r"\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD"
    r"\U00010000-\U000EFFFF"
)
PART = rf"[{_START}0-9\u00B7\u0300-\u036F\u203F-\u2040]"
WORD = re.compile(rf"[{_START}]{PART}*")
SPACES = r"\t\n\v\f\r \u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF"
SPACE = re.compile(rf"(?:[{SPACES}]+|//[^\n\r]*|/\*.*?\*/)*", re.S)
LOOSE = re.compile(rf"[{_START}](?:{PART}|[./\-'+*{SPACES}])*")
KEYED = re.compile(rf"([{_START}](?:{PART}|[./\-'+*{SPACES}])*?)[{SPACES}]*:")
_GAP = re.compile(rf"[{SPACES}]+")


def normal(name: str) -> str:
    """A name with its spaces made single."""
    return _GAP.sub(" ", name).strip()


@lru_cache(maxsize=20_000)
def _pattern(name: str) -> re.Pattern[str] | None:
    words = _GAP.split(name)
    if len(words) == 1 and WORD.fullmatch(name):
        return None
    body = rf"[{SPACES}]+".join(re.escape(word) for word in words)
    return re.compile(body + rf"(?!{PART})")


class Scope:
    """The names that an expression may use: its own and those of the scopes around it."""

    def __init__(self, names: Iterable[str] = (), parent: Scope | None = None, members: bool = False) -> None:
        self.parent = parent
        self.members: Scope | None = parent.members if parent else None
        self.shows_members = members
        self.names: set[str] = set()
        self._compound: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Bring a name into scope."""
        name = normal(name)
        if name in self.names:
            return
        self.names.add(name)
        pattern, first = _pattern(name), WORD.match(name)
        if pattern and first:
            found = self._compound.setdefault(first.group(), [])
            found.append((name, pattern))
            found.sort(key=lambda entry: -len(entry[0]))

    def child(self, names: Iterable[str] = (), members: bool = False) -> Scope:
        """A scope inside this one; with `members`, names of any known component are in scope too."""
        return Scope(names, self, members)

    def _own(self, text: str, at: int, first: str) -> tuple[str, int] | None:
        for name, pattern in self._compound.get(first, ()):
            found = pattern.match(text, at)
            if found:
                return name, found.end()
        return None

    def match(self, text: str, at: int, first: str) -> tuple[str, int] | None:
        """The longest name of several words that stands at a place in the text, and its end."""
        best: tuple[str, int] | None = None
        scope: Scope | None = self
        while scope:
            for found in (
                scope._own(text, at, first),
                scope.members._own(text, at, first) if scope.shows_members and scope.members else None,
            ):
                if found and (best is None or found[1] > best[1]):
                    best = found
            scope = scope.parent
        return best

    def member(self, text: str, at: int, first: str) -> tuple[str, int] | None:
        """The longest known component name at a place in the text."""
        return self.members._own(text, at, first) if self.members else None

    def learn(self, name: str) -> None:
        """Make a component's name known for paths and filters."""
        if self.members:
            self.members.add(name)
