"""From RDF in CPSV-AP-NO 1.1 to descriptions: ours exactly as they were written, others as far as we have a place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXParseException

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString
from django.utils.translation import gettext as _
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.content import LANGUAGES
from dugnad.areas.services.catalogue.exchange import LARGEST
from dugnad.areas.services.catalogue.intake import Entry
from dugnad.areas.services.catalogue.rdf import names as n
from dugnad.areas.services.rules import Level, NoRdf

DCT = n.DCTERMS
SPOKEN = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en", "": "nb"}
VERSION_OF = re.compile(r"cpsv-ap-no(?:/|#)?v?(?P<version>\d+(?:\.\d+)*)?/?$")


def entries_from(data: bytes, form: str, *, area: str = "", theme: str = "") -> list[Entry]:
    """The descriptions of a file, `form` being a key of names.FORMATS; raises `NoRdf` with the line at fault.

    `area` and `theme` are taken where a service of another maker says none that is known here.
    """
    graph = parsed(data, form)
    _check_version(graph)
    services = sorted(_services(graph), key=str)
    if not services:
        raise NoRdf(_("There is no service in the file: no cpsvno:Service and no cpsv:PublicService."))
    return [_Reader(graph, service, area, theme).entry() for service in services]


def parsed(data: bytes, form: str) -> Graph:
    """The graph of a file; nothing outside of it is looked up. Raises `NoRdf`."""
    if form not in n.FORMATS:
        raise NoRdf(_("Send Turtle, JSON-LD or RDF/XML."))
    if len(data) > LARGEST:
        raise NoRdf(_("The file is larger than 10 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise NoRdf(_("Line %(line)d: this is not UTF-8.") % {"line": line}) from wrong
    if form == "rdf":
        _check_xml(text)
    if form == "jsonld":
        _check_json(text)
    return _graph(text, form)


def _graph(text: str, form: str) -> Graph:
    graph = Graph()
    try:
        if form == "jsonld":
            to_rdf(json.loads(text), graph)
        else:
            graph.parse(data=text, format=n.FORMATS[form][0])
    except BadSyntax as wrong:
        raise NoRdf(_at(int(wrong.lines) + 1, str(wrong._why).strip())) from wrong
    except Exception as wrong:  # rdflib raises whatever its parsers meet
        raise NoRdf(_("This is no RDF that can be read: %(why)s") % {"why": str(wrong)[:200]}) from wrong
    return graph


def _check_xml(text: str) -> None:
    from xml.sax.handler import ContentHandler

    try:
        parseString(text.encode(), ContentHandler(), forbid_dtd=True)
    except SAXParseException as wrong:
        raise NoRdf(_at(wrong.getLineNumber() or 1, wrong.getMessage())) from wrong
    except DefusedXmlException as wrong:
        raise NoRdf(_("Document types and entities are not read.")) from wrong


def _check_json(text: str) -> None:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise NoRdf(_at(wrong.lineno, wrong.msg)) from wrong
    except RecursionError as wrong:
        raise NoRdf(_("The file is nested too deeply.")) from wrong
    if any(isinstance(context, str) or "@import" in (context or ()) for context in _contexts(held)):
        raise NoRdf(_("A context at another address is not fetched. Put it into the file."))


def _contexts(held: Any) -> Iterator[Any]:
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            context = one.get("@context")
            yield from context if isinstance(context, list) else [context]
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _at(line: int, why: str) -> str:
    return _("Line %(line)d: %(why)s") % {"line": line, "why": why[:200]}


def _check_version(graph: Graph) -> None:
    for standard in graph.objects(None, DCT.conformsTo):
        match = VERSION_OF.search(str(standard))
        version = (match["version"] if match else None) or str(graph.value(standard, n.OWL.versionInfo) or "")
        if match and version and version != n.VERSION:
            words = {"version": version, "known": n.VERSION}
            raise NoRdf(_("The file follows CPSV-AP-NO %(version)s. Version %(known)s is read.") % words)


def _services(graph: Graph) -> set[Node]:
    kinds = (n.CPSVNO.Service, n.CPSV.PublicService)
    return {subject for kind in kinds for subject in graph.subjects(n.RDF.type, kind)}


class _Reader:
    """One service of a graph."""

    def __init__(self, graph: Graph, service: Node, area: str, theme: str) -> None:
        self.graph, self.service, self.area, self.theme = graph, service, area, theme

    def entry(self) -> Entry:
        base = self.graph.value(self.service, DCT.isVersionOf)
        return Entry(self.slug(), self.values(), _last(base) if base else "")

    def slug(self) -> str:
        identifier = str(self.graph.value(self.service, DCT.identifier) or "")
        return _slug(identifier) or _slug(_last(self.service)) or "tjeneste"

    def values(self) -> dict[str, Any]:
        channel = self.part(n.CV.hasChannel)
        area = self.where()
        return {
            "level": self.level(area),
            "theme": self.classified(),
            "area": area,
            **self.who(),
            "title": self.texts(self.service, DCT.title),
            "summary": self.texts(self.service, DCT.description),
            "who_for": self.texts(self.part(n.CV.hasParticipation), DCT.description),
            "bring": self.texts(self.needed(), DCT.description, DCT.title),
            "cost": self.texts(self.part(n.CV.hasCost), DCT.description),
            "time": self.texts(channel, n.OURS.time),
            "apply": self.texts(channel, DCT.description),
            "url": self.address(channel),
            "words": self.words(),
            "law": self.laws(),
            "events": [_last(event) for event in sorted(self.all(n.CV.isGroupedBy), key=str)],
            **self.days(),
        }

    def all(self, predicate: URIRef) -> Iterable[Node]:
        return self.graph.objects(self.service, predicate)

    def part(self, predicate: URIRef) -> Node | None:
        return min(self.all(predicate), key=str, default=None)

    def needed(self) -> Node | None:
        return self.part(n.CPSV.hasInput) or self.part(n.CPSVNO.hasRequiredEvidence)

    def texts(self, subject: Node | None, *predicates: URIRef) -> dict[str, str]:
        for predicate in predicates:
            found: dict[str, str] = {}
            for text in (
                sorted(self.graph.objects(subject, predicate), key=str) if subject is not None else ()
            ):
                if isinstance(text, Literal) and (language := SPOKEN.get((text.language or "")[:2])):
                    found.setdefault(language, str(text))
            if found:
                return {language: found[language] for language in LANGUAGES if language in found}
        return {}

    def words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self.all(n.DCAT.keyword), key=str):
            if isinstance(word, Literal) and (language := SPOKEN.get((word.language or "")[:2])):
                found.setdefault(language, []).append(str(word))
        return found

    def who(self) -> dict[str, str]:
        owner, who = self.part(n.CV.ownedBy), self.part(n.CV.hasCompetentAuthority)
        if who is None or who == owner:
            return {}
        name = self.texts(who, DCT.title, n.SKOS.prefLabel, n.FOAF.name)
        number = str(self.graph.value(who, DCT.identifier) or "")
        return {"who": next(iter(name.values()), ""), "who_number": number if number.isdigit() else ""}

    def where(self) -> str:
        for place in sorted(self.all(DCT.spatial), key=str):
            if place == n.NORWAY:
                return "no"
            if str(place).startswith((n.MUNICIPALITY, n.COUNTY)):
                return _last(place)
        return self.area if not self.graph.value(self.service, n.OURS.level) else ""

    def level(self, area: str) -> str:
        said = str(self.graph.value(self.service, n.OURS.level) or "")
        by_area = {4: Level.MUNICIPAL, 2: Level.COUNTY}.get(len(area)) if area != "no" else Level.STATE
        return said or by_area or Level.STATE

    def classified(self) -> str:
        known = (_last(theme) for theme in sorted(self.all(n.CV.isClassifiedBy), key=str))
        return next((theme for theme in known if theme in themes.all_themes()), self.theme)

    def address(self, channel: Node | None) -> str:
        url = self.graph.value(channel, n.VCARD.hasURL) if channel is not None else None
        return str(url or self.graph.value(self.service, n.FOAF.homepage) or "")

    def laws(self) -> list[dict[str, str]]:
        found = []
        for law in sorted(self.all(n.CV.hasLegalResource), key=_numbered):
            title = next(iter(self.texts(law, DCT.title).values()), "")
            found.append({"text": title, "url": str(self.graph.value(law, n.RDFS.seeAlso) or "")})
        return found

    def days(self) -> dict[str, str]:
        period = self.part(DCT.temporal)
        found = {"valid_from": n.DCAT.startDate, "valid_until": n.DCAT.endDate}
        return (
            {name: str(self.graph.value(period, day) or "") for name, day in found.items()} if period else {}
        )


def _numbered(node: Node) -> tuple[int, str]:
    number = re.search(r"-(\d+)$", str(node))
    return (int(number[1]) if number else 0, str(node))


def _last(node: Node | str) -> str:
    """The last part of an address' path."""
    return urlsplit(str(node)).path.rstrip("/").rpartition("/")[2]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-")[:120]
