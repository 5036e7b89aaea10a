"""Reading LOS, the Norwegian vocabulary of public services, from RDF: Turtle, RDF/XML or JSON-LD."""

from __future__ import annotations

import json
import logging
import re
import warnings
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.competence.vocabularies.values import (
    LANGUAGES,
    LONGEST_LABEL,
    SKILL,
    THEME,
    Concept,
    Unreadable,
)

THEMES = "/los/tema/"
FORMATS = {
    "ttl": "turtle",
    "turtle": "turtle",
    "rdf": "xml",
    "xml": "xml",
    "rdfxml": "xml",
    "jsonld": "json-ld",
    "json": "json-ld",
}
LINE = re.compile(r"(?:at line|line:?|:)\s*(\d+)")
MOST_CONCEPTS = 50_000


def concepts(name: str, content: bytes) -> list[Concept]:
    """The concepts of an RDF file. Raises Unreadable, with the line where it is known."""
    from rdflib.namespace import RDF, SKOS

    graph = _graph(name, content)
    subjects = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not subjects:
        raise Unreadable(_("The file holds no concepts (skos:Concept)."), name)
    if len(subjects) > MOST_CONCEPTS:
        raise Unreadable(_("The file holds more concepts than are taken in."), name)
    known = {str(one) for one in subjects}
    return [_concept(graph, one, known, name) for one in subjects]


def _concept(graph: Any, subject: Any, known: set[str], name: str) -> Concept:
    from rdflib.namespace import SKOS

    uri = str(subject)
    labels = {lang: texts[0] for lang, texts in _texts(graph, subject, SKOS.prefLabel).items()}
    if not labels:
        raise Unreadable(_("“%(uri)s” has no name in bokmål, nynorsk or English.") % {"uri": uri}, name)
    synonyms = {lang: tuple(texts) for lang, texts in _texts(graph, subject, SKOS.altLabel).items()}
    for lang, texts in _texts(graph, subject, SKOS.hiddenLabel).items():
        synonyms[lang] = (*synonyms.get(lang, ()), *texts)
    broader = sorted({str(one) for one in graph.objects(subject, SKOS.broader)} & known)
    return Concept(uri, THEME if THEMES in uri else SKILL, labels, synonyms, tuple(broader))


def _texts(graph: Any, subject: Any, predicate: Any) -> dict[str, list[str]]:
    """The texts of a predicate by language; no stands for bokmål, as does a text without language."""
    found: dict[str, list[str]] = {}
    for text in sorted(graph.objects(subject, predicate), key=str):
        lang = (getattr(text, "language", None) or "nb").lower()[:2]
        lang = "nb" if lang == "no" else lang
        if lang in LANGUAGES and str(text).strip():
            found.setdefault(lang, []).append(str(text).strip()[:LONGEST_LABEL])
    return found


def _graph(name: str, content: bytes) -> Any:
    from rdflib import Graph

    form = FORMATS.get(name.rsplit(".", 1)[-1].lower()) or _sniffed(content)
    _check_safe(name, content, form)
    quiet = logging.getLogger("rdflib")
    before, quiet.disabled = quiet.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, within its JSON-LD
            return Graph().parse(data=content, format=form)
    except Exception as wrong:  # rdflib raises whatever its parsers do
        found = LINE.search(str(wrong))
        line = int(found[1]) if found else 0
        told = _("The file is no RDF that can be read (%(form)s).") % {"form": form}
        raise Unreadable(told, name, line) from wrong
    finally:
        quiet.disabled = before


def _sniffed(content: bytes) -> str:
    start = content.lstrip()[:1]
    return {b"<": "xml", b"{": "json-ld", b"[": "json-ld"}.get(start, "turtle")


def _check_safe(name: str, content: bytes, form: str) -> None:
    """Nothing is fetched and nothing expanded: no entities in XML, no context from elsewhere in JSON-LD."""
    if form == "xml" and (b"<!ENTITY" in content or (b"<!DOCTYPE" in content and b"SYSTEM" in content)):
        raise Unreadable(_("XML with entities is not taken in."), name)
    if form == "json-ld":
        try:
            kept = json.loads(content)
        except (ValueError, RecursionError) as wrong:
            line = getattr(wrong, "lineno", 0)
            raise Unreadable(
                _("The file is no JSON."), name, line, str(getattr(wrong, "colno", ""))
            ) from wrong
        if _fetches(kept):
            raise Unreadable(
                _("The file asks for a context from another address; put the context into the file."), name
            )


def _fetches(node: Any, depth: int = 0) -> bool:
    if depth > 50:
        return True
    if isinstance(node, list):
        return any(_fetches(one, depth + 1) for one in node)
    if not isinstance(node, dict):
        return False
    context = node.get("@context")
    named = context if isinstance(context, list) else [context]
    if any(isinstance(one, str) or (isinstance(one, dict) and "@import" in one) for one in named):
        return True
    return any(_fetches(one, depth + 1) for one in node.values() if isinstance(one, list | dict))
