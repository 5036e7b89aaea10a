"""`dugnad witness`: a member watches the log of an installation, on a machine of its own, without a database.

It cosigns the newest checkpoint only if the log is the one it cosigned before, with more entries after it.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import click

FILE = click.Path(dir_okay=False, path_type=Path)
TOKEN = "DUGNAD_WITNESS_TOKEN"  # noqa: S105
SECONDS = 30
NOT_THE_SAME = 1


@click.group()
def witness() -> None:
    """Watch the log of an installation and cosign it."""


@witness.command()
@click.argument("key", type=FILE)
@click.option("--name", required=True, help="What the witness is called, for example eksempel.no/witness.")
def new(key: Path, name: str) -> None:
    """Make a key in the file KEY, and print its public line, which an administrator registers."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dugnad.engines.merkle import CheckpointError, Signer
    from dugnad.engines.merkle.cosignature import witness_line

    made = Ed25519PrivateKey.generate()
    try:
        Signer(name, made)
    except CheckpointError as error:
        raise click.BadParameter("no spaces and no +", param_hint="--name") from error
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(f"{name}\n".encode() + pem)
    except OSError as error:
        raise click.ClickException(f"{key}: {error.strerror}") from error
    click.echo(witness_line(name, made.public_key()))


@witness.command()
@click.argument("address")
@click.option("--key", type=FILE, required=True, help="The file that `dugnad witness new` made.")
@click.option("--id", "identity", required=True, help="The witness's id, as registering it answered.")
@click.option(
    "--state", type=FILE, required=True, help="Where the last cosigned checkpoint is kept. Keep it safe."
)
@click.option("--log-key", default="", help="The log's public key; needed the first time.")
@click.option("--token", envvar=TOKEN, required=True, help=f"A token that may write; or {TOKEN}.")
def cosign(address: str, key: Path, identity: str, state: Path, log_key: str, token: str) -> None:
    """Cosign the newest checkpoint of the log at ADDRESS. Exit code 1 if the log is not the one seen before."""
    from dugnad.engines.merkle import CheckpointError
    from dugnad.engines.merkle.cosignature import witness as cosigned

    seen = _read_state(state)
    trusted = seen["log_key"] if seen else log_key
    if not trusted:
        raise click.UsageError("Give --log-key the first time, from someone you trust.")
    told = _ask(address, "/log/state")
    note = (told["checkpoint"] or {}).get("note", "")
    try:
        size, root = _signed(note, trusted)
        if seen and not _grew(address, seen, size, root):
            click.echo("The log is NOT the one that was cosigned before. Nothing was signed.", err=True)
            raise SystemExit(NOT_THE_SAME)
        signed = cosigned(note, _signer(key), int(time.time()))
    except CheckpointError as error:
        raise click.ClickException(
            f"The checkpoint is not signed by the log's key ({error.fault})."
        ) from error
    kept = {"log_key": trusted, "size": size, "root": root.hex(), "note": signed}
    _write_state(state, kept)
    _ask(address, f"/log/witnesses/{identity}/cosignatures", {"note": signed}, token)
    click.echo(f"Cosigned {size} entries.")


def _signed(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint that the log's key signed."""
    from dugnad.engines.merkle import parse, verify
    from dugnad.engines.merkle.note import read_key_line

    verify(note, dict([read_key_line(key)]))
    told = parse(note)
    return told.size, told.root


def _grew(address: str, seen: dict[str, Any], size: int, root: bytes) -> bool:
    """Whether the log that was seen is the beginning of this one."""
    from dugnad.engines.merkle import verify_consistency

    if size < seen["size"]:
        return False
    told = _ask(address, f"/log/consistency?old={seen['size']}&new={size}")
    proof = [bytes.fromhex(node) for node in told["hashes"]]
    return verify_consistency(seen["size"], size, proof, bytes.fromhex(seen["root"]), root)


def _signer(file: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    from dugnad.engines.merkle import Signer

    try:
        name, _newline, pem = file.read_bytes().partition(b"\n")
        key = load_pem_private_key(pem, None)
    except (OSError, ValueError) as error:
        raise click.BadParameter("not a key of a witness", param_hint="--key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise click.BadParameter("not a key of a witness", param_hint="--key")
    return Signer(name.decode(), key)


def _read_state(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return dict(json.loads(file.read_text()))
    except ValueError as error:
        raise click.ClickException(f"{file} cannot be read. Nothing was signed.") from error


def _write_state(file: Path, kept: dict[str, Any]) -> None:
    """All or nothing, and on the disk before anyone hears of the signature."""
    draft = file.with_name(f"{file.name}.new")
    with draft.open("w") as written:
        written.write(json.dumps(kept, indent=2) + "\n")
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)


def _ask(address: str, path: str, body: dict[str, str] | None = None, token: str = "") -> Any:
    """The answer of the log's API, as JSON."""
    if not address.startswith(("https://", "http://")):
        raise click.BadParameter("write it with https://", param_hint="ADDRESS")
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{address.rstrip('/')}/api/v1{path}", data, headers)  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return json.load(answer)
    except HTTPError as error:
        raise click.ClickException(
            f"{path}: {error.code} {error.read(2000).decode(errors='replace')}"
        ) from error
    except (URLError, OSError, ValueError) as error:
        raise click.ClickException(f"{address} does not answer: {error}") from error
