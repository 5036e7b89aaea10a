"""What rests on the database: the worker, the log, its key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import Error
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.engines.merkle import CheckpointError, verify
from dugnad.kernel.ledger import storage
from dugnad.kernel.ledger.keys import KeyClosed, public_keys, signer
from dugnad.kernel.ledger.models import Checkpoint, SigningKey
from dugnad.web.house import probes
from dugnad.web.house.examining.finding import ACT, FINE, WATCH, Finding


def database() -> Iterator[Finding]:
    """Whether it answers, and has all its tables."""
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


LOOKS = (_worker, _sealing, _readers, _key, _checkpoint)
"""Each way to look, once the database is fine."""
