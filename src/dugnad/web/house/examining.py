"""The installation's health, finding by finding, in words for the one who runs it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import Error
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.engines.merkle import CheckpointError, verify
from dugnad.kernel.identity.checks import is_loopback
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.keys import KeyClosed, public_keys, signer
from dugnad.kernel.ledger.models import Checkpoint, SigningKey
from dugnad.web import env
from dugnad.web.house import probes

FINE, WATCH, ACT = "fine", "watch", "act"
ROOM_LOW, ROOM_GONE = 2_000_000_000, 200_000_000
CHECKPOINT_OLD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `state` is fine, watch or act."""

    name: str
    state: str
    says: str


def examine() -> Iterator[Finding]:
    """Everything, the settings first. What rests on the database is left out when it does not answer."""
    for look in (
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
    ):
        yield from look()
    found = list(_database())
    yield from found
    if all(finding.state == FINE for finding in found):
        yield from _guarded(_worker, _sealing, _readers, _key, _checkpoint)


def _guarded(*looks: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    for look in looks:
        try:
            yield from look()
        except Error as error:
            yield Finding(
                look.__name__.strip("_"), ACT, _("The database failed: %(error)s") % {"error": error}
            )


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


def _database() -> Iterator[Finding]:
    try:
        probes.database_answers()
        missing = probes.pending_migrations()
    except Error as error:
        yield Finding(
            "database", ACT, _("The database does not answer: %(error)s") % {"error": str(error).strip()}
        )
        return
    yield Finding("database", FINE, _("The database answers."))
    if missing:
        words = {"names": ", ".join(missing[:5]), "count": len(missing)}
        yield Finding(
            "migrations",
            ACT,
            _("%(count)s migrations are missing (%(names)s). Run: dugnad manage migrate.") % words,
        )
    else:
        yield Finding("migrations", FINE, _("All migrations are applied."))


def _worker() -> Iterator[Finding]:
    age = probes.beat_age()
    if age is None:
        yield Finding("worker", ACT, _("No worker has ever run. Start: dugnad worker."))
    elif age > probes.BEAT_AT_MOST:
        words = {"age": _span(age)}
        yield Finding(
            "worker", ACT, _("The worker last showed itself %(age)s ago. Start: dugnad worker.") % words
        )
    else:
        yield Finding("worker", FINE, _("The worker is alive."))


def _sealing() -> Iterator[Finding]:
    oldest = probes.oldest_unsealed()
    if oldest and oldest > probes.WAIT_AT_MOST:
        words = {"count": storage.waiting(), "age": _span(oldest)}
        yield Finding(
            "sealing", ACT, _("%(count)s entries wait to be sealed, the oldest for %(age)s.") % words
        )
    else:
        yield Finding("sealing", FINE, _("Entries are sealed as they come."))


def _readers() -> Iterator[Finding]:
    for reader in probes.reader_states():
        if reader.stuck_on is not None:
            words = {"name": reader.name, "index": reader.stuck_on}
            yield Finding(
                "readers", ACT, _("The reader %(name)s is stuck on entry %(index)s; see its log.") % words
            )


def _key() -> Iterator[Finding]:
    if not SigningKey.objects.exists():
        yield Finding("key", WATCH, _("The log has no key yet; it is made with the first checkpoint."))
        return
    try:
        name = signer().name
    except KeyClosed:
        text = _("The log's key does not open with this secret. Put the old DUGNAD_SECRET_KEY back.")
        yield Finding("key", ACT, text)
    else:
        yield Finding("key", FINE, _("The log's key opens (%(name)s).") % {"name": name})


def _checkpoint() -> Iterator[Finding]:
    """The last checkpoint alone: proving the whole log is `dugnad ledger verify`."""
    last, size = Checkpoint.objects.order_by("-size").first(), storage.sealed_size()
    if last is None:
        return
    words: dict[str, Any] = {"proven": number_format(last.size, force_grouping=True), "size": size}
    if not _is_signed(last):
        yield Finding("checkpoint", ACT, _("The last checkpoint is not signed by the log's key."))
    elif last.size > size:
        yield Finding(
            "checkpoint", ACT, _("The log is shorter than was signed for. Run: dugnad ledger verify.")
        )
    else:
        yield Finding("checkpoint", FINE, _("The log is signed for up to entry %(proven)s.") % words)


def _is_signed(row: Checkpoint) -> bool:
    try:
        return bool(verify(row.note, public_keys()))
    except CheckpointError:
        return False


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext("%(count)s hour", "%(count)s hours", minutes // 60) % {"count": minutes // 60}
