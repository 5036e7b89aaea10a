"""Writes what the documentation takes from the manifests: `docs/events.md`, every event of the log.

`check` says whether it is current; the contract tests ask that too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVENTS = ROOT / "docs" / "events.md"
HEADING = """# Events

Every entry of the log is one of these. An event is written in the same transaction as the change that it tells of;
readers with cursors hear it at least once. This page is made from the manifests: `make messages`.
"""


def events_page() -> str:
    """The page as it should be, in English."""
    from django.utils import translation

    with translation.override("en"):
        return "\n".join([HEADING, *_sections()]).rstrip() + "\n"


def _sections() -> Iterator[str]:
    from dugnad.kernel.areas import manifests

    for manifest in manifests():
        if manifest.sends:
            yield f"## {manifest.title}\n\n| event | tells | heard by |\n|---|---|---|"
            yield from (f"| `{kind.name}` | {kind.says} | {_hearers(kind.name)} |" for kind in manifest.sends)
            yield ""


def _hearers(event: str) -> str:
    from dugnad.kernel.areas import manifests

    return ", ".join(f"`{manifest.name}`" for manifest in manifests() if event in manifest.hears)


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.web.settings")
    os.environ.setdefault("DUGNAD_HOME", str(ROOT / ".setup" / "home"))
    django.setup()
    if sys.argv[1:] == ["check"]:
        return 0 if EVENTS.read_text() == events_page() else 1
    EVENTS.write_text(events_page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
