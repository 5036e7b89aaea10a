"""Every write of business models that is not an edit of a part; see `revising` for these."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.lab.business.document import BLOCKS, LONGEST_TEXT, blank, faults, plain, read, settled
from dugnad.areas.lab.business.files.found import Found
from dugnad.areas.lab.business.revising import locked, note, state_of, thing_of, write
from dugnad.areas.lab.business.words import fault_words
from dugnad.areas.lab.models import BusinessModel, KeptInput
from dugnad.areas.lab.rules.business import model_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, NotFound, SignInNeeded

MOST_MODELS = 500
LONGEST_TITLE = 120
FILE = "file"


@transaction.atomic
def add_model(
    *,
    actor: Actor,
    organisation: UUID,
    title: str,
    document: dict[str, Any] | None = None,
    canvas: dict[str, str] | None = None,
    seed: int = 1,
    example: str = "",
) -> BusinessModel:
    """A new model of an organisation; empty unless a document is given. Invalid at `title`; Conflict when it has
    as many as it may."""
    require(actor, "change", model_thing(None, organisation))
    name = clean_title(title)
    if BusinessModel.objects.filter(organisation=organisation).count() >= MOST_MODELS:
        raise Conflict(_("Your organisation has %(most)d models. Delete one first.") % {"most": MOST_MODELS})
    begun = document or blank(name, f"{timezone.localdate():%Y-%m}")
    begun["business"]["name"] = name
    row = BusinessModel.objects.create(
        organisation_id=organisation,
        title=name,
        document=settled(begun),
        canvas=canvas or {},
        seed=seed,
        example=example,
        made_by_id=actor.person,
        changed_by_id=actor.person,
    )
    note(row, "begun", actor)
    record("lab.model_begun", actor=actor, thing=thing_of(row))
    return row


@transaction.atomic
def remove_model(*, actor: Actor, model: UUID) -> None:
    """Delete a model with its revisions, comments and invitations."""
    row = locked(actor, model, "remove")
    record("lab.model_removed", actor=actor, thing=thing_of(row))
    row.delete()


def clean_title(title: str) -> str:
    """A title fit to keep. Invalid at `title`."""
    name = " ".join(title.split())
    if not 0 < len(name) <= LONGEST_TITLE:
        raise Invalid(fields={"title": _("Write between 1 and 120 characters.")})
    return name


@transaction.atomic
def replace_model(
    *,
    actor: Actor,
    model: UUID,
    base: int,
    document: dict[str, Any] | None = None,
    canvas: dict[str, str] | None = None,
    seed: int | None = None,
    what: str = "replaced",
) -> BusinessModel:
    """Put a whole document, canvas or seed in the place of what is there, as a new revision. Invalid at what the
    engine refuses; Conflict when the model is no longer at revision `base`."""
    row = locked(actor, model)
    if base != row.revision:
        raise Conflict(_("Somebody saved the model while you worked on it."), revision=row.revision)
    state = state_of(row)
    if document is not None:
        state["document"] = clean_document(document)
    if canvas is not None:
        state["canvas"] = clean_canvas(canvas)
    if seed is not None:
        state["seed"] = seed
    return write(row, state, what, actor)


def clean_canvas(canvas: dict[str, str]) -> dict[str, str]:
    """The words of known blocks. Invalid at another block, or at one that is too long."""
    wrong = {name: _("There is no such block.") for name in canvas if name not in BLOCKS}
    wrong |= {
        name: _("Write at most 2 000 characters.")
        for name, text in canvas.items()
        if len(text) > LONGEST_TEXT
    }
    if wrong:
        raise Invalid(fields=wrong)
    return dict(canvas)


def beside(document: dict[str, Any] | None) -> dict[str, Any]:
    """The canvas' words and the seed that a document carries, as far as they are there."""
    found = document or {}
    kept: dict[str, Any] = {name: found[name] for name in ("canvas", "seed") if name in found}
    return kept | ({"canvas": clean_canvas(kept["canvas"])} if kept.get("canvas") else {})


def keep_found(*, actor: Actor, row: BusinessModel, found: Found) -> None:
    """Keep what a file holds until its reader says that it may replace the model, or comes back no more."""
    require(actor, "change", thing_of(row))
    if actor.person is None:
        raise SignInNeeded
    values: dict[str, Any] = {"kind": found.kind, "document": found.document, "canvas": found.canvas}
    values |= {"notes": found.notes, "seed": found.seed}
    KeptInput.objects.update_or_create(
        model=row,
        person_id=actor.person,
        step=FILE,
        defaults={"values": values | {"rows": found.rows}, "revision": row.revision, "at": timezone.now()},
    )


def found_kept(actor: Actor, row: BusinessModel) -> tuple[Found, int]:
    """What the actor's last file holds, and the revision it was read over. NotFound when there is none."""
    one = KeptInput.objects.filter(model=row, person=actor.person, step=FILE).first()
    if one is None:
        raise NotFound
    values = one.values
    rows = [(name, value) for name, value in values["rows"]]
    found = Found(values["kind"], values["document"], values["canvas"], rows, values["notes"])
    found.seed = values.get("seed")
    return found, one.revision


def replace_by_file(*, actor: Actor, row: BusinessModel) -> BusinessModel:
    """Let what was read replace the model; the history keeps what was there."""
    found, base = found_kept(actor, row)
    with transaction.atomic():
        held = locked(actor, row.id)
        if base != held.revision:
            raise Conflict(_("Somebody saved the model while you worked on it."), revision=held.revision)
        state = state_of(held) | {"document": found.document}
        if found.canvas is not None:
            state["canvas"] = clean_canvas(found.canvas)
        if found.seed is not None:
            state["seed"] = found.seed
        saved = write(held, state, "replaced", actor)
        KeptInput.objects.filter(model=held, person=actor.person, step=FILE).delete()
    return saved


def clean_document(document: dict[str, Any] | None) -> dict[str, Any] | None:
    """A document as it is kept. Invalid at every fault, by its path."""
    if document is None:
        return None
    found = faults(document)
    if found:
        raise Invalid(fields={one.path or "document": fault_words(one) for one in found[:40]})
    return plain(read(document))
