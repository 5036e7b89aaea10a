"""Where mail goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dugnad.web.mail import mail_settings


def test_mail_without_a_server_is_kept_as_files(tmp_path: Path) -> None:
    assert mail_settings("", tmp_path / "mail") == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path / "mail"),
    }


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://u%40x:p%2Fw@mail.example", 465, True, False),
        ("smtp+tls://u:p@mail.example:2525", 2525, False, True),
    ],
)
def test_mail_servers(url: str, port: int, ssl: bool, starttls: bool) -> None:
    made = mail_settings(url, Path())
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"]) == ("mail.example", port)
    assert (made["EMAIL_USE_SSL"], made["EMAIL_USE_TLS"]) == (ssl, starttls)
    if "%40" in url:
        assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("u@x", "p/w")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp:mail"])
def test_a_mail_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(ValueError, match="DUGNAD_EMAIL_URL"):
        mail_settings(url, Path())
