"""Every language has every text, and says it of itself."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from scripts import messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_language_is_complete(language: str) -> None:
    faults = list(messages.check_language(language, messages.extracted()))
    assert not faults, "\n".join(faults)


def test_a_missing_text_would_be_found() -> None:
    template = messages.extracted()
    template.add("A text that no language has, %(name)s")
    assert any("no language has" in fault for fault in messages.check_language("nb", template))


def test_a_lost_placeholder_would_be_found() -> None:
    template = messages.Catalog()
    message = template.add("From %(start)s to %(end)s", string="Fra %(start)s")
    assert list(messages.faults_of(message)) == ["lacks a placeholder"]
    message = template.add("From %(start)s", string="Fra %(begin)s")
    assert "has other placeholders: 'Fra %(begin)s'" in list(messages.faults_of(message))


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_pages_come_in_the_language_that_was_chosen(language: str, client: Client, db: None) -> None:
    client.post("/language/", {"language": language, "next": "/"})
    page = client.get("/")
    assert f'<html lang="{language}"' in page.content.decode()
    assert page.headers["Content-Language"] == language
