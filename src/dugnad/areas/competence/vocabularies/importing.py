"""Importing ESCO and LOS: from a folder or file by command, from an upload by a job."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Source, VocabularyUpload
from dugnad.areas.competence.pledges.things import id_of
from dugnad.areas.competence.rules.pledges import vocabulary_thing
from dugnad.areas.competence.vocabularies import esco, los
from dugnad.areas.competence.vocabularies.services import Kept, keep
from dugnad.areas.competence.vocabularies.values import Concept, Unreadable
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.archives import BROKEN
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress, mark_finished, start
from dugnad.kernel.problems import Invalid

JOB = "competence.import_vocabulary"
PLATFORM = Actor(operator=True)
MOST_UPLOAD = 30_000_000
MOST_UNPACKED = 300_000_000
MOST_FILES = 100


def from_folder(folder: Path, *, version: str = "") -> Kept:
    """Import ESCO from a folder of its CSV files, for operators' command line. Raises Unreadable."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".csv"}
    if sum(path.stat().st_size for path in files.values()) > MOST_UNPACKED:
        raise Unreadable(_("The files are too large together."))
    version = esco.checked(version or esco.version_in(str(folder)))
    found = esco.concepts({name: path.read_bytes() for name, path in files.items()})
    return keep(actor=PLATFORM, source=Source.ESCO, concepts=found, version=version)


def from_file(file: Path) -> Kept:
    """Import LOS from an RDF file, for operators' command line. Raises Unreadable."""
    if file.stat().st_size > MOST_UPLOAD:
        raise Unreadable(_("The file is too large."), file.name)
    return keep(actor=PLATFORM, source=Source.LOS, concepts=los.concepts(file.name, file.read_bytes()))


@transaction.atomic
def upload(*, actor: Actor, source: str, name: str, content: bytes) -> JobRun:
    """Take in a file of an operator's and ask for its import. Invalid at the field."""
    require(actor, "change", vocabulary_thing(id_of(source)))
    if source not in (Source.ESCO, Source.LOS):
        raise Invalid(fields={"source": _("Choose one of these.")})
    if not content or len(content) > MOST_UPLOAD:
        raise Invalid(fields={"file": _("The file is empty, or larger than 30 MB.")})
    row = VocabularyUpload.objects.create(
        source=source, name=name[-200:], content=content, asked_by_id=actor.person
    )
    return start(JOB, actor=actor, upload=str(row.id))


def import_upload(progress: Progress, upload: str) -> None:
    """The job: import the file and delete it. What cannot be read ends it with words for who waits."""
    row = VocabularyUpload.objects.filter(id=upload).first()
    if row is None:
        return
    content = bytes(row.content)
    progress.say(5, _("Reading the file"))
    try:
        found, version = _read(row.source, row.name, content)
        kept = keep(actor=PLATFORM, source=row.source, concepts=found, version=version, say=progress.say)
    except Unreadable as wrong:
        mark_finished(UUID(str(progress.job)), failed=words(wrong))
    else:
        progress.say(99, summary(kept))
    row.delete()


def _read(source: str, name: str, content: bytes) -> tuple[list[Concept], str]:
    if source == Source.LOS:
        return los.concepts(name, content), ""
    version = esco.checked(esco.version_in(name))
    return esco.concepts(_unpacked(name, content)), version


def _unpacked(name: str, content: bytes) -> dict[str, bytes]:
    """The CSV files of an archive, or the one file; bounded before anything is unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {Path(name).name: content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise Unreadable(_("The archive holds too much."), name)
            return {Path(one.filename).name: archive.read(one) for one in members}
    except BROKEN as wrong:
        raise Unreadable(_("The archive cannot be unpacked."), name) from wrong


def words(wrong: Unreadable) -> str:
    """What is wrong and where, for a reader."""
    place = [wrong.file, *([_("line %(line)d") % {"line": wrong.line}] if wrong.line else [])]
    place += [_("column %(column)s") % {"column": wrong.column}] if wrong.column else []
    return f"{', '.join(filter(None, place))}: {wrong.says}" if any(place) else wrong.says


def summary(kept: Kept) -> str:
    """What an import did, for a reader."""
    told = _(
        "%(added)d added, %(changed)d changed, %(same)d as before, %(retired)d retired, %(removed)d removed."
    )
    return told % {"added": kept.added, "changed": kept.changed, "same": kept.same, "retired": kept.retired,
                   "removed": kept.removed}  # fmt: skip
