"""The index over all services: one document for each family, whoever delivers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from uuid import UUID

from django.db.models import Q

from dugnad.areas.services.catalogue import themes
from dugnad.areas.services.catalogue.content import LANGUAGES, Content, inherited, read
from dugnad.areas.services.models import Service
from dugnad.kernel.matching.live import LiveIndex

FIELDS = {"title": 3.0, "words": 3.0, "summary": 1.0, "theme": 0.6}


def documents(keys: Collection[str] | None) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each family by its root's id, with the texts of the base and of those who say something of their own."""
    rows = Service.objects.filter(withdrawn_at=None)
    if keys is not None:
        rows = rows.filter(Q(id__in=keys) | Q(base__in=keys))
    held: dict[UUID, list[Content]] = {}
    for row in sorted(rows, key=lambda row: (row.base_id is not None, row.slug)):
        if row.base_id is None:
            held[row.id] = [read(row.content)]
        elif row.base_id in held:
            held[row.base_id].append(inherited(read(row.content), held[row.base_id][0]))
    yield from ((str(root), _texts(contents)) for root, contents in held.items())


def _texts(contents: list[Content]) -> Mapping[str, str]:
    said = [text for one in contents for texts in (one.summary, one.who_for) for text in texts.values()]
    return {
        "title": _joined(text for one in contents for text in one.title.values()),
        "words": _joined(word for one in contents for words in one.words.values() for word in words),
        "summary": _joined(said),
        "theme": _joined(themes.title_of(contents[0].theme, language) for language in LANGUAGES),
    }


def _joined(texts: Iterable[str]) -> str:
    return " . ".join(dict.fromkeys(texts))


SERVICES = LiveIndex("services.services", FIELDS, documents)


def touch(rows: Iterable[Service]) -> None:
    """These descriptions have changed; in the transaction that did so."""
    SERVICES.touch({str(row.base_id or row.id) for row in rows})
