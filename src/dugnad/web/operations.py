"""The API's addresses. They are loaded with the first call: describing every operation takes a second."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from dugnad.web.api import api

urlpatterns: list[URLPattern | URLResolver] = list(api.urls[0])
