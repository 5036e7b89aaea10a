"""What does not have the shape that the API asks for, told in the reader's language: pydantic's codes in our words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.areas.manifest import Text

BODY = "body"
WORDS: Mapping[str, Text] = {
    "missing": gettext_lazy("This field is required."),
    "extra_forbidden": gettext_lazy("There is no field of this name."),
    "string": gettext_lazy("Write this as text."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This is not written as it should be: %(pattern)s"),
    "uuid": gettext_lazy("This is no id. Ids are UUIDs, as the API gives them."),
    "date": gettext_lazy("Write a day that exists as in 2027-01-31."),
    "datetime": gettext_lazy("Write a time as in 2027-01-31T12:00:00+01:00."),
    "int": gettext_lazy("Enter a whole number."),
    "float": gettext_lazy("Enter a number."),
    "decimal": gettext_lazy("Enter a number."),
    "finite_number": gettext_lazy("Enter a number."),
    "bool": gettext_lazy("Write true or false."),
    "literal_error": gettext_lazy("Choose one of these: %(expected)s."),
    "enum": gettext_lazy("Choose one of these: %(expected)s."),
    "greater_than_equal": gettext_lazy("At least %(ge)s."),
    "greater_than": gettext_lazy("More than %(gt)s."),
    "less_than_equal": gettext_lazy("At most %(le)s."),
    "less_than": gettext_lazy("Less than %(lt)s."),
    "list": gettext_lazy("Send a list."),
    "too_long": gettext_lazy("At most %(max_length)s in the list."),
    "too_short": gettext_lazy("At least %(min_length)s in the list."),
    "model_attributes_type": gettext_lazy("Send an object, with names and values."),
    "dict": gettext_lazy("Send an object, with names and values."),
    "json_invalid": gettext_lazy("This is not JSON."),
}


def faults(errors: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Pydantic's errors as messages, by the field's place in the body or its name in the address."""
    return {place(error["loc"]): words(error) for error in errors}


def place(location: Sequence[str | int]) -> str:
    """Where the value stands. Of the body, ninja also names the parameter that takes it, which no caller knows."""
    parts = location[2:] if location[0] == BODY else location[1:]
    return "/".join(str(part) for part in parts) or BODY


def words(error: Mapping[str, Any]) -> str:
    """What is wrong with one value; a general sentence for a code that has none of its own."""
    code = str(error["type"])
    text = WORDS.get(code) or WORDS.get(code.split("_", maxsplit=1)[0]) or _("This value cannot be used.")
    said: str = str(text) % _facts(error)
    return said


def _facts(error: Mapping[str, Any]) -> dict[str, Any]:
    facts = dict(error.get("ctx", {}))
    if isinstance(facts.get("expected"), str):
        facts["expected"] = facts["expected"].replace("'", "").replace(" or ", ", ")
    return facts
