"""What the typesetting engine raises. Messages are for developers; callers translate the codes."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a document could not be typeset."""

    UNPRINTABLE = "unprintable"
    NOT_JSON = "not_json"
    TEMPLATE = "template"


class TypesettingError(ValueError):
    """A document could not be typeset; `fault` says why, `characters` which ones cannot be printed."""

    def __init__(self, fault: Fault, detail: str = "", characters: str = "") -> None:
        """Keep the code; `detail` is for logs, `characters` may be shown to the writer."""
        super().__init__(f"{fault}: {detail[:500] or characters!r}")
        self.fault = fault
        self.characters = characters
