"""The settings of the installation, and what stands around the database."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dugnad.kernel.identity.checks import is_loopback
from dugnad.web import env
from dugnad.web.house.examining.finding import ACT, FINE, WATCH, Finding

ROOM_LOW, ROOM_GONE = 2_000_000_000, 200_000_000


def _own_machine() -> bool:
    return is_loopback(settings.ORIGIN)


def _address() -> Iterator[Finding]:
    words = {"origin": settings.ORIGIN}
    if _own_machine():
        yield Finding("address", WATCH, _("Only this machine can reach %(origin)s (DUGNAD_ORIGIN).") % words)
    else:
        yield Finding("address", FINE, _("People come to %(origin)s.") % words)


def _https() -> Iterator[Finding]:
    if settings.HTTPS:
        yield Finding("https", FINE, _("Cookies and redirects are for https only."))
    elif _own_machine():
        yield Finding(
            "https", WATCH, _("https is off, which is right only on one's own machine (DUGNAD_HTTPS).")
        )
    else:
        yield Finding("https", ACT, _("https is off: passwords travel in the open. Set DUGNAD_HTTPS=1."))


def _demo() -> Iterator[Finding]:
    if settings.DEMO:
        state = WATCH if _own_machine() and not settings.HTTPS else ACT
        yield Finding("demo", state, _("The demo is on: anyone may be anyone (DUGNAD_DEMO)."))


def _hosts() -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("hosts", ACT, _("Any host name is answered. Name yours in DUGNAD_HOSTS."))


def _secret() -> Iterator[Finding]:
    file = Path(settings.HOME) / "secret"
    if (
        not env.read("DUGNAD_SECRET_KEY")
        and file.exists()
        and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield Finding(
            "secret", ACT, _("Others on this machine can read %(file)s. Run: chmod 600.") % {"file": file}
        )
    elif len(settings.SECRET_KEY) < 50:
        yield Finding("secret", ACT, _("DUGNAD_SECRET_KEY is short. Use at least 50 random characters."))
    else:
        yield Finding("secret", FINE, _("The secret is long, and nobody else can read it."))


def _django() -> Iterator[Finding]:
    wrong = [message for message in run_checks(include_deployment_checks=True) if message.level >= ERROR]
    yield from (Finding("settings", ACT, f"{message.msg} {message.hint or ''}".strip()) for message in wrong)


def _mail() -> Iterator[Finding]:
    if env.read("DUGNAD_EMAIL_URL"):
        yield Finding(
            "mail", FINE, _("E-mail is sent from %(sender)s.") % {"sender": settings.DEFAULT_FROM_EMAIL}
        )
    else:
        yield Finding(
            "mail", WATCH, _("E-mail is not sent but kept as files in DUGNAD_HOME (DUGNAD_EMAIL_URL).")
        )


def _time_stamps() -> Iterator[Finding]:
    if settings.TSA_URL:
        yield Finding("time stamps", FINE, _("Time stamps come from %(url)s.") % {"url": settings.TSA_URL})
    else:
        yield Finding(
            "time stamps", WATCH, _("Time stamps are the platform's own: no legal trust (DUGNAD_TSA_URL).")
        )


def _certificate() -> Iterator[Finding]:
    if not settings.SIGNING_CERTIFICATE:
        text = _("Signing certificates are the platform's own: no legal trust (DUGNAD_SIGNING_CERTIFICATE).")
        yield Finding("certificate", WATCH, text)
        return
    try:
        import_string("dugnad.connectors.signing.seal.signer")()
    except Exception as error:
        words = {"file": settings.SIGNING_CERTIFICATE, "error": type(error).__name__}
        yield Finding("certificate", ACT, _("The certificate %(file)s cannot be used (%(error)s).") % words)
    else:
        yield Finding("certificate", FINE, _("The signing certificate opens."))


def _log_in() -> Iterator[Finding]:
    if issuer := env.read("DUGNAD_OIDC_ISSUER"):
        yield Finding("log-in", FINE, _("People may sign in with %(issuer)s.") % {"issuer": issuer})


def _room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    state = ACT if free < ROOM_GONE else WATCH if free < ROOM_LOW else FINE
    words = {"room": number_format(free / 1e9, 1), "folder": settings.HOME}
    yield Finding("room", state, _("%(room)s GB are free where %(folder)s is.") % words)


LOOKS = (
    _address,
    _https,
    _demo,
    _hosts,
    _secret,
    _django,
    _mail,
    _time_stamps,
    _certificate,
    _log_in,
    _room,
)
"""Each way to look, in the order in which it is told."""
