"""Shapes that every area's part of the API shares."""

from __future__ import annotations

from ninja import Schema
from pydantic import ConfigDict


class FieldFault(Schema):
    """One field that must be put right."""

    pointer: str
    detail: str


class Problem(Schema):
    """Problem details (RFC 9457). A kind of problem may tell more, in members of its own, such as `revision`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    instance: str
    detail: str = ""
    errors: list[FieldFault] = []
