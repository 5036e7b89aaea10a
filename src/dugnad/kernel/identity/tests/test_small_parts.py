"""Browsers in words, QR codes and sealed secrets."""

from __future__ import annotations

import re

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st

from dugnad.kernel.identity import qr, sealing
from dugnad.kernel.identity.agents import agent_in_words
from dugnad.kernel.identity.templatetags.identity import in_groups


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.9", "curl"),
        ("something new", ""),
        ("", ""),
    ],
)
def test_browsers_in_words(says: str, words: str) -> None:
    assert agent_in_words(says) == words


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1, max_size=200))
def test_the_picture_has_the_modules_of_the_code(text: str) -> None:
    code = qrcode.QRCode(border=qr.MARGIN, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    wanted = {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", qr.svg(text))
    drawn = {(int(x) + step, int(y)) for x, y, length, _ in runs for step in range(int(length))}
    assert all(length == back for *_, length, back in runs)
    assert drawn == wanted


@given(st.text())
def test_what_is_sealed_is_unsealed_and_differs_each_time(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert sealing.unseal(sealing.seal(text)) == text
    assert sealing.seal(text) != sealing.seal(text)


def test_letters_in_groups() -> None:
    assert [in_groups("ABCDEFGHIJ"), in_groups("")] == ["ABCD EFGH IJ", ""]
