"""The bounded reader sees what pyHanko's own sees."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from dugnad.engines.pades.bounds import Limits
from dugnad.engines.pades.structure import open_pdf
from dugnad.engines.pades.tests import forging


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf,
        forging.add_page,
        forging.remove_page,
        forging.replace_text,
        forging.retitle,
        lambda pdf: forging.strip_signature(pdf, "signature-1-1"),
    ],
    ids=["as it was", "page added", "page removed", "text", "title", "stripped"],
)
def test_the_ways_that_are_found_are_all_ways(final: bytes, change: Callable[[bytes], bytes]) -> None:
    """Looking only towards what is written over, no way to it is missed."""
    pdf = change(final)
    ours, theirs = open_pdf(pdf, Limits()), PdfFileReader(BytesIO(pdf))
    for revision in range(ours.total_revisions - 1):
        view, whole = ours.get_historical_resolver(revision), HistoricalResolver(theirs, revision)
        view._load_reverse_xref_cache()
        whole._load_reverse_xref_cache()
        written = theirs.xrefs.explicit_refs_in_revision(revision + 1)
        assert any(whole._get_usages_of_ref(ref) for ref in written)
        for ref in written:
            assert view._get_usages_of_ref(ref) == whole._get_usages_of_ref(ref)


def test_every_object_reads_the_same(final: bytes) -> None:
    ours, theirs = open_pdf(final, Limits()), PdfFileReader(BytesIO(final))
    for revision in range(theirs.total_revisions):
        for ref in theirs.xrefs.explicit_refs_in_revision(revision):
            assert ours.get_object(ref) == theirs.get_object(ref)
