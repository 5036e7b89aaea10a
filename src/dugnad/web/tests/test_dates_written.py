"""Dates in running text: day before month, and the month as the language writes it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "whole", "month"),
    [
        ("nb", "22. november 2026 09:05", "november 2026"),
        ("nn", "22. november 2026 09:05", "november 2026"),
        ("en", "22 November 2026 09:05", "November 2026"),
    ],
)
def test_months_begin_as_the_language_writes_them(language: str, whole: str, month: str) -> None:
    moment = dt.datetime(2026, 11, 22, 9, 5)
    with translation.override(language):
        assert date_format(moment, "DATETIME_FORMAT") == whole
        assert whole.startswith(date_format(moment))
        assert date_format(moment, "YEAR_MONTH_FORMAT") == month
