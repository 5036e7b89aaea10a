"""Resolves the dependencies of pyproject.toml anew and writes them with their hashes into requirements/.

It needs `uv`, which resolves for every platform at once; installing what is pinned does not.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {
    "base": ["pyproject.toml", "--extra", "ifc"],
    "dev": ["pyproject.toml", "--extra", "ifc", "--extra", "dev", "--constraint", "requirements/base.txt"],
    "build": ["requirements/build.in"],
}
QUIET = ("--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")


def resolve(name: str, sources: list[str]) -> None:
    output = f"requirements/{name}.txt"
    how = ["--generate-hashes", "--upgrade", "--python-version", "3.11", *QUIET]
    subprocess.run(["uv", "pip", "compile", *sources, *how, "--output-file", output], cwd=ROOT, check=True)
    print(f"{output} written")


def main() -> None:
    if not shutil.which("uv"):
        sys.exit("uv is missing. Install it (pipx install uv, or your system's package), then try again.")
    for name, sources in TARGETS.items():
        resolve(name, sources)


if __name__ == "__main__":
    main()
