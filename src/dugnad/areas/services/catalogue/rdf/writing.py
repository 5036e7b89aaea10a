"""Descriptions as an RDF graph: one cpsvno:Service (a cpsv:PublicService) each, in one dcat:Catalog. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.content import LANGUAGES, Content
from dugnad.areas.services.catalogue.rdf import names as n

DCT = n.DCTERMS
Events = Mapping[str, Mapping[str, str]]
NO_EVENTS: Events = {}
NEEDED = {"nb": "Det du trenger", "nn": "Det du treng", "en": "What you need"}
BROKEN = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Described:
    """One service to be written: `address` is where it can be looked up, `base` the slug of what it builds on."""

    slug: str
    content: Content
    owner: str
    owner_number: str
    base: str = ""


def written(described: Iterable[Described], root: str, events: Events = NO_EVENTS) -> Graph:
    """The graph of a catalogue whose services have addresses under `root` (ending in a slash).

    `events`: titles of life events by their slug.
    """
    graph, catalogue = n.graph(), URIRef(root)
    graph.add((catalogue, n.RDF.type, n.DCAT.Catalog))
    graph.add((catalogue, DCT.conformsTo, n.CONFORMS))
    _catalogue(graph, catalogue)
    graph.add((n.CONFORMS, n.RDF.type, DCT.Standard))
    graph.add((n.CONFORMS, n.OWL.versionInfo, Literal(n.VERSION)))
    for one in described:
        service = URIRef(f"{root}s/{one.slug}/")
        graph.add((catalogue, n.DCATNO.containsService, service))
        _service(graph, service, one, root)
    _events(graph, events)
    return graph


def _catalogue(graph: Graph, catalogue: URIRef) -> None:
    """What a catalogue must say of itself: its publisher is the platform that gives it out."""
    graph.add((catalogue, DCT.title, Literal("Dugnad", "nb")))
    graph.add((catalogue, DCT.description, Literal("Tjenester i kommuner, fylker og stat", "nb")))
    graph.add((catalogue, DCT.identifier, Literal(str(catalogue))))
    publisher = URIRef(f"{catalogue}#publisher")
    graph.add((catalogue, DCT.publisher, publisher))
    graph.add((publisher, n.RDF.type, n.FOAF.Agent))
    graph.add((publisher, DCT.title, Literal("Dugnad", "nb")))
    graph.add((publisher, DCT.identifier, Literal(str(catalogue))))
    _contact_point(graph, catalogue, n.DCAT.contactPoint, str(catalogue))
    _contact_point(graph, catalogue, n.CV.contactPoint, str(catalogue))


def _events(graph: Graph, events: Events) -> None:
    """What the life events are called; one whose title is not known is called by its slug."""
    for node in set(graph.subjects(n.RDF.type, n.CV.LifeEvent)):
        slug = str(graph.value(node, DCT.identifier))
        for language, text in (events.get(slug) or {"nb": slug}).items():
            graph.add((node, DCT.title, Literal(text, language)))


def _link(address: str) -> URIRef | Literal:
    """An address as the resource that it is; as text where it could not be written as one."""
    return Literal(address, datatype=n.XSD.anyURI) if BROKEN.search(address) else URIRef(address)


def serialised(graph: Graph, form: str) -> bytes:
    """The graph as bytes, `form` being a key of names.FORMATS."""
    return graph.serialize(format=n.FORMATS[form][0], encoding="utf-8")


def _service(graph: Graph, service: URIRef, one: Described, root: str) -> None:
    content = one.content
    graph.add((service, n.RDF.type, n.CPSVNO.Service))
    graph.add((service, n.RDF.type, n.CPSV.PublicService))
    graph.add((service, DCT.identifier, Literal(one.slug)))
    _texts(graph, service, DCT.title, content.title)
    _texts(graph, service, DCT.description, content.summary)
    for language, words in content.words.items():
        for word in words:
            graph.add((service, n.DCAT.keyword, Literal(word, language)))
    _languages(graph, service, content)
    _authority(graph, service, one)
    _place(graph, service, content)
    _classified(graph, service, content, root)
    _parts(graph, service, content)
    _result(graph, service, content)
    _contact_point(graph, service, n.CV.contactPoint, content.url or str(service))
    if one.base:
        graph.add((service, DCT.isVersionOf, URIRef(f"{root}s/{one.base}/")))


def _result(graph: Graph, service: URIRef, content: Content) -> None:
    """What comes of the service: it is called as the service is, and described by what one gets.

    By the terms of 1.1 and by those that they replaced.
    """
    node = URIRef(f"{service}#result")
    graph.add((service, n.CPSVNO.hasPossibleOutput, node))
    graph.add((node, n.RDF.type, n.CPSVNO.PossibleOutput))
    graph.add((service, n.CPSVNO.hasOutputType, node))
    graph.add((node, n.RDF.type, n.CPSVNO.OutputType))
    _texts(graph, node, DCT.title, content.title)
    _texts(graph, node, DCT.description, content.summary)


def _contact_point(graph: Graph, subject: URIRef, predicate: URIRef, page: str) -> None:
    node = URIRef(f"{subject}#contact")
    graph.add((subject, predicate, node))
    graph.add((node, n.RDF.type, n.CV.ContactPoint))
    graph.add((node, n.CV.contactPage, _link(page)))


def _texts(graph: Graph, subject: URIRef | BNode, predicate: URIRef, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        graph.add((subject, predicate, Literal(text, language)))


def _languages(graph: Graph, service: URIRef, content: Content) -> None:
    for language in LANGUAGES:
        if content.title.get(language):
            graph.add((service, DCT.language, URIRef(n.LANGUAGE + n.LANGUAGES_THERE[language])))


def _authority(graph: Graph, service: URIRef, one: Described) -> None:
    owner = URIRef(n.ORGANISATION + one.owner_number)
    graph.add((service, n.CV.ownedBy, owner))
    covers = _spatial(one.content.area) or n.NORWAY
    _organisation(graph, owner, one.owner, one.owner_number, covers)
    who = owner
    if one.content.who:
        number = one.content.who_number
        who = URIRef(n.ORGANISATION + number) if number else URIRef(f"{service}#who")
        _organisation(graph, who, one.content.who, number, covers)
    graph.add((service, n.CV.hasCompetentAuthority, who))


def _organisation(graph: Graph, node: URIRef, name: str, number: str, covers: URIRef) -> None:
    graph.add((node, n.RDF.type, n.CV.PublicOrganisation))
    graph.add((node, DCT.title, Literal(name, "nb")))
    graph.add((node, n.SKOS.prefLabel, Literal(name, "nb")))
    graph.add((node, DCT.identifier, Literal(number or str(node))))
    if (node, DCT.spatial, None) not in graph:
        graph.add((node, DCT.spatial, covers))
        graph.add((covers, n.RDF.type, DCT.Location))


def _spatial(area: str) -> URIRef | None:
    """An area as the administrative units name it; None for a base description, which has none."""
    if area == "no":
        return n.NORWAY
    kind = n.MUNICIPALITY if len(area) == 4 else n.COUNTY
    return URIRef(kind + area) if area else None


def _place(graph: Graph, service: URIRef, content: Content) -> None:
    graph.add((service, n.OURS.level, Literal(content.level)))
    if place := _spatial(content.area):
        graph.add((service, DCT.spatial, place))
        graph.add((place, n.RDF.type, DCT.Location))
    if content.valid_from or content.valid_until:
        period = URIRef(f"{service}#valid")
        graph.add((service, DCT.temporal, period))
        graph.add((period, n.RDF.type, DCT.PeriodOfTime))
        for predicate, day in ((n.DCAT.startDate, content.valid_from), (n.DCAT.endDate, content.valid_until)):
            if day:
                graph.add((period, predicate, Literal(day)))


def _classified(graph: Graph, service: URIRef, content: Content, root: str) -> None:
    theme = URIRef(f"{root}themes/{content.theme}/")
    graph.add((service, n.CV.isClassifiedBy, theme))
    graph.add((theme, n.RDF.type, n.SKOS.Concept))
    _texts(graph, theme, n.SKOS.prefLabel, themes.all_themes().get(content.theme, {}))
    for event in content.events:
        node = URIRef(f"{root}life/{event}/")
        graph.add((service, n.CV.isGroupedBy, node))
        graph.add((node, n.RDF.type, n.CV.LifeEvent))
        graph.add((node, DCT.identifier, Literal(event)))


def _parts(graph: Graph, service: URIRef, content: Content) -> None:
    if content.bring:
        node = _part(graph, service, n.CPSV.hasInput, "bring", n.CV.Evidence, content.bring)
        graph.add((service, n.CPSVNO.hasRequiredEvidence, node))
        graph.add((node, n.RDF.type, n.CPSVNO.RequiredEvidence))
        _texts(graph, node, DCT.title, {language: NEEDED[language] for language in content.bring})
    if content.cost:
        _part(graph, service, n.CV.hasCost, "cost", n.CV.Cost, content.cost)
    if content.who_for:
        node = _part(graph, service, n.CV.hasParticipation, "who-for", n.CV.Participation, content.who_for)
        graph.add((node, n.CV.role, n.RECEIVER))
    if content.apply or content.url or content.time:
        channel = _part(graph, service, n.CV.hasChannel, "channel", n.CV.Channel, content.apply)
        _texts(graph, channel, n.OURS.time, content.time)
        if content.url:
            graph.add((channel, DCT.type, n.WEB_PAGE))
            graph.add((channel, n.VCARD.hasURL, _link(content.url)))
    for place, law in enumerate(content.law, 1):
        node = _part(graph, service, n.CV.hasLegalResource, f"law-{place}", n.ELI.LegalResource, {})
        graph.add((node, DCT.title, Literal(law.text, "nb")))
        if law.url:
            graph.add((node, n.RDFS.seeAlso, _link(law.url)))


def _part(
    graph: Graph, service: URIRef, predicate: URIRef, name: str, kind: URIRef, texts: Mapping[str, str]
) -> URIRef:
    node = URIRef(f"{service}#{name}")
    graph.add((service, predicate, node))
    graph.add((node, n.RDF.type, kind))
    graph.add((node, DCT.identifier, Literal(name)))
    _texts(graph, node, DCT.description, texts)
    return node
