"""Reading the official CSV files of ESCO: skills, skill groups, occupations and what is broader than what.

Files as the European Commission gives them out for versions 1.0.3 to 1.2: UTF-8, commas, one file a language.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dugnad.areas.competence.vocabularies.values import (
    LONGEST_LABEL,
    MOST_SYNONYMS,
    OCCUPATION,
    SKILL,
    THEME,
    Concept,
    Unreadable,
)

ADDRESS = "http://data.europa.eu/esco/"
KINDS = {"skills": SKILL, "occupations": OCCUPATION, "skillgroups": THEME}
# ESCO calls bokmål no.
CODES = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
NAME = re.compile(r"^(skills|occupations|skillgroups)_(nb|no|nn|en)\.csv$", re.IGNORECASE)
BROADER = re.compile(r"^broaderrelations.*\.csv$", re.IGNORECASE)
VERSION = re.compile(r"v(\d+\.\d+(?:\.\d+)?)", re.IGNORECASE)
COLUMNS = ("conceptUri", "preferredLabel", "altLabels")
BROADER_COLUMNS = ("conceptUri", "broaderUri")
MOST_ROWS = 200_000
OLDEST, TOO_NEW = (1, 0, 3), (2,)


@dataclass
class _Made:
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)


def concepts(files: Mapping[str, bytes]) -> list[Concept]:
    """The concepts of a set of files, by name. Raises Unreadable at the file, line and column."""
    known = {name: found for name in sorted(files) if (found := NAME.match(name))}
    if not any(found[1].lower() == "skills" for found in known.values()):
        told = _("There is no file of skills, such as skills_nb.csv or skills_en.csv.")
        raise Unreadable(told)
    made: dict[str, _Made] = {}
    for name, found in known.items():
        _read(name, files[name], KINDS[found[1].lower()], CODES[found[2].lower()], made)
    for name in sorted(files):
        if BROADER.match(name):
            _read_broader(name, files[name], made)
    return [Concept(uri, one.kind, one.labels, one.synonyms, tuple(one.broader)) for uri, one in made.items()]


def checked(version: str) -> str:
    """The version, if its files are of the form that is read here; Unreadable for older and for later ones."""
    numbers = tuple(int(part) for part in version.split(".") if part.isdecimal())
    if version and not OLDEST <= numbers < TOO_NEW:
        told = _("This is ESCO %(version)s. Versions from 1.0.3 on are read, but none from 2.0 on.")
        raise Unreadable(told % {"version": version})
    return version


def version_in(name: str) -> str:
    """The version that a folder or a file name tells, as in 'ESCO dataset - v1.2.0 - classification'."""
    found = VERSION.search(name)
    return found[1] if found else ""


def _read(name: str, content: bytes, kind: str, language: str, made: dict[str, _Made]) -> None:
    for line, row in _rows(name, content, COLUMNS):
        uri, label = row["conceptUri"].strip(), row["preferredLabel"].strip()
        if not uri.startswith(ADDRESS):
            told = _("“%(value)s” is no address of ESCO.") % {"value": uri[:80]}
            raise Unreadable(told, name, line, "conceptUri")
        if not label or len(label) > LONGEST_LABEL:
            raise Unreadable(_("The name is empty or too long."), name, line, "preferredLabel")
        one = made.setdefault(uri, _Made(kind))
        one.labels[language] = label
        names = re.split(r"[\n|]", f"{row['altLabels']}\n{row.get('hiddenLabels', '')}")
        kept = dict.fromkeys(
            text for each in names if (text := each.strip()[:LONGEST_LABEL]) and text != label
        )
        one.synonyms[language] = tuple(kept)[:MOST_SYNONYMS]


def _read_broader(name: str, content: bytes, made: dict[str, _Made]) -> None:
    for _line, row in _rows(name, content, BROADER_COLUMNS):
        uri, broader = row["conceptUri"].strip(), row["broaderUri"].strip()
        if uri in made and broader in made and broader not in made[uri].broader:
            made[uri].broader.append(broader)


def _rows(name: str, content: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the lines that they end on; every row has all columns."""
    reader = csv.reader(io.StringIO(_text(name, content), newline=""), strict=True)
    try:
        head = [column.strip() for column in next(reader, [])]
        _check_head(name, head, columns)
        for row in reader:
            if reader.line_num > MOST_ROWS * 10:
                raise Unreadable(_("The file is too long."), name, reader.line_num)
            if not row:
                continue
            if len(row) != len(head):
                told = _("The line has %(found)d columns, the first line has %(wanted)d.")
                raise Unreadable(told % {"found": len(row), "wanted": len(head)}, name, reader.line_num)
            yield reader.line_num, dict(zip(head, row, strict=True))
    except csv.Error as wrong:
        raise Unreadable(_("The line is no CSV: %(why)s.") % {"why": wrong}, name, reader.line_num) from wrong


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        column = str(wrong.start - content.rfind(b"\n", 0, wrong.start))
        raise Unreadable(_("The file is not in UTF-8."), name, line, column) from wrong


def _check_head(name: str, head: list[str], columns: tuple[str, ...]) -> None:
    if len(head) == 1 and ";" in head[0]:
        raise Unreadable(_("The columns are divided by semicolons; ESCO's own files have commas."), name, 1)
    for column in columns:
        if column not in head:
            told = _("The column “%(column)s” is missing. Use the CSV files of ESCO 1.0.3 or later.")
            raise Unreadable(told % {"column": column}, name, 1, column)
