"""What was done to a file after it was signed, revision by revision.

Allowed are signatures in fields that were there before, document time stamps in new invisible
fields, and the document security store: no text, no pages, no metadata, no other form field.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext
from pyhanko.sign.diff_analysis.rules.form_field_rules import is_field_visible
from pyhanko.sign.fields import enumerate_sig_fields

from dugnad.engines.pades.bounds import GarbledError, hostile_bytes
from dugnad.engines.pades.report import Change, Finding
from dugnad.engines.pades.structure import BoundedReader, BoundedResolver


class _TimestampFieldRule(SigFieldCreationRule):
    """A new field is an invisible one with a document time stamp in it, or a suspicious modification."""

    def apply(self, context: FieldComparisonContext) -> Iterable[Any]:
        for name, spec in context.field_specs.items():
            if spec.old_field_ref is None and not _is_timestamp(spec.new_field):
                raise SuspiciousModification(f"Field {name} was added after signing.")
        yield from super().apply(context)


_ALLOWED: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys=frozenset({"/AcroForm", "/DSS", "/Extensions"})),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            _TimestampFieldRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(
                allow_in_place_appearance_stream_changes=False,
                always_modifiable=frozenset({"/Type"}),
                value_update_keys={"/Type", "/AP", "/V"},
            ),
        ],
        ignored_acroform_keys=frozenset({"/Fields"}),
    ),
    ignore_orphaned_objects=False,
)


def find_changes(reader: BoundedReader, signed: Mapping[str, int]) -> tuple[Change, ...]:
    """The revisions after the first signature that did more than is allowed.

    `signed` gives the revision of each signature and document time stamp, by field. Each revision is
    held against the one before it: what every step leaves in order, all of them together do.
    """
    if not signed:
        return ()
    found = []
    for revision in range(min(signed.values()) + 1, reader.total_revisions):
        old, new = reader.get_historical_resolver(revision - 1), reader.get_historical_resolver(revision)
        if not _is_allowed(old, new):
            after = tuple(field for field, at in signed.items() if at < revision)
            found.append(Change(revision, _kind(old, new), after))
    return tuple(found)


def _is_allowed(old: BoundedResolver, new: BoundedResolver) -> bool:
    try:
        with hostile_bytes():
            _ALLOWED.apply(old, new)
    except GarbledError:
        return False
    return True


def _is_timestamp(field: Any) -> bool:
    return "/V" in field and field["/V"].get("/Type") == "/DocTimeStamp" and not is_field_visible(field)


def _kind(old: BoundedResolver, new: BoundedResolver) -> Finding:
    try:
        with hostile_bytes():
            if _filled(old) - _filled(new):
                return Finding.SIGNATURE_REMOVED
            before, after = (int(view.root["/Pages"]["/Count"]) for view in (old, new))
    except GarbledError:
        return Finding.CONTENT_CHANGED
    if after == before:
        return Finding.CONTENT_CHANGED
    return Finding.PAGE_ADDED if after > before else Finding.PAGE_REMOVED


def _filled(view: BoundedResolver) -> set[str]:
    return {name for name, _, _ in enumerate_sig_fields(view, filled_status=True)}
