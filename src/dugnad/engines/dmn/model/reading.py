"""From DMN XML (1.2 to 1.5) to the typed tree; extensions of vendors are passed over."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.feel.names import normal
from dugnad.engines.dmn.model import boxes, tree
from dugnad.engines.dmn.model.xml import Element, child, children, href, text_of

VERSIONS = {
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
DMN_KINDS = (*VERSIONS, "http://www.omg.org/spec/DMN/20151101/dmn.xsd")
LARGEST = 50_000_000


def read(source: bytes) -> tree.Definitions:
    """The tree of a model; raises ModelError when the XML is no DMN of a known version."""
    root = _parsed(source)
    name = etree.QName(root)
    version = VERSIONS.get(name.namespace or "")
    if name.localname != "definitions" or version is None:
        raise ModelError(f"this is no DMN 1.2 to 1.5: its root is {root.tag}")
    return tree.Definitions(
        normal(root.get("name", "")),
        root.get("namespace", ""),
        version,
        [_item(each) for each in children(root, "itemDefinition")],
        list(_elements(root)),
        [_import(each) for each in children(root, "import")],
        {prefix or "": uri for prefix, uri in root.nsmap.items()},
    )


def _parsed(source: bytes) -> Element:
    if len(source) > LARGEST:
        raise ModelError("the model is too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise ModelError(f"the XML is not well formed: {error}") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ModelError("a model may have no document type (entities are not read)")
    return root


def _import(node: Element) -> tree.Import:
    return tree.Import(
        normal(node.get("name", "")),
        node.get("namespace", ""),
        node.get("importType", ""),
        node.get("locationURI", ""),
    )


def _item(node: Element) -> tree.Item:
    function = child(node, "functionItem")
    return tree.Item(
        normal(node.get("name", "")),
        text_of(node, "typeRef"),
        node.get("isCollection") in ("true", "1"),
        text_of(child(node, "allowedValues"), "text"),
        text_of(child(node, "typeConstraint"), "text"),
        [_item(each) for each in children(node, "itemComponent")],
        None if function is None else [boxes.variable(each) for each in children(function, "parameters")],
        "" if function is None else function.get("outputTypeRef", ""),
    )


def _elements(root: Element) -> Iterator[tree.Element]:
    for node in root:
        if not isinstance(node.tag, str):
            continue
        name = etree.QName(node)
        if name.namespace == etree.QName(root).namespace and name.localname in _READERS:
            yield _READERS[name.localname](node)


def _common(node: Element) -> tuple[str, str, tree.Variable, list[str]]:
    name = normal(node.get("name", ""))
    variable = child(node, "variable")
    made = boxes.variable(variable) if variable is not None else tree.Variable(name)
    made.name = made.name or name
    return node.get("id", name), name, made, list(_requirements(node))


def _requirements(node: Element) -> Iterator[str]:
    for kind in ("informationRequirement", "knowledgeRequirement"):
        for requirement in children(node, kind):
            for each in ("requiredInput", "requiredDecision", "requiredKnowledge"):
                yield from (href(found) for found in children(requirement, each))


def _input(node: Element) -> tree.Element:
    return tree.Input(*_common(node))


def _decision(node: Element) -> tree.Element:
    return tree.Decision(*_common(node), boxes.only(node))


def _knowledge(node: Element) -> tree.Element:
    logic = child(node, "encapsulatedLogic")
    return tree.Knowledge(*_common(node), None if logic is None else boxes.function(logic))


def _service(node: Element) -> tree.Element:
    parts = ("outputDecision", "encapsulatedDecision", "inputDecision", "inputData")
    return tree.Service(*_common(node), *([href(each) for each in children(node, part)] for part in parts))


_READERS = {
    "inputData": _input,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
