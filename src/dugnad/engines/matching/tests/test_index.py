"""The index: finding, explaining, changing, saving."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.matching import CannotRead, Document, Field, Index, Kind, loaded, saved

FIELDS = (Field("title", 3.0), Field("text"))
SERVICES = {
    "kindergarten": (
        "Barnehageplass",
        "Søk plass i kommunal barnehage. Foreldre betaler en pris hver måned.",
    ),
    "nursing": ("Sykehjem", "Plass for eldre som trenger pleie hele døgnet."),
    "waste": ("Renovasjon", "Henting av avfall fra husholdninger, og gebyr for tømming."),
    "studded": ("Piggdekk", "Gebyr for bruk av piggdekk i byen."),
    "building": ("Byggesak", "Søknad om tillatelse til å bygge garasje, hus eller tilbygg."),
    "library": ("Library card", "Borrow books and use computers in the public library."),
}


def document(key: str, title: str, text: str = "") -> Document:
    return Document(key, {"title": title, "text": text})


@pytest.fixture
def index() -> Index:
    made = Index(FIELDS)
    made.put(document(key, *texts) for key, texts in SERVICES.items())
    return made


@pytest.mark.parametrize(
    ("need", "key"),
    [
        ("jeg trenger barnehage til sønnen min", "kindergarten"),
        ("sjukeheim for mor", "nursing"),
        ("sjukeheimsplass", "nursing"),
        ("pigdekkgebyr", "studded"),
        ("byggjeløyve garasje", "building"),
        ("garsje", "building"),
        ("borrowing a book", "library"),
        ("avfallsgebyr", "waste"),
        ("BARNEHAGEN!!! 🙂", "kindergarten"),
    ],
)
def test_a_need_finds_its_service(index: Index, need: str, key: str) -> None:
    assert index.search(need)[0].key == key


@pytest.mark.parametrize("need", ["", "   ", "🙂🙂", "...", "____"])
def test_a_need_without_words_finds_nothing(index: Index, need: str) -> None:
    assert index.search(need) == []


def test_odd_needs_are_answered(index: Index) -> None:
    assert all(hit.score > 0 for hit in index.search("p"))
    assert index.search("przedszkole dla dziecka") is not None
    assert index.search("barnehage " * 5_000)[0].key == "kindergarten"
    assert len(index.search("a" * 50_000)) <= len(SERVICES)


def test_coverage_tells_a_good_match_from_a_bad_one(index: Index) -> None:
    good, bad = index.search("piggdekk")[0], index.search("romskip til mars")
    assert 0.5 < good.coverage < 1
    assert not bad or bad[0].coverage < 0.25


def test_limit_and_among(index: Index) -> None:
    assert len(index.search("gebyr plass", limit=1)) == 1
    assert index.search("gebyr", limit=0) == []
    assert [hit.key for hit in index.search("gebyr", among={"waste", "not there"})] == ["waste"]
    assert index.search("gebyr", among=()) == []


def test_evidence_names_word_field_and_kind(index: Index) -> None:
    evidence = index.explain("søppelgebyr", "studded")
    assert {each.kind for each in evidence} == {Kind.PART, Kind.LETTERS}
    assert {each.found for each in evidence if each.kind is Kind.PART} == {"gebyr"}
    assert Kind.WORD in {each.kind for each in index.explain("piggdekk", "studded")}
    assert Kind.SPELLING in {each.kind for each in index.explain("renovasjn", "waste")}
    assert index.explain("xyz", "waste") == []
    with pytest.raises(KeyError):
        index.explain("gebyr", "gone")


WORDS = (
    "barn",
    "barnehage",
    "bil",
    "bilvei",
    "veg",
    "vei",
    "søknad",
    "søknader",
    "gebyr",
    "ørx",
    "gebry",
    "bilgebyr",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
DOCUMENTS = st.dictionaries(st.sampled_from("abcdef"), st.tuples(TEXTS, TEXTS), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, TEXTS)
def test_evidence_adds_up_to_the_score(documents: dict[str, tuple[str, str]], need: str) -> None:
    index = Index(FIELDS)
    index.put(document(key, *texts) for key, texts in documents.items())
    for hit in index.search(need):
        evidence = index.explain(need, hit.key)
        assert sum(each.score for each in evidence) == pytest.approx(hit.score, rel=1e-9)
        assert all(each.asked in need.split() for each in evidence)
        assert all(each.found in " ".join(documents[hit.key]).split() for each in evidence)
        assert hit.coverage > 0


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, DOCUMENTS, st.sets(st.sampled_from("abcdef")), TEXTS)
def test_changes_end_where_indexing_anew_ends(
    first: dict[str, tuple[str, str]], then: dict[str, tuple[str, str]], gone: set[str], need: str
) -> None:
    changed, anew = Index(FIELDS), Index(FIELDS)
    changed.put(document(key, *texts) for key, texts in first.items())
    changed.put(document(key, *texts) for key, texts in then.items())
    changed.remove(gone)
    held = {key: texts for key, texts in (first | then).items() if key not in gone}
    anew.put(document(key, *texts) for key, texts in held.items())
    assert len(changed) == len(held)
    assert {hit.key for hit in changed.search(need)} <= set(held)
    changed.compact()
    scores = [{hit.key: pytest.approx(hit.score) for hit in index.search(need)} for index in (anew, changed)]
    assert {hit.key: hit.score for hit in changed.search(need)} == scores[0]


def test_an_edit_is_seen_at_once(index: Index) -> None:
    index.put([document("studded", "Sykkelparkering")])
    assert index.search("sykkel")[0].key == "studded"
    assert "studded" not in {hit.key for hit in index.search("piggdekk")}
    assert len(index) == len(SERVICES)
    index.remove(["studded", "never there"])
    assert "studded" not in {hit.key for hit in index.search("sykkel")}
    assert "studded" not in index


def test_a_saved_index_answers_the_same_and_can_be_changed(index: Index) -> None:
    index.put([document("new", "Skøytebane")])
    index.remove(["waste"])
    again = loaded(saved(index))
    for need in ("barnehage", "skøyter", "pigdekkgebyr", "avfall", "garsje"):
        assert again.search(need) == index.search(need)
        assert [again.explain(need, hit.key) for hit in again.search(need)] == [
            index.explain(need, hit.key) for hit in index.search(need)
        ]
    again.put([document("newer", "Rulleskøyter")])
    assert {hit.key for hit in again.search("skøyter", 2)} == {"new", "newer"}


def test_an_empty_index_works() -> None:
    empty = Index(FIELDS)
    assert empty.search("barnehage") == []
    assert len(loaded(saved(empty))) == 0
    empty.remove(["a"])
    empty.put([])
    empty.compact()
    assert not empty.crowded


@pytest.mark.parametrize("data", [b"", b"not an index", b"PK\x03\x04 broken"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(CannotRead):
        loaded(data)


def test_a_cut_file_is_refused(index: Index) -> None:
    whole = saved(index)
    with pytest.raises(CannotRead):
        loaded(whole[: len(whole) // 2])


@pytest.mark.parametrize(("place", "value"), [(8, 8), (8, 99), (6, 1)])
def test_a_file_whose_members_are_told_to_be_packed_or_locked_is_refused(
    index: Index, place: int, value: int
) -> None:
    """Bytes 8 and 6 after the mark of a ZIP's member: how it is packed, and whether it is locked."""
    damaged = bytearray(saved(index))
    entry = damaged.index(b"PK\x01\x02")
    damaged[entry + place + 2] = value
    with pytest.raises(CannotRead):
        loaded(bytes(damaged))


def test_another_version_is_refused(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = saved(index)
    monkeypatch.setattr("dugnad.engines.matching.storing.ANALYSIS", 99)
    with pytest.raises(CannotRead, match="another version"):
        loaded(whole)


def test_fields_are_checked() -> None:
    with pytest.raises(ValueError, match="a name of its own"):
        Index([Field("a"), Field("a")])
    with pytest.raises(ValueError, match="weight"):
        Field("a", 0.0)
    with pytest.raises(ValueError, match="fields"):
        Index([])
