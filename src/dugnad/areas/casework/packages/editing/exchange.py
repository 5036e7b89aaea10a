"""A decision model on its way to dmn-js and back. Pure.

dmn-js knows DMN 1.3 and one note on each row, the row's description; a package cites by an annotation that is the
id of a provision. So the model is lent out in 1.3 with the citation as description, and gets its own version, its
notes and its descriptions back. What other tools have put in stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from lxml import etree

from dugnad.areas.casework.packages.editing.drawing import draw
from dugnad.engines.dmn import ModelError
from dugnad.engines.dmn.model.reading import VERSIONS, read

EDITORS: Final = "https://www.omg.org/spec/DMN/20191111/"
SUFFIXES: Final = ("MODEL/", "FEEL/", "DMNDI/")
OWN: Final = "urn:dugnad:rules:editing"
KEPT, CITING = f"{{{OWN}}}description", f"{{{OWN}}}citing"
WORDS: Final = ("hjemmel", "heimel", "citation", "cites")
COLUMN: Final = "Hjemmel"
# Boxed expressions that came with DMN 1.4, which the editor would drop.
NEWER: Final = ("conditional", "filter", "for", "some", "every")
ROOT: Final = re.compile(r"<((?:[\w.-]+:)?definitions)\b")
Element = Any


def for_editor(model: str, provisions: Collection[str]) -> str:
    """The model as dmn-js takes it; ModelError when it cannot be read."""
    read(model.encode())
    base = _base(model)
    text = etree.tostring(_root(model), encoding="unicode")
    text = ROOT.sub(rf'<\1 xmlns:dugnad="{OWN}"', _renamed(text, base, EDITORS), count=1)
    root = _root(text)
    for table in root.iter(_model("decisionTable")):
        _lend(table, provisions)
    _identify(root)
    draw(root)
    return _written(root)


def from_editor(xml: str, before: str) -> str:
    """The model as packages keep it, in the version that it had `before`; ModelError when it cannot be read.

    A model that did not come from `for_editor` is given back as it is.
    """
    read(xml.encode())
    root = _root(xml)
    if OWN not in root.nsmap.values():
        return xml
    for table in root.iter(_model("decisionTable")):
        _take_back(table)
    keep = [prefix for prefix, uri in root.nsmap.items() if prefix and uri != OWN]
    etree.cleanup_namespaces(root, keep_ns_prefixes=keep)
    return _renamed(_written(root), EDITORS, _base(before))


def lost_in_editor(model: str) -> list[str]:
    """The kinds of expressions in a model that dmn-js would drop."""
    return sorted({str(one.tag).rpartition("}")[2] for one in _root(model).iter() if _newer(one)})


def _newer(one: Element) -> bool:
    space, _brace, name = str(one.tag).rpartition("}")
    return name in NEWER and space[1:] in VERSIONS


def _root(text: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ModelError(f"the XML is not well formed: {error}") from error


def _base(model: str) -> str:
    """The part of its namespaces that tells its version."""
    space = etree.QName(_root(model)).namespace or ""
    return space.removesuffix("MODEL/")


def _renamed(text: str, old: str, new: str) -> str:
    for suffix in SUFFIXES:
        for quote in "\"'":
            text = text.replace(f"{quote}{old}{suffix}{quote}", f"{quote}{new}{suffix}{quote}")
    return text


def _written(root: Element) -> str:
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + etree.tostring(root, encoding="unicode")


def _model(name: str) -> str:
    return f"{{{EDITORS}MODEL/}}{name}"


def _texts(rule: Element) -> list[str]:
    return [(one.findtext(_model("text")) or "").strip() for one in rule.findall(_model("annotationEntry"))]


def _lend(table: Element, provisions: Collection[str]) -> None:
    rules = table.findall(_model("rule"))
    column = _citing_column(table, [_texts(rule) for rule in rules], provisions)
    table.set(CITING, str(column))
    for rule in rules:
        texts = _texts(rule)
        cited = texts[column] if column < len(texts) else ""
        found = rule.find(_model("description"))
        if found is not None:
            rule.set(KEPT, found.text or "")
            rule.remove(found)
        if cited:
            _first(rule, "description").text = cited


def _citing_column(table: Element, rows: list[list[str]], provisions: Collection[str]) -> int:
    """The column of notes that cites: it holds a provision, or is called so; else one after the last."""
    for texts in rows:
        for at, text in enumerate(texts):
            if text in provisions:
                return at
    named = [(one.get("name") or "").strip().lower() for one in table.findall(_model("annotation"))]
    return next((at for at, name in enumerate(named) if name in WORDS), len(named))


def _first(rule: Element, name: str) -> Element:
    made = etree.Element(_model(name))
    rule.insert(0, made)
    return made


def _take_back(table: Element) -> None:
    column = int(table.attrib.pop(CITING, "-1") or -1)
    known = len(table.findall(_model("annotation")))
    column = column if 0 <= column <= known else known
    if column == known:
        _add_column(table)
    for rule in table.findall(_model("rule")):
        cited = _taken(rule)
        texts = _texts(rule)
        texts += [""] * (max(known, column + 1) - len(texts))
        texts[column] = cited
        _put_texts(rule, texts)


def _add_column(table: Element) -> None:
    made = etree.Element(_model("annotation"), name=COLUMN)
    rules = table.findall(_model("rule"))
    table.insert(list(table).index(rules[0]) if rules else len(table), made)


def _taken(rule: Element) -> str:
    """The citation out of the row's description, and the description that it had put back."""
    found = rule.find(_model("description"))
    cited = ""
    if found is not None:
        cited = (found.text or "").strip()
        rule.remove(found)
    kept = rule.attrib.pop(KEPT, None)
    if kept is not None:
        _first(rule, "description").text = kept
    return cited


def _put_texts(rule: Element, texts: list[str]) -> None:
    for old in rule.findall(_model("annotationEntry")):
        rule.remove(old)
    for text in texts:
        entry = etree.SubElement(rule, _model("annotationEntry"))
        etree.SubElement(entry, _model("text")).text = text


def _identify(root: Element) -> None:
    """Give an id to what the editor must be able to name."""
    taken = {one.get("id") for one in root.iter() if one.get("id")}
    fresh = (name for name in (f"e{n}" for n in range(1, 1_000_000)) if name not in taken)
    for one in _nameless(root):
        one.set("id", next(fresh))


def _nameless(root: Element) -> Iterator[Element]:
    named = (
        "input inputExpression output rule inputEntry outputEntry literalExpression decisionTable variable"
        " informationRequirement knowledgeRequirement authorityRequirement"
    )
    for name in named.split():
        yield from (one for one in root.iter(_model(name)) if not one.get("id"))
