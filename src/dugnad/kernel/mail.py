"""Mail, each in its reader's language; asked for in the transaction that causes it, sent by a job after the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.services import Progress, start

Words = Callable[[], tuple[str, str]]
File = tuple[str, str | bytes, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom; `words` gives subject and text, `file` (name, content, type) what goes along; both in their language."""

    person: Person
    words: Words
    file: Callable[[], File | None] | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What an area sends: the job that does it and, for each kind of mail, the letters as things now stand."""

    job: str
    kinds: Mapping[str, Callable[..., Iterable[Letter]]]

    def ask(self, kind: str, **ids: UUID) -> None:
        """Ask for mail of this kind in the present transaction; a kind without letters is passed over."""
        if kind in self.kinds:
            wanted: dict[str, Any] = {name: str(value) for name, value in ids.items()}
            start(self.job, actor=Actor(operator=True), kind=kind, **wanted)

    def deliver(self, progress: Progress, kind: str, **ids: str) -> None:
        """The job: write and send what was asked for; nothing if it is no longer so."""
        for letter in self.kinds[kind](*(UUID(value) for value in ids.values())):
            if letter.person.email and letter.person.is_active:
                _send(letter)


def _send(letter: Letter) -> None:
    with translation.override(letter.person.language):
        subject, body = letter.words()
        file = letter.file() if letter.file else None
    message = EmailMessage(
        " ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [str(letter.person.email)]
    )
    if file:
        message.attach(*file)
    message.send()
