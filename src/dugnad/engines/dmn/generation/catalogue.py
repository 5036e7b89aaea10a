"""All models that are loaded together: elements by href, types by name."""

from __future__ import annotations

from collections.abc import Iterator

from dugnad.engines.dmn.errors import ModelError
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.model.reading import DMN_KINDS

Key = tuple[str, str]


class Catalogue:
    """The models by namespace, the main one first; raises ModelError on a missing import or a circle."""

    def __init__(self, main: tree.Definitions, others: list[tree.Definitions]) -> None:
        self.main = main
        self.models = {each.namespace: each for each in [*others, main]}
        self.elements: dict[Key, tree.Element] = {}
        for model in self.models.values():
            for element in model.elements:
                self.elements[model.namespace, element.id] = element
        self._check_imports()
        self._check_circles()

    def _check_imports(self) -> None:
        for model in self.models.values():
            for each in model.imports:
                if each.kind in DMN_KINDS and each.namespace not in self.models:
                    raise ModelError(f"the imported model {each.namespace} is missing", model.name)

    def key(self, href: str, namespace: str) -> Key:
        """The namespace and id that a reference means."""
        space, _, found = href.rpartition("#")
        return (space or namespace, found)

    def required(self, href: str, namespace: str, place: str) -> tuple[Key, tree.Element]:
        """The element that a reference means."""
        key = self.key(href, namespace)
        if key not in self.elements:
            raise ModelError(f"what it requires is missing: {href}", place)
        return key, self.elements[key]

    def alias(self, namespace: str, of: str) -> str:
        """The name under which a model imports another; empty for its own elements."""
        model = self.models[namespace]
        return (
            next((each.name for each in model.imports if each.namespace == of), "") if namespace != of else ""
        )

    def _next(self, key: Key) -> Iterator[Key]:
        element = self.elements[key]
        hrefs = list(element.requires)
        if isinstance(element, tree.Service):
            hrefs += element.outputs
        for href in hrefs:
            found = self.key(href, key[0])
            if found in self.elements:
                yield found

    def _check_circles(self) -> None:
        done: set[Key] = set()
        for start in self.elements:
            self._walk(start, done)

    def _walk(self, start: Key, done: set[Key]) -> None:
        """Depth first, without recursion: chains may be long."""
        if start in done:
            return
        path, inside = [(start, self._next(start))], {start}
        while path:
            key, rest = path[-1]
            following = next((each for each in rest if each not in done), None)
            if following is None:
                done.add(key)
                inside.discard(key)
                path.pop()
            elif following in inside:
                names = " > ".join(self.elements[each].name for each, _ in path)
                raise ModelError(
                    f"the requirements run in a circle: {names} > {self.elements[following].name}"
                )
            else:
                inside.add(following)
                path.append((following, self._next(following)))


def component_names(items: list[tree.Item]) -> Iterator[str]:
    """All names of components, however deep."""
    for item in items:
        for part in item.parts:
            yield part.name
        yield from component_names(item.parts)
