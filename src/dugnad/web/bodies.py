"""How bodies of the API are read: strictly, so that every database can keep what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from ninja.parser import Parser

from dugnad.kernel.problems import Invalid
from dugnad.web.shapes import BODY

NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class JsonParser(Parser):
    """Reads JSON by RFC 8259 (half a surrogate pair is no text); tells at which fields a text holds NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = orjson.loads(request.body)
        if NUL.search(request.body):
            said = ProhibitNullCharactersValidator.message
            raise Invalid(fields=dict.fromkeys(_places_of_nul(body), said))
        return body


def _places_of_nul(value: Any, place: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from [place or BODY] if "\0" in name else _places_of_nul(one, f"{place}/{name}".lstrip("/"))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _places_of_nul(one, f"{place}/{number}".lstrip("/"))
    elif isinstance(value, str) and "\0" in value:
        yield place or BODY
