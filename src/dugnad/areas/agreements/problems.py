"""What can go wrong in this area only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.kernel.problems import Problem


class SigningUnavailable(Problem):
    """The signing service or the time-stamp authority does not answer; nothing was changed."""

    status = 503
    code = "signing-unavailable"
    title = gettext_lazy("Signing is not possible now")


@contextmanager
def told() -> Iterator[None]:
    """Around a call of the signing service: what the reader can be told instead of its faults."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise SigningUnavailable(
            _("The signing certificate cannot be used now. Nothing was signed.")
        ) from error
    except PadesError as error:
        if error.fault is Fault.TIMESTAMP_REFUSED:
            away = _("The time-stamp authority does not answer. Nothing was signed. Try again later.")
            raise SigningUnavailable(away) from error
        if error.fault is Fault.CERTIFICATE_REFUSED:
            unusable = _("The signing certificate cannot be used now. Nothing was signed.")
            raise SigningUnavailable(unusable) from error
        raise
