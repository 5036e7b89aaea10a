"""What two people filled in at the same time, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

Line = tuple[str, str]


def differences(theirs: Any, yours: Any) -> list[dict[str, str]]:
    """The fields of two forms of the same part that do not say the same: label, theirs, yours."""
    mine = dict(_lines(yours))
    both = [(label, said, mine.pop(label, "")) for label, said in _lines(theirs)]
    both += [(label, "", said) for label, said in mine.items()]
    return [
        {"label": label, "theirs": their or "–", "yours": own or "–"}
        for label, their, own in both
        if their != own
    ]


def _lines(form: Any) -> Iterator[Line]:
    if form is None:
        return
    for n, part in enumerate(getattr(form, "parts", ()), 1):
        for label, said in _lines(part):
            yield f"{n}. {label}", said
    inside: set[str] = set()
    for row in form.rows() if hasattr(form, "rows") else ():
        name = row["spec"].name
        inside |= {name, f"{name}-low", f"{name}-high"}
        yield str(row["field"].label), _row(row)
    for name in form.fields:
        if name not in inside:
            yield str(form[name].label), _said(form[name].value())


def _row(row: Any) -> str:
    """A field, or a range with its most likely value, and the unit."""
    said = _said(row["field"].value())
    if row["low"] is None:
        return said
    ends = [_said(row[end].value()) for end in ("low", "high")]
    if any(ends):
        said = " – ".join(part for part in (ends[0], said, ends[1]) if part)
    return f"{said} {row['spec'].unit}".strip() if said else ""


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or _("All of them")
    return "" if value is None else str(value).strip()
