"""The code of a blocked registration: shown once, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import re
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, OF = 5, 4
SEPARATORS = re.compile(r"[\s-]+")


def fresh_code() -> str:
    """A new code of 100 random bits, in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(OF)) for _ in range(GROUPS))


def digest_of(code: str) -> str:
    """SHA-256 of the code, however it was typed. The code is random, so the digest needs no salt."""
    plain = SEPARATORS.sub("", code).upper()
    return hashlib.sha256(plain.encode()).hexdigest()
