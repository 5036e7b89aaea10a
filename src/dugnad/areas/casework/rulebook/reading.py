"""Packages as JSON: read with every fault named by its place, written in one form, and their digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dugnad.areas.casework.rulebook.document import (
    FORMAT,
    LANGUAGES,
    LETTERS,
    Overlay,
    Package,
    Text,
    text_digest,
)
from dugnad.areas.casework.rulebook.wording import names_in
from dugnad.engines import dmn

MOST_BYTES = 5_000_000
# Left out when nothing is said, so that a package from before they were has the digest it had.
UNSAID = {
    "": ("bodies", "appeal_provision"),
    "provisions": ("text",),
    "facts": ("asks", "needs", "per"),
    "results": ("elsewhere", "follows"),
    "conditions": ("better",),
}
PER = ("", "home", "move")
BETTER = ("", "lower", "higher")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where: `path` as 'facts.2.label', `code` for the reader's words, `what` names the thing."""

    path: str
    code: str
    what: str = ""


class Unreadable(ValueError):
    """A package that cannot be used; `faults` lists all that was found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{one.path}: {one.code} {one.what}".strip() for one in faults))
        self.faults = faults


@cache
def _packages() -> TypeAdapter[Package]:
    return TypeAdapter(Package)


@cache
def _overlays() -> TypeAdapter[Overlay]:
    return TypeAdapter(Overlay)


def from_json(content: bytes | Mapping[str, Any]) -> Package:
    """The package of a JSON document; Unreadable with every fault."""
    found = dict(content) if isinstance(content, Mapping) else _parsed(content)
    if found.pop("format", None) != FORMAT:
        raise Unreadable(Fault("format", "format", str(FORMAT)))
    try:
        package = _packages().validate_json(json.dumps(found))
    except ValidationError as wrong:
        raise Unreadable(*(Fault(_path(e["loc"]), e["type"]) for e in wrong.errors())) from wrong
    faults = tuple(_faults(package))
    if faults:
        raise Unreadable(*faults)
    return package


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise Unreadable(Fault("", "too_large", str(MOST_BYTES)))
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(Fault("", "no_json")) from wrong
    if not isinstance(found, dict):
        raise Unreadable(Fault("", "no_json"))
    return found


def _path(places: tuple[int | str, ...]) -> str:
    return ".".join(str(place) for place in places)


def to_json(package: Package) -> dict[str, Any]:
    """The package as JSON values."""
    found = _packages().dump_python(package, mode="json")
    for part, names in UNSAID.items():
        for one in [found] if not part else found[part]:
            for name in names:
                if not one[name]:
                    del one[name]
    return {"format": FORMAT, **found}


def digest(package: Package) -> str:
    """SHA-256 over the one form of the package, in hexadecimal."""
    text = json.dumps(to_json(package), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def overlay_from_json(content: Mapping[str, Any]) -> Overlay:
    """A city's overlay; Unreadable."""
    try:
        return _overlays().validate_json(json.dumps(dict(content)))
    except ValidationError as wrong:
        raise Unreadable(*(Fault(_path(e["loc"]), e["type"]) for e in wrong.errors())) from wrong


def overlay_to_json(overlay: Overlay) -> dict[str, Any]:
    """The overlay as JSON values."""
    found = dict(_overlays().dump_python(overlay, mode="json"))
    return found if found["bodies"] else {name: told for name, told in found.items() if name != "bodies"}


def _faults(package: Package) -> Iterator[Fault]:
    """What the types do not tell: names that lead nowhere, languages that lack, a model that cannot be used."""
    yield from _provisions_named(package)
    yield from _languages(package)
    yield from _texts(package)
    yield from _needs(package)
    try:
        model = dmn.load(package.model.encode())
    except dmn.ModelError as wrong:
        yield Fault("model", "model", str(wrong))
        return
    given = {one.name for one in package.facts} | {one.name for one in package.parameters}
    yield from (Fault("model", "input_without_fact", name) for name in model.inputs if name not in given)
    known = set(model.decisions)
    if package.outcome not in known:
        yield Fault("outcome", "no_such_decision", package.outcome)
    for n, one in enumerate(package.conditions):
        if one.decision not in known:
            yield Fault(f"conditions.{n}.decision", "no_such_decision", one.decision)
        yield from _sentences(n, one.sentences, given | known)


def _provisions_named(package: Package) -> Iterator[Fault]:
    known = {one.id for one in package.provisions}
    named = [(f"parameters.{n}", one.provision) for n, one in enumerate(package.parameters)]
    named += [(f"conditions.{n}", one.provision) for n, one in enumerate(package.conditions)]
    named += [(f"bodies.{n}", one.provision) for n, one in enumerate(package.bodies)]
    named += [(f"results.{n}", id) for n, one in enumerate(package.results) for id, _text in one.follows]
    named += [("appeal", package.appeal_provision)] if package.appeal_provision else []
    for path, provision in named:
        if provision not in known:
            yield Fault(f"{path}.provision", "no_such_provision", provision)


def _texts(package: Package) -> Iterator[Fault]:
    """A hash that is said must be of what the package holds."""
    for n, one in enumerate(package.provisions):
        if one.text_hash and one.text_hash != text_digest(one):
            yield Fault(f"provisions.{n}.text_hash", "other_text", one.id)


def _needs(package: Package) -> Iterator[Fault]:
    """What a register is told must be a fact that stands before; bodies that conditions name must be there."""
    before: set[str] = set()
    for n, one in enumerate(package.facts):
        yield from (
            Fault(f"facts.{n}.needs", "no_such_name", name)
            for name in one.needs.values()
            if name not in before
        )
        if one.per not in PER or (one.per and one.source != "applicant"):
            yield Fault(f"facts.{n}.per", "per", one.per)
        before.add(one.name)
    known = {one.id for one in package.bodies}
    for n, each in enumerate(package.conditions):
        if each.better not in BETTER:
            yield Fault(f"conditions.{n}.better", "better", each.better)
        if known and each.body and each.body not in known:
            yield Fault(f"conditions.{n}.body", "no_such_body", each.body)


def _languages(package: Package) -> Iterator[Fault]:
    texts: list[tuple[str, Text]] = [("title", package.title), ("summary", package.summary)]
    texts += [(f"facts.{n}.label", one.label) for n, one in enumerate(package.facts)]
    texts += [(f"results.{n}.label", one.label) for n, one in enumerate(package.results)]
    texts += [(f"bodies.{n}.label", one.label) for n, one in enumerate(package.bodies)]
    texts += [(f"provisions.{n}.says", one.says) for n, one in enumerate(package.provisions)]
    for path, text in texts:
        yield from (
            Fault(f"{path}.{lang}", "language") for lang in LANGUAGES if not text.get(lang, "").strip()
        )


def _sentences(n: int, sentences: Mapping[str, Text], known: set[str]) -> Iterator[Fault]:
    for state, text in sentences.items():
        for lang in LETTERS:
            path = f"conditions.{n}.sentences.{state}.{lang}"
            if not text.get(lang, "").strip():
                yield Fault(path, "language")
            yield from (
                Fault(path, "no_such_name", name)
                for name in names_in(text.get(lang, ""))
                if name not in known
            )
