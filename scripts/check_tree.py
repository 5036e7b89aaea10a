"""Fails when the tree holds what must not be in it: addresses of package registries, paths of one machine,
large files, or pins for tests that differ from the pins for use.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 400_000
# Every text of the pages in one language.
LARGEST_CATALOGUE = 1_000_000
PINS = (
    *(f"requirements/{name}.txt" for name in ("base", "dev", "build", "map")),
    "package-lock.json",
)
# In parts, so that this file does not hold them itself.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
MACHINE_PATH = re.compile(r"(?<![\w.\-/:])/(?:work|root|home/\w+|Users/\w+|opt/wheels)/[\w.]")
DOWNLOAD = re.compile(r'(?<!"url": ")https?://|"resolved"|--(?:extra-)?index-url|--find-links|file:')
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[.*?\])?==(\S+)", re.MULTILINE | re.IGNORECASE)


def tree() -> list[Path]:
    """The files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def lines_with(file: Path, pattern: re.Pattern[str], says: str) -> Iterator[str]:
    for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
        if pattern.search(line):
            yield f"{file.relative_to(ROOT)}:{number}: {says}"


def faults_of(file: Path) -> Iterator[str]:
    """What is wrong with one file."""
    largest = LARGEST_CATALOGUE if file.suffix == ".po" else LARGEST
    if file.stat().st_size > largest:
        yield f"{file.relative_to(ROOT)}: larger than {largest} bytes"
    yield from lines_with(file, re.compile("|".join(map(re.escape, REGISTRIES))), "names a package registry")
    yield from lines_with(file, MACHINE_PATH, "holds a path of one machine")
    if str(file.relative_to(ROOT)) in PINS:
        yield from lines_with(file, DOWNLOAD, "a pin says where to download from")


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / name).read_text()))


def differing_pins() -> Iterator[str]:
    tested = pins("dev.txt")
    for package, version in pins("base.txt").items():
        if tested.get(package) != version:
            yield f"requirements: {package} {version} is used but {tested.get(package)} is tested"


def main() -> int:
    faults = [fault for file in tree() for fault in faults_of(file)] + list(differing_pins())
    print("\n".join(faults) or "the tree is clean")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
