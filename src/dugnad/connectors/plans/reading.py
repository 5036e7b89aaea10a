"""Bytes of a plan in, a building out; the work is done in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dugnad.engines.egress.assembly.values import Assembly, Unusable

MOST_BYTES = 150 * 1024 * 1024
SECONDS = 600
MEMORY = 6 * 1024**3


def read(content: bytes, name: str = "", *, seconds: int = SECONDS, most: int = MOST_BYTES) -> Assembly:
    """The building that a file holds; `name` is what the file is called.

    Raises Unusable: 'too_large', 'empty', 'unknown_format', 'broken', 'no_reader' (the extra `ifc` is not
    installed), 'too_slow', 'archive', and what `assemble` raises.
    """
    if len(content) > most:
        raise Unusable("too_large", bytes=len(content), most=most)
    if not content.strip():
        raise Unusable("empty")
    with TemporaryDirectory(prefix="dugnad-plan-") as folder:
        file = Path(folder) / "plan"
        file.write_bytes(content)
        return _answer(_run(file, name, seconds))


def _run(file: Path, name: str, seconds: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dugnad.connectors.plans", str(file), name, str(seconds), str(MEMORY)]
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Unusable("too_slow", seconds=seconds) from late


def _answer(run: subprocess.CompletedProcess[bytes]) -> Assembly:
    if run.returncode != 0:
        raise Unusable("broken", what=_last_line(run.stderr))
    answer: dict[str, Any] = json.loads(run.stdout)
    if "unusable" in answer:
        raise Unusable(answer["unusable"], **answer["facts"])
    return Assembly.from_json(answer)


def _last_line(text: bytes) -> str:
    lines = text.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def parse(content: bytes, name: str) -> Assembly:
    """The same in this process, for the child; see `read`."""
    from dugnad.connectors.plans import archives
    from dugnad.engines.egress.assembly import assemble

    kind, body = archives.kind_of(content)
    if kind == "ifc":
        from dugnad.connectors.plans.ifc import raw_of as ifc

        return assemble(ifc(body["ifc"], name))
    if kind == "imdf":
        from dugnad.connectors.plans.imdf import raw_of as imdf

        return assemble(imdf(body, name))
    from dugnad.connectors.plans.geojson import raw_of as geojson

    return assemble(geojson(body["geojson"], name))
