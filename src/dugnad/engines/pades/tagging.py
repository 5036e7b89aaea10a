"""Signature fields in a tagged PDF's structure, so that a screen reader meets them (ISO 32000-1, 14.7.4.3)."""

from collections.abc import Iterable

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def tag_fields(writer: IncrementalPdfFileWriter, fields: Iterable[IndirectObject]) -> None:
    """Put each field at the end of the document's structure, as a form.

    A file without structure, or with a parent tree of several levels, stays as it is.
    """
    if "/StructTreeRoot" not in writer.root:
        return
    tree = writer.root["/StructTreeRoot"]
    top, parents = _top(tree), tree["/ParentTree"]
    if top is None or "/Nums" not in parents:
        return
    for field in fields:
        _tag(writer, tree, top, parents["/Nums"], field)
    for changed in (tree, top.get_object(), parents):
        writer.update_container(changed)


def _tag(
    writer: IncrementalPdfFileWriter,
    tree: DictionaryObject,
    top: IndirectObject,
    numbers: ArrayObject,
    field: IndirectObject,
) -> None:
    annotation = field.get_object()
    page = annotation.raw_get("/P")
    widget = DictionaryObject({"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": page})
    form = DictionaryObject(
        {"/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form"), "/P": top, "/Pg": page, "/K": widget}
    )
    reference, key = writer.add_object(form), _next_key(tree, numbers)
    numbers.extend([NumberObject(key), reference])
    tree["/ParentTreeNextKey"] = NumberObject(key + 1)
    annotation["/StructParent"] = NumberObject(key)
    _children(top.get_object()).append(reference)
    page.get_object()["/Tabs"] = pdf_name("/S")
    writer.update_container(page.get_object())


def _top(tree: DictionaryObject) -> IndirectObject | None:
    """The one element at the top, the document."""
    first = tree.raw_get("/K")
    listed = first.get_object()
    if isinstance(listed, ArrayObject):
        first = listed.raw_get(0) if len(listed) == 1 else None
    return first if isinstance(first, IndirectObject) else None


def _children(element: DictionaryObject) -> ArrayObject:
    if not isinstance(element["/K"], ArrayObject):
        element["/K"] = ArrayObject([element.raw_get("/K")])
    children: ArrayObject = element["/K"]
    return children


def _next_key(tree: DictionaryObject, numbers: ArrayObject) -> int:
    used = [int(number) for number in list(numbers)[::2]]
    return max([*used, int(tree.get("/ParentTreeNextKey", 0)) - 1], default=-1) + 1
