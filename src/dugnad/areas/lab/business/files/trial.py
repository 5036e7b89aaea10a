"""Trial balances as text: SIE (#KONTO, #IB, #UB, #RES), or a table of account, name and balance."""

from __future__ import annotations

import re
import shlex
from typing import Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import numbers
from dugnad.areas.lab.business.files.found import refused
from dugnad.areas.lab.business.files.ledger import Account, Ledger

LARGEST: Final = 5 * 1024 * 1024
MOST_LINES: Final = 100_000
ACCOUNT: Final = re.compile(r"^[1-8][0-9]{3,7}$")


def read(content: bytes) -> Ledger:
    """The ledger of a year. Invalid names the line that cannot be read."""
    if len(content) > LARGEST:
        raise refused(_("The file is too large. The limit is 5 MB."))
    lines = _text(content).splitlines()[:MOST_LINES]
    is_sie = any(line.lstrip().upper().startswith("#KONTO") for line in lines)
    found = _sie(lines) if is_sie else _table(lines)
    if not found.accounts:
        raise refused(
            _("No accounts were found. A line is account, name and balance, with semicolons between.")
        )
    return found


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode("cp437" if b"#FORMAT PC8" in content[:2000] else encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _sie(lines: list[str]) -> Ledger:
    names: dict[str, str] = {}
    opening: dict[str, float] = {}
    closing: dict[str, float] = {}
    company = ""
    for n, line in enumerate(lines, start=1):
        parts = _split(line)
        match parts[:1]:
            case ["#KONTO"] if len(parts) > 2:
                names[parts[1]] = parts[2]
            case ["#FNAMN"] if len(parts) > 1:
                company = parts[1]
            case ["#IB"] if len(parts) > 3 and parts[1] == "0":
                opening[parts[2]] = _amount(parts[3], n)
            case ["#UB" | "#RES"] if len(parts) > 3 and parts[1] == "0":
                closing[parts[2]] = _amount(parts[3], n)
    numbers_of = sorted({*opening, *closing})
    rows = [
        Account(one, names.get(one, ""), opening.get(one, 0.0), closing.get(one, 0.0)) for one in numbers_of
    ]
    return Ledger(tuple(row for row in rows if ACCOUNT.match(row.number)), 12.0, company)


def _split(line: str) -> list[str]:
    try:
        found = shlex.split(line, posix=True)
    except ValueError:
        return []
    return [found[0].upper(), *found[1:]] if found else []


def _table(lines: list[str]) -> Ledger:
    rows = []
    for n, line in enumerate(lines, start=1):
        parts = [part.strip().strip('"') for part in re.split(r"[;\t]", line)]
        if len(parts) >= 3 and ACCOUNT.match(parts[0]):
            last = next((part for part in reversed(parts[2:]) if part), "0")
            rows.append(Account(parts[0], parts[1], 0.0, _amount(last, n)))
    return Ledger(tuple(rows), 12.0)


def _amount(text: str, line: int) -> float:
    try:
        return numbers.parse(text) or 0.0
    except numbers.NotNumber as wrong:
        says = _("Line %(line)d: «%(text)s» is not a number.") % {"line": line, "text": text[:40]}
        raise refused(says) from wrong
