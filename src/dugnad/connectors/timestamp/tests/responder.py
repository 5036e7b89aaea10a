"""A time-stamp authority on loopback whose answers OpenSSL makes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dugnad.engines.pades.authority import (
    Validity,
    create_root,
    create_timestamp_authority,
    new_key,
    new_serial,
)
from dugnad.engines.pades.credentials import Credential
from dugnad.engines.pades.revoking import make_crl

CONFIGURATION = """
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """Keys and files of the authority; `trust` is the PEM file an operator would be given."""

    def __init__(self, folder: Path) -> None:
        now = datetime.now(UTC)
        lasting = Validity(now - timedelta(hours=1), now + timedelta(days=365))
        root = create_root("Example root", lasting, key=new_key(), serial=new_serial())
        stamping = create_timestamp_authority(
            root, "Example time", lasting, key=new_key(), serial=new_serial()
        )
        self.folder, self.root, self.trust = folder, root, folder / "trust.pem"
        (folder / "tsa.pem").write_bytes(_pem(stamping))
        (folder / "chain.pem").write_bytes(_pem(root))
        (folder / "tsa.key").write_bytes(_key(stamping))
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
        crl = make_crl(
            root, (), number=1, issued=now - timedelta(minutes=5), next_update=now + timedelta(days=7)
        )
        self.trust.write_bytes(_pem(root) + x509.load_der_x509_crl(crl).public_bytes(Encoding.PEM))

    def answer(self, query: bytes) -> bytes:
        """OpenSSL's response to a request."""
        asked, answered = self.folder / "query.tsq", self.folder / "answer.tsr"
        asked.write_bytes(query)
        arguments = ["-reply", "-config", "tsa.cnf", "-section", "tsa_config", "-queryfile", asked.name]
        subprocess.run(
            ["openssl", "ts", *arguments, "-out", answered.name],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        return answered.read_bytes()


def _pem(credential: Credential) -> bytes:
    return credential.certificate.public_bytes(Encoding.PEM)


def _key(credential: Credential) -> bytes:
    return credential.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@contextmanager
def serving(answer: object, kind: str = "application/timestamp-reply", status: int = 200) -> Iterator[str]:
    """The address of a server that gives each request to `answer` (or always gives these bytes)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            body = answer(query) if callable(answer) else answer
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa?kind=test"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
