"""A live index follows its rows: edits, rollbacks, restarts, several processes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from dugnad.kernel.matching import files, journal
from dugnad.kernel.matching.live import LiveIndex
from dugnad.kernel.matching.models import Change

FIELDS = {"title": 2.0, "text": 1.0}


class Shelf:
    """Rows that an index reads, and how often it read all of them."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {"1": "piggdekk om vinteren", "2": "plass i barnehage"}
        self.read_whole = 0
        self.read_some: list[set[str]] = []

    def read(self, keys: Collection[str] | None) -> Iterable[tuple[str, Mapping[str, str]]]:
        if keys is None:
            self.read_whole += 1
        else:
            self.read_some.append(set(keys))
        for key, text in self.rows.items():
            if keys is None or key in keys:
                yield key, {"title": text}

    def index(self, name: str = "tests.shelf") -> LiveIndex:
        """The index as one more process has it."""
        return LiveIndex(name, FIELDS, self.read)


@pytest.fixture
def shelf(settings: Any, tmp_path: Any) -> Shelf:
    settings.HOME = tmp_path
    return Shelf()


def _best(index: LiveIndex, need: str) -> str | None:
    hits = index.search(need, 1)
    return hits[0].key if hits and hits[0].coverage > 0.25 else None


@pytest.mark.django_db
def test_an_edit_is_found_by_the_next_search(shelf: Shelf) -> None:
    index = shelf.index()
    assert _best(index, "barnehageplass") == "2"
    shelf.rows["2"] = "skolefritidsordning"
    index.touch(["2"])
    assert _best(index, "skolefritidsordning") == "2"
    assert _best(index, "barnehageplass") is None
    assert shelf.read_whole == 1
    assert shelf.read_some == [{"2"}]


@pytest.mark.django_db
def test_what_is_gone_or_new_is_followed(shelf: Shelf) -> None:
    index = shelf.index()
    assert len(index) == 2
    del shelf.rows["1"]
    shelf.rows["3"] = "brannsikring av omsorgsboliger"
    index.touch(["1", "3"])
    assert _best(index, "piggdekk") is None
    assert _best(index, "omsorgsbolig brann") == "3"
    assert index.explain("brannsikring", "3")
    assert index.explain("piggdekk", "1") == []


@pytest.mark.django_db
def test_an_index_without_rows_answers_nothing_and_then_something(shelf: Shelf) -> None:
    shelf.rows = {}
    index = shelf.index()
    assert index.search("piggdekk") == []
    shelf.rows["9"] = "piggdekk"
    index.touch(["9"])
    assert _best(index, "piggdekk") == "9"


@pytest.mark.django_db
def test_every_process_follows(shelf: Shelf) -> None:
    one, other = shelf.index(), shelf.index()
    assert _best(one, "varmepumpe") == _best(other, "varmepumpe") is None
    shelf.rows["4"] = "varmepumper"
    one.touch(["4"])
    assert _best(other, "varmepumpe") == "4"
    assert _best(one, "varmepumpe") == "4"


@pytest.mark.django_db
def test_nothing_undone_stays_in_it(shelf: Shelf) -> None:
    index = shelf.index()
    index.touch(["1"])
    assert _best(index, "varmepumpe") is None
    with transaction.atomic():
        shelf.rows["4"] = "varmepumpe"
        index.touch(["4"])
        assert _best(index, "varmepumpe") == "4"
        transaction.set_rollback(True)
    del shelf.rows["4"]
    assert _best(index, "varmepumpe") is None
    # As many changes as before, but others.
    shelf.rows["5"] = "solceller på tak"
    index.touch(["5"])
    assert _best(index, "solcelle") == "5"


@pytest.mark.django_db(transaction=True)
def test_a_restart_reads_only_what_changed(shelf: Shelf) -> None:
    assert _best(shelf.index(), "piggdekk") == "1"
    assert files.path_of("tests.shelf").exists()
    shelf.rows["6"] = "fjernvarme"
    shelf.index().touch(["6"])
    again = shelf.index()
    assert _best(again, "fjernvarme") == "6"
    assert _best(again, "piggdekk") == "1"
    assert shelf.read_whole == 1
    assert shelf.read_some == [{"6"}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "spoilt", [b"", b"{}\n", b"not at all", b'{"number": 0, "stamp": "", "shape": ""}\nnothing']
)
def test_a_file_that_cannot_be_read_is_made_anew(shelf: Shelf, spoilt: bytes) -> None:
    shelf.index().search("piggdekk")
    files.path_of("tests.shelf").write_bytes(spoilt)
    assert _best(shelf.index(), "piggdekk") == "1"
    assert shelf.read_whole == 2


@pytest.mark.django_db(transaction=True)
def test_other_fields_make_it_anew(shelf: Shelf) -> None:
    shelf.index().search("piggdekk")
    other = LiveIndex("tests.shelf", {"title": 3.0}, shelf.read)
    assert _best(other, "piggdekk") == "1"
    assert shelf.read_whole == 2


@pytest.mark.django_db
def test_changes_that_are_tidied_away_are_not_missed(shelf: Shelf) -> None:
    index = shelf.index()
    index.touch(["1"])
    index.search("piggdekk")
    shelf.rows["7"] = "gatelys"
    index.touch(["7"])
    index.touch(["1"])
    Change.objects.all().delete()
    assert _best(index, "gatelys") == "7"
    assert shelf.read_whole == 2


@pytest.mark.django_db
def test_the_journal_is_kept_short(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "KEPT", 5)
    monkeypatch.setattr(journal, "TIDY_EVERY", 10)
    index = shelf.index()
    for _ in range(20):
        index.touch(["1"])
    assert Change.objects.filter(name="tests.shelf").count() == 5


@pytest.mark.django_db(transaction=True)
def test_threads_that_touch_and_search_at_once_miss_nothing(shelf: Shelf) -> None:
    index = shelf.index()
    index.search("piggdekk")
    faults: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                key = f"{number}-{turn}"
                shelf.rows = {**shelf.rows, key: f"emne{number}x{turn}"}
                index.touch([key])
                index.search("piggdekk")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    for key, text in list(shelf.rows.items()):
        index.touch([key])
        assert key in {hit.key for hit in index.search(text, 3)}


@pytest.mark.django_db
def test_an_edit_is_found_by_the_next_search_among_thousands(shelf: Shelf) -> None:
    shelf.rows = {str(n): f"tjeneste nummer{n} i kommune{n % 357}" for n in range(5_000)}
    index = shelf.index()
    index.search("tjeneste")
    shelf.rows["17"] = "isbading"
    index.touch(["17"])
    assert _best(index, "isbading") == "17"


@pytest.mark.django_db
def test_what_was_asked_a_moment_ago_is_not_looked_for_again_until_something_changes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dugnad.engines.matching import Index

    index, asked, search = shelf.index(), [], Index.search
    monkeypatch.setattr(Index, "search", lambda *said: asked.append(said[1]) or search(*said))
    assert index.search("barnehageplass", 2) == index.search("barnehageplass", 2)
    assert index.explain("barnehageplass", "2") == index.explain("barnehageplass", "2")
    assert asked == ["barnehageplass"]
    index.search("barnehageplass", 2).clear()
    assert index.search("barnehageplass", 2)
    shelf.rows["2"] = "skolefritidsordning"
    index.touch(["2"])
    index.search("barnehageplass", 2)
    assert len(asked) == 2
