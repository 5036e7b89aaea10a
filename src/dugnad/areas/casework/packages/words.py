"""Texts of packages in the reader's language, and what is wrong with a package in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dugnad.areas.casework.rulebook.deciding import MET, NOT_CLAIMED, NOT_MET, UNCLEAR
from dugnad.areas.casework.rulebook.reading import Fault

STATES: Final[Mapping[str, Promise]] = {
    MET: gettext_lazy("met"),
    NOT_MET: gettext_lazy("not met"),
    UNCLEAR: gettext_lazy("unclear"),
    NOT_CLAIMED: gettext_lazy("not asked for"),
}


def said(text: Mapping[str, str], language: str = "") -> str:
    """The text in the language (the reader's, unless given), else in bokmål, else in any that it has."""
    wanted = (language or get_language() or "nb")[:2]
    order = (wanted, "nb", "nn", "en", *text)
    return next((text[one] for one in order if text.get(one)), "")


def fault_words(fault: Fault) -> str:
    """What is wrong, and where in the document."""
    what = model_words(fault.what) if fault.code == "model" else fault.what
    given = {"what": what, "where": fault.path}
    known = {
        "format": _("The file is no rule package of format %(what)s."),
        "no_json": _("The file is no JSON."),
        "too_large": _("The file is larger than %(what)s bytes."),
        "model": "%(what)s",
        "input_without_fact": _("The model asks for “%(what)s”, which is neither a fact nor a parameter."),
        "no_such_decision": _("The model has no decision “%(what)s”."),
        "no_such_provision": _("There is no provision “%(what)s”."),
        "no_such_name": _("The sentence names “%(what)s”, which nothing gives."),
        "language": _("The text lacks in this language."),
        "missing": _("This is missing."),
        "other_text": _("The hash is not of the text that the package holds."),
        "no_such_body": _("There is no body “%(what)s”."),
        "per": _("A fact of the applicant's may be asked for each home or at a move, and no other."),
        "citation": _("The row “%(what)s” cites no provision."),
        "test": _("A test does not pass: %(what)s"),
    }
    words = known.get(fault.code, _("This cannot be read.")) % given
    return f"{fault.path}: {words}" if fault.path else words


def faults_words(faults: Iterable[Fault], most: int = 20) -> str:
    """All faults, one on each line."""
    found = [fault_words(one) for one in faults]
    return "\n".join([*found[:most], *(["…"] if len(found) > most else [])])


def model_words(cause: str) -> str:
    """Why the engine cannot use a decision model."""
    for pattern, words in _causes():
        if found := re.fullmatch(pattern, cause, re.DOTALL):
            return words % {name: (text or "").removesuffix(": ") for name, text in found.groupdict().items()}
    return _("The decision model cannot be used: %(what)s") % {"what": cause}


def _causes() -> tuple[tuple[str, str], ...]:
    place = r"(?P<place>.*: )?"
    return (
        (
            r"this is no DMN .*: its root is (?P<what>.*)",
            _("This is no DMN of version 1.2 to 1.5. It begins with %(what)s."),
        ),
        (
            place + r"the imported model (?P<what>.*) is missing",
            _("It imports “%(what)s”, which the package does not have."),
        ),
        (
            place + r"the requirements run in a circle: (?P<what>.*)",
            _("The requirements run in a circle: %(what)s."),
        ),
        (
            place + r"what it requires is missing: (?P<what>.*)",
            _("“%(place)s” requires “%(what)s”, which the model does not have."),
        ),
        (r"the XML is not well formed: (?P<what>.*)", _("The file is no XML: %(what)s")),
        (r"a model may have no document type.*", _("The file may have no document type.")),
    )
