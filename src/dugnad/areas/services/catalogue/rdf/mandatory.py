"""Checks of our own of what CPSV-AP-NO 1.1 makes mandatory, for the classes that are written here.

Written from the specification's tables (data.norge.no/specification/cpsv-ap-no, CC BY 4.0) and its SHACL shapes
(1.1.001, 2024-10-07, CC BY 4.0), which are not shipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from dugnad.areas.services.catalogue.rdf import names as n

DCT: Final = n.DCTERMS
IN_WORDS: Final = frozenset({DCT.title, DCT.description, n.SKOS.prefLabel})
ONCE: Final = frozenset({DCT.identifier, DCT.publisher})
LINKS: Final = frozenset({n.CV.contactPage, n.VCARD.hasURL, n.RDFS.seeAlso, n.CV.role})
RESULT: Final = (n.CPSVNO.hasPossibleOutput, n.CPSVNO.hasOutputType)
COMMON: Final = (DCT.title, DCT.description, DCT.identifier, *RESULT, n.CV.contactPoint)
MANDATORY: Final[Mapping[URIRef, tuple[URIRef, ...]]] = {
    n.CPSV.PublicService: (*COMMON, n.CV.hasCompetentAuthority),
    n.CPSVNO.Service: (*COMMON, n.CV.ownedBy),
    n.CV.PublicOrganisation: (DCT.title, DCT.identifier, DCT.spatial, n.SKOS.prefLabel),
    n.CPSVNO.PossibleOutput: (DCT.title, DCT.description),
    n.CPSVNO.OutputType: (DCT.title, DCT.description),
    n.CPSVNO.RequiredEvidence: (DCT.title, DCT.description),
    n.CV.LifeEvent: (DCT.title, DCT.identifier),
    n.CV.Participation: (DCT.description, DCT.identifier, n.CV.role),
    n.CV.Cost: (DCT.identifier,),
    n.CV.ContactPoint: (n.CV.contactPage,),
    n.CV.Channel: (DCT.identifier,),
    n.FOAF.Agent: (DCT.title, DCT.identifier),
    n.DCAT.Catalog: (
        DCT.title,
        DCT.description,
        DCT.identifier,
        DCT.publisher,
        n.DCAT.contactPoint,
        n.CV.contactPoint,
        n.DCATNO.containsService,
    ),
}


def lacking(graph: Graph) -> Iterator[tuple[Node, URIRef]]:
    """Each resource with a mandatory property that it lacks, has twice, or has in no language."""
    for kind, properties in MANDATORY.items():
        for node in sorted(set(graph.subjects(n.RDF.type, kind)), key=str):
            yield from ((node, each) for each in properties if not _holds(graph, node, each))


def _holds(graph: Graph, node: Node, predicate: URIRef) -> bool:
    values = list(graph.objects(node, predicate))
    if predicate in LINKS:
        return bool(values) and all(isinstance(one, URIRef) for one in values)
    if predicate in IN_WORDS:
        return bool(values) and all(isinstance(one, Literal) and one.language and str(one) for one in values)
    return len(values) == 1 if predicate in ONCE else bool(values)
