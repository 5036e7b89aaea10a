"""Names of CPSV-AP-NO 1.1 (data.norge.no/specification/cpsv-ap-no) and what it builds on; CC BY 4.0, Digdir."""

from __future__ import annotations

from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD

CPSV: Final = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO: Final = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
DCATNO: Final = Namespace("https://data.norge.no/vocabulary/dcatno#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
SCHEMA: Final = Namespace("https://schema.org/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")

# What the specification has no term for: the level of a base description, and a time in words.
OURS: Final = Namespace("urn:dugnad:services:")

SPECIFICATION: Final = "https://data.norge.no/specification/cpsv-ap-no"
VERSION: Final = "1.1"
CONFORMS: Final = URIRef(f"{SPECIFICATION}/v{VERSION}")
ORGANISATION: Final = "https://data.brreg.no/enhetsregisteret/api/enheter/"
MUNICIPALITY: Final = "https://data.geonorge.no/administrativeEnheter/kommune/id/"
COUNTY: Final = "https://data.geonorge.no/administrativeEnheter/fylke/id/"
NORWAY: Final = URIRef("http://publications.europa.eu/resource/authority/country/NOR")
WEB_PAGE: Final = URIRef("https://data.norge.no/vocabulary/service-channel-type#homepage")
RECEIVER: Final = URIRef("https://data.norge.no/vocabulary/role-type#service-receiver")
NOK: Final = URIRef("http://publications.europa.eu/resource/authority/currency/NOK")
LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
LANGUAGES_THERE: Final = {"nb": "NOB", "nn": "NNO", "en": "ENG"}

PREFIXES: Final = {
    "adms": ADMS, "cpsv": CPSV, "cpsvno": CPSVNO, "cv": CV, "dcat": DCAT, "dcatno": DCATNO, "dct": DCTERMS,
    "eli": ELI, "foaf": FOAF, "schema": SCHEMA, "skos": SKOS, "vcard": VCARD, "xsd": XSD, "rdfs": RDFS,
    "dugnad": OURS, "owl": OWL,
}  # fmt: skip
FORMATS: Final = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
}

__all__ = ["DCAT", "DCTERMS", "FOAF", "OWL", "RDF", "RDFS", "SKOS", "XSD"]


def graph() -> Graph:
    """An empty graph with the prefixes."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made
