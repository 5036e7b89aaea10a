"""A population that a city sends in as a file."""

from __future__ import annotations

import pytest

from dugnad.areas.casework import library
from dugnad.areas.casework.trials import uploads
from dugnad.areas.casework.trials.words import upload_words

FEE = library.package("kindergarten_fee")

HEAD = "husholdningens inntekt;barnets nummer;barnets alder;timer i uken\n"
GOOD = HEAD + "400 000;1;3;45\n" * 12


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace(";1;", ";mye;", 1), "line 2, column barnets nummer: “mye” is no number."),
        ("navn;" + GOOD, "column navn: “navn” is no fact"),
        (GOOD.replace(";timer i uken", "").replace(";45", ""), "column timer i uken: This column lacks."),
        (HEAD + "1;2\n", "line 2: The line has 2 cells"),
        (HEAD, "at least 10 people"),
        ("", "empty"),
        (GOOD.replace("timer i uken", "barnets alder"), "The column is there twice."),
    ],
)
def test_a_bad_file_is_told_at_its_line_and_column(text: str, words: str) -> None:
    with pytest.raises(uploads.Faulty) as wrong:
        uploads.read(FEE.facts, text.encode())
    from django.utils.translation import override

    with override("en"):
        assert any(words in upload_words(one) for one in wrong.value.faults)


def test_bytes_that_are_no_text_and_files_too_large_are_refused() -> None:
    for content, code in ((b"\xff\xfe\x00", "no_text"), (b"x" * (uploads.MOST_BYTES + 1), "too_large")):
        with pytest.raises(uploads.Faulty) as wrong:
            uploads.read(FEE.facts, content)
        assert wrong.value.faults[0].code == code
