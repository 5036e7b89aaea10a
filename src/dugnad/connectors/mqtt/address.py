"""Where a broker is, as one address: mqtt[s]://user:password@host:port."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class Address:
    """A broker. `roots`: a PEM file of those trusted to vouch for it; empty: the system's."""

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    roots: str = ""


def parse(url: str, roots: str = "") -> Address:
    """The address of `url`; ValueError, without the password in it, when it cannot be one."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("the broker's address is to be mqtt://host:port or mqtts://user:password@host:port")
    return Address(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        tls=parts.scheme == "mqtts",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        roots=roots,
    )
