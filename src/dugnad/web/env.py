"""Every setting of an installation: its name, what it does, and its default. `docs/operate.md` lists them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable; `secret` ones are never printed."""

    name: str
    says: str
    default: str = ""
    secret: bool = False

    def read(self) -> str:
        return os.environ.get(self.name, self.default)


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("DUGNAD_HOME", "Folder for the embedded database and keys", "var"),
        Setting("DUGNAD_COMPILED", "Folder for the engines' compiled loops; empty: DUGNAD_HOME/compiled"),
        Setting("DUGNAD_DATABASE_URL", "Database; empty: SQLite in DUGNAD_HOME", "", secret=True),
        Setting(
            "DUGNAD_SECRET_KEY", "Secret of sessions and keys; empty: made in DUGNAD_HOME", "", secret=True
        ),
        Setting("DUGNAD_HOSTS", "Host names that are answered, a comma between", "127.0.0.1,localhost,[::1]"),
        Setting("DUGNAD_ORIGIN", "Address that people use, with https://", "http://127.0.0.1:8000"),
        Setting("DUGNAD_DEMO", "1: anyone may pick who to be; never in production", "0"),
        Setting("DUGNAD_HTTPS", "1: cookies and redirects for https only", "0"),
        Setting(
            "DUGNAD_METRICS_TOKEN", "Bearer token that opens /metrics; empty: this machine only", secret=True
        ),
        Setting("DUGNAD_TILES_URL", "Map tiles, {z}/{x}/{y}; empty: the built-in map of Norway"),
        Setting("DUGNAD_SIGNING_CERTIFICATE", "PKCS#12 file of a qualified seal; empty: embedded authority"),
        Setting("DUGNAD_SIGNING_PASSPHRASE", "Passphrase of that file", "", secret=True),
        Setting("DUGNAD_SIGNING_TRUST", "PEM file with trusted roots of that certificate and time stamps"),
        Setting("DUGNAD_TSA_URL", "Time-stamp authority (RFC 3161); empty: embedded authority"),
        Setting("DUGNAD_OIDC_ISSUER", "Sign-in provider, for example ID-porten; empty: none"),
        Setting("DUGNAD_OIDC_CLIENT_ID", "Client at the sign-in provider"),
        Setting("DUGNAD_OIDC_CLIENT_SECRET", "Secret of that client", "", secret=True),
        Setting("DUGNAD_OIDC_NAME", "What the sign-in button calls the provider", "ID-porten"),
        Setting(
            "DUGNAD_OIDC_ACR", "Level of assurance that is asked for and required", "idporten-loa-substantial"
        ),
        Setting(
            "DUGNAD_EMAIL_URL",
            "Mail server, smtp://user:password@host:port; empty: mail is kept as files",
            secret=True,
        ),
        Setting("DUGNAD_EMAIL_FROM", "Sender of mail", "dugnad@localhost"),
        Setting("DUGNAD_RESCUE_KEEP_DAYS", "Days that a closed incident's positions are kept", "30"),
        Setting("DUGNAD_OPENING_MINUTES", "Minutes that a register opened by two people stays open", "60"),
        Setting("DUGNAD_DC09_TCP", "Where alarms come in by SIA DC-09 over TCP, host:port; empty: off"),
        Setting("DUGNAD_DC09_UDP", "The same over UDP"),
        Setting("DUGNAD_INVITATIONS_PER_HOUR", "Invitations that one organisation can send in an hour", "60"),
        Setting(
            "DUGNAD_MQTT_URL",
            "Broker of sensors and alarms, mqtt[s]://user:password@host:port; empty: none (demo: its own)",
            secret=True,
        ),
        Setting("DUGNAD_MQTT_CA", "PEM file with the roots that vouch for the broker; empty: the system's"),
        Setting(
            "DUGNAD_DRONE_LINK",
            "Drone or ground station by MAVLink, as udpin:0.0.0.0:14550; empty: none (demo: an invented one)",
        ),
        Setting(
            "DUGNAD_ENTERPRISES_URL",
            "Register of enterprises, as https://data.brreg.no; empty: none (demo: invented enterprises)",
        ),
        Setting("DUGNAD_DRONE_MAX_HEIGHT", "Metres above ground that no mission goes beyond", "120"),
        Setting(
            "DUGNAD_NEW_ADMINISTRATION_ACT",
            "First day of LOV-2025-06-20-81, year-month-day; empty: not in force",
        ),
        Setting("DUGNAD_NOARK_SCHEMAS", "Folder with Noark 5's arkivstruktur.xsd; empty: own checks only"),
        Setting(
            "DUGNAD_WITNESS_TOKEN", "Token of dugnad witness cosign, on the witness's machine", secret=True
        ),
        Setting(
            "DUGNAD_POSITION_MINUTES", "Minutes after the last sighting that a position is forgotten", "120"
        ),
    )
}


def read(name: str) -> str:
    """The value of a declared setting; KeyError for any other name."""
    return SETTINGS[name].read()


def number(name: str) -> int:
    """The value of a declared setting that is a whole number from 0; ValueError that names it for any other."""
    value = read(name)
    if not value.isdecimal():
        raise ValueError(f"{name} is to be a whole number, not {value!r}")
    return int(value)


def day(name: str) -> date | None:
    """The value of a declared setting that is a day, None where it is empty; ValueError that names it for any other."""
    value = read(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as wrong:
        raise ValueError(f"{name} is to be a day, year-month-day, not {value!r}") from wrong


def address(name: str) -> str:
    """The value of a declared setting that is a web address or empty; ValueError that names it for any other."""
    value = read(name)
    try:
        parts = urlsplit(value)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if value and not fine:
        raise ValueError(f"{name} is to be an address, as https://data.example.no, not {value!r}")
    return value


def on(name: str) -> bool:
    return read(name) == "1"


def home() -> Path:
    """The installation's folder, made when absent, readable by its owner only."""
    folder = Path(read("DUGNAD_HOME")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
