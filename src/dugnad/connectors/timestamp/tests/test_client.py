"""Time stamps over HTTP, from an authority whose answers OpenSSL makes and judges."""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
from pathlib import Path

import pytest

from dugnad.connectors.timestamp import HttpTimeStamper
from dugnad.connectors.timestamp.tests.responder import Authority, serving
from dugnad.engines.pades.errors import Fault, PadesError

DIGEST = hashlib.sha256(b"what is stamped").digest()


def stamp(url: str) -> bytes:
    token: bytes = asyncio.run(HttpTimeStamper(url).async_timestamp(DIGEST, "sha256")).dump()
    return token


def test_a_stamp_from_an_authority_holds_before_openssl(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with serving(authority.answer) as url:
        token = tmp_path / "token.der"
        token.write_bytes(stamp(url))
    arguments = ["-verify", "-in", token.name, "-token_in", "-CAfile", "chain.pem", "-digest"]
    for digest, holds in ((DIGEST.hex(), True), ("00" * 32, False)):
        judged = subprocess.run(
            ["openssl", "ts", *arguments, digest], cwd=tmp_path, capture_output=True, check=False
        )
        assert (judged.returncode == 0) is holds


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/timestamp-reply", 200),
        (b"<html>", "text/html", 200),
        (b"\x30\x03\x02\x01", "application/timestamp-reply", 200),
        (b"busy", "application/timestamp-reply", 503),
        (b"\x30" * 300_000, "application/timestamp-reply", 200),
    ],
)
def test_an_answer_that_is_none_is_refused(body: bytes, kind: str, status: int) -> None:
    with serving(body, kind, status) as url, pytest.raises(PadesError) as refused:
        stamp(url)
    assert refused.value.fault is Fault.TIMESTAMP_REFUSED


def test_an_authority_that_is_away_is_told() -> None:
    with serving(b"") as url:
        pass
    with pytest.raises(PadesError) as refused:
        stamp(url)
    assert refused.value.fault is Fault.TIMESTAMP_REFUSED


@pytest.mark.parametrize("url", ["ftp://example.test/", "file:///etc/passwd", "tsa.example.test", ""])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        HttpTimeStamper(url)
