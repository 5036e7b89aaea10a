"""Typst source and JSON data to PDF bytes: no clock, no network, no system fonts, no files of the machine."""

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal

import typst

from dugnad.engines.typesetting.errors import Fault, TypesettingError

Standard = Literal["1.7", "a-2a", "a-2b", "a-3a", "a-3b", "ua-1"]

# What reorders the letters around it can make a text read otherwise than what is signed.
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT: Final = frozenset("\t\n\r")
_NO_GLYPH: Final = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_PACKAGE: Final = re.compile(r'"@[\w-]+/')
_ATTACH: Final = """
#for part in json("attachments.json") {
  pdf.attach(
    part.name,
    bytes(part.content),
    relationship: part.relationship,
    mime-type: part.media_type,
    description: part.description,
  )
}
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF (ISO 19005-3). `relationship` is one of typst's `pdf.attach` values."""

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: Literal["source", "data", "alternative", "supplement"] = "source"


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    created: datetime,
    standard: Standard = "a-3a",
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The PDF that `template` (typst) makes of `data`, which it reads with `json("data.json")`.

    Text in `data` is never taken as typst code. The same arguments give the same bytes. `created`
    (with a zone) is the document's date. Attachments need a standard of the a-3 family, or "1.7".
    Raises `TypesettingError`.
    """
    files = _files(template + _ATTACH, data, attachments)
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": [standard], "timestamp": created}
    if standard in {"a-2b", "a-3b"}:
        options["pdf_tags"] = False
    return bytes(_guarded(typst.compile, files, **options))


def query(template: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """The values of the `metadata` elements that the typeset document carries under `<label>`."""
    found: list[Any] = json.loads(
        _guarded(typst.query, _files(template, data, ()), f"<{label}>", field="value")
    )
    return found


def _files(template: str, data: Mapping[str, Any], attachments: Sequence[Attachment]) -> dict[str, bytes]:
    if _PACKAGE.search(template):
        raise TypesettingError(Fault.TEMPLATE, "a template imports no packages")
    if refused := "".join(sorted(set(_refused(data)))):
        raise TypesettingError(Fault.UNPRINTABLE, characters=refused)
    # Typst takes its virtual files as UTF-8, so that other bytes come as numbers.
    parts = [{**asdict(part), "content": list(part.content)} for part in attachments]
    return {"main.typ": template.encode(), "data.json": _json(data), "attachments.json": _json(parts)}


def _json(value: object) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise TypesettingError(Fault.NOT_JSON, str(error)) from error


def _refused(value: object) -> Iterator[str]:
    """The characters that no page can show, or that would show another text than the one written."""
    if isinstance(value, str):
        yield from (character for character in value if _is_refused(character))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _refused(key)
            yield from _refused(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _refused(inner)


def _is_refused(character: str) -> bool:
    if character in _LAYOUT:
        return False
    return character in _REORDERING or unicodedata.category(character) in {"Cc", "Cs", "Co"}


def _guarded(call: Any, files: dict[str, bytes], *arguments: object, **options: object) -> Any:
    try:
        # The null device as root: a path that is not among `files` is found nowhere.
        return call(files, *arguments, root=os.devnull, ignore_system_fonts=True, **options)
    except typst.TypstError as error:
        if characters := _without_glyph(error.diagnostic or error.message):
            raise TypesettingError(Fault.UNPRINTABLE, characters=characters) from error
        raise TypesettingError(Fault.TEMPLATE, error.message) from error


def _without_glyph(diagnostic: str) -> str:
    found = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _NO_GLYPH.findall(diagnostic))
    return "".join(sorted(set("".join(found))))
