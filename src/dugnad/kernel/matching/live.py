"""An index that follows its rows: fresh in every process, on disk between restarts.

    EXPERTS = LiveIndex("competence.experts", {"title": 3.0, "skills": 2.0, "text": 1.0}, read)

    def read(keys: Collection[str] | None) -> Iterable[tuple[str, Mapping[str, str]]]:
        rows = Expert.objects.filter(active=True)           # keys None: all there are
        rows = rows if keys is None else rows.filter(id__in=keys)
        ...                                                 # in a fixed number of queries
        yield str(row.id), {"title": row.headline, "text": row.about}

    EXPERTS.touch([expert.id])      # in the transaction of every change: new, changed, hidden, deleted
    hits = EXPERTS.search("brannsikring i omsorgsboliger", 10)
    EXPERTS.explain("brannsikring i omsorgsboliger", hits[0].key)

A search first asks the database for one row: whether something was touched since, by whatever process. If so,
the touched documents are read again (those that `read` no longer gives are taken out), and are found from then on.
Nothing is read again at a restart but what changed since the file was kept. After a rollback, a restored database,
other fields or another version of the analysis the index is built anew from all rows.

`read` runs as the platform itself, so what it gives must be fit for everybody who may search: what a person may see
of a hit is decided by whoever asked (`among`, or the selector that fetches the rows).

The engine is loaded by the first search (a second or two): `warming.soon(EXPERTS)` in the page with the box does it
before.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import connection

from dugnad.kernel.access import wall
from dugnad.kernel.matching import files, journal
from dugnad.kernel.matching.journal import Position

if TYPE_CHECKING:
    from dugnad.engines.matching import Evidence, Hit, Index

KEEP_AFTER: Final = 100
KEEP_EVERY: Final = 60.0
LATELY: Final = 256
T = TypeVar("T")
Texts = tuple[str, Mapping[str, str]]
Read = Callable[[Collection[str] | None], Iterable[Texts]]


class LiveIndex:
    """The index of one kind of rows: `fields` are names and weights, `read` gives documents (see the module)."""

    def __init__(self, name: str, fields: Mapping[str, float], read: Read) -> None:
        self.name: Final = name
        self._fields: Final = dict(fields)
        self._read: Final = read
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._at = Position()
        self._kept = 0
        self._kept_at = 0.0
        self._lately: dict[tuple[int, Position, bytes, str | int], list[Any]] = {}

    def touch(self, keys: Iterable[object]) -> None:
        """Note that documents were added, changed or taken away; call it in the transaction that did so."""
        journal.write(self.name, [str(key) for key in keys])

    def search(self, need: str, limit: int = 10, among: Collection[str] | None = None) -> list[Hit]:
        """The documents that answer a need, best first; see `engines.matching.Index.search`."""
        index = self._fresh()
        if among is not None:
            return index.search(need, limit, among)
        return list(self._once(index, (need, limit), lambda: index.search(need, limit)))

    def explain(self, need: str, key: str) -> list[Evidence]:
        """What a hit was scored for; nothing where it was taken away meanwhile."""
        index = self._current()
        try:
            return list(self._once(index, (need, key), lambda: index.explain(need, key)))
        except KeyError:
            return []

    def _once(self, index: Index, asked: tuple[str, str | int], find: Callable[[], list[T]]) -> list[T]:
        """What was found a moment ago for the same words, while nothing has changed; the words are kept as a digest."""
        digest = hashlib.blake2b(asked[0].encode("utf-8", "replace"), digest_size=16).digest()
        # Who holds an index that is replaced meanwhile must not leave its hits for the new one.
        key = (id(index), self._at, digest, asked[1])
        found = self._lately.get(key)
        if found is None:
            found = find()
            if len(self._lately) >= LATELY:
                self._lately.clear()
            self._lately[key] = found
        return found

    def warm(self) -> None:
        """Load the engine and the index, and let them answer once, so that nobody waits for it."""
        self._fresh().search("oppvarming varmekabelstyring", 1)

    def __len__(self) -> int:
        return len(self._fresh())

    def _current(self) -> Index:
        return self._index if self._index is not None else self._fresh()

    def _fresh(self) -> Index:
        """The index as of now. Who comes while another brings it up to date is not kept waiting."""
        index = self._index
        if index is not None and journal.position(self.name) == self._at:
            return index
        if not self._lock.acquire(blocking=index is None):
            return self._current()
        try:
            return self._follow(journal.position(self.name))
        finally:
            self._lock.release()

    def _follow(self, now: Position) -> Index:
        index = self._opened() if self._index is None else self._index
        changed = journal.since(self.name, self._at, now) if index is not None else None
        if index is None or changed is None:
            index = self._built()
        elif changed:
            self._change(index, changed)
        self._index, self._at = index, now
        self._keep_sometimes(index)
        return index

    def _opened(self) -> Index | None:
        """The index as it was kept on disk, if it was by these fields and this version of the engine."""
        from dugnad.engines.matching import CannotRead, loaded

        found = files.kept(self.name, self._shape)
        if found is None:
            return None
        try:
            index = loaded(found[1])
        except CannotRead:
            return None
        self._at, self._kept, self._kept_at = found[0], found[0].number, time.monotonic()
        return index

    def _built(self) -> Index:
        from dugnad.engines.matching import Document, Field, Index

        index = Index([Field(name, weight) for name, weight in self._fields.items()])
        with wall.system():
            index.put(Document(key, texts) for key, texts in self._read(None))
        self._kept_at = 0.0
        return index

    def _change(self, index: Index, changed: Collection[str]) -> None:
        from dugnad.engines.matching import Document

        with wall.system():
            found = dict(self._read(changed))
        index.put(Document(key, texts) for key, texts in found.items())
        index.remove(key for key in changed if key not in found)
        if index.crowded:
            index.compact()

    @property
    def _shape(self) -> str:
        return json.dumps(self._fields)

    def _keep_sometimes(self, index: Index) -> None:
        """On disk at once when built, later after some changes; never what a transaction may yet undo."""
        from dugnad.engines.matching import saved

        behind, rested = abs(self._at.number - self._kept), time.monotonic() - self._kept_at > KEEP_EVERY
        fresh_built = self._kept_at == 0.0
        if connection.in_atomic_block or not (fresh_built or (rested and behind >= KEEP_AFTER)):
            return
        files.keep(self.name, self._at, self._shape, saved(index))
        self._kept, self._kept_at = self._at.number, time.monotonic()
