"""What approvals and trials hold on to: the digest of a draft as it is now, of rules or of a city's use of them."""

from __future__ import annotations

import hashlib
import json

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages.services import package_from
from dugnad.areas.casework.rulebook.reading import digest


def version_digest(row: PackageVersion) -> str:
    """The digest of what the version holds now, whatever its column says."""
    return digest(package_from(row.document))


def adoption_digest(row: Adoption) -> str:
    """SHA-256 over the version's digest, the overlay and the first day, in hexadecimal."""
    parts = [row.version.digest, row.overlay, row.since.isoformat() if row.since else ""]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
