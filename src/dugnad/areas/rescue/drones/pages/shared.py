"""What the pages of flights share."""

from __future__ import annotations

from typing import Any

from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "POST"])


def status(*forms: Any) -> int:
    """422 when one of the forms has errors."""
    return 422 if any(form is not None and form.is_bound and form.errors for form in forms) else 200
