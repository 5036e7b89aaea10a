"""A stand-in log-in provider on the loopback interface: OpenID Connect's code flow with PKCE, and ways to lie.

It signs with joserfc, so that what our side checks was made by another library.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID = "dugnad-test"
CLIENT_SECRET = "client-secret-of-the-test"


@dataclass
class Visitor:
    """Who logs in at the issuer, and how surely."""

    sub: str = "subject-1"
    acr: str = "idporten-loa-substantial"
    email: str | None = "kari@eksempel.example"
    email_verified: Any = True
    pid: str = "24014021406"


@dataclass
class Lies:
    """What the issuer does wrong, one at a time."""

    claims: dict[str, Any] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    algorithm: str = "RS256"
    foreign_key: bool = False
    other_discovery: dict[str, Any] = field(default_factory=dict)
    other_subject_in_userinfo: bool = False
    token_answer: bytes | None = None
    email_only_in_userinfo: bool = False


@dataclass
class Issuer:
    """The provider's state; `seen` keeps the authorization requests."""

    url: str = ""
    visitor: Visitor = field(default_factory=Visitor)
    lies: Lies = field(default_factory=Lies)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    seen: list[dict[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "issuer-1", "use": "sig"}))
    stranger: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "issuer-1"}))

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "email"],
        } | self.lies.other_discovery

    def jwks(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The visitor is let in: where the browser is sent back to."""
        self.seen.append(asked)
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, sent: dict[str, str]) -> dict[str, Any] | str:
        """Tokens for a code, or the name of an OAuth error. A code works once."""
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or sent.get("redirect_uri") != asked["redirect_uri"]:
            return "invalid_grant"
        if _challenge(sent.get("code_verifier", "")) != asked.get("code_challenge"):
            return "invalid_grant"
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.id_token(asked),
        }

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": self.visitor.sub,
            "aud": asked["client_id"],
            "iat": now,
            "exp": now + 60,
            "nonce": asked.get("nonce", ""),
            "acr": self.visitor.acr,
            "pid": self.visitor.pid,
            "jti": secrets.token_urlsafe(8),
        }
        if not self.lies.email_only_in_userinfo:
            claims |= self.contact()
        claims |= self.lies.claims
        return self._sign({name: value for name, value in claims.items() if name not in self.lies.drop})

    def contact(self) -> dict[str, Any]:
        if self.visitor.email is None:
            return {}
        return {"email": self.visitor.email, "email_verified": self.visitor.email_verified}

    def userinfo(self) -> dict[str, Any]:
        sub = "someone-else" if self.lies.other_subject_in_userinfo else self.visitor.sub
        return {"sub": sub, "pid": self.visitor.pid, **self.contact()}

    def _sign(self, claims: dict[str, Any]) -> str:
        if self.lies.algorithm == "none":
            header = {"alg": "none", "kid": "issuer-1"}
            return ".".join([_json64(header), _json64(claims), ""])
        if self.lies.algorithm == "HS256":
            public = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "issuer-1"}, claims, public, algorithms=["HS256"])
        key = self.stranger if self.lies.foreign_key else self.key
        return jwt.encode({"alg": "RS256", "kid": "issuer-1"}, claims, key)


def _challenge(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest())


def _base64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _json64(value: object) -> str:
    return _base64(json.dumps(value).encode())


def _client_is_ours(authorization: str, sent: dict[str, str]) -> bool:
    basic = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    return authorization == basic or (sent.get("client_id"), sent.get("client_secret")) == (
        CLIENT_ID,
        CLIENT_SECRET,
    )


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header(
                    "Location", issuer.authorize({k: v[0] for k, v in parse_qs(parts.query).items()})
                )
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif parts.path == "/userinfo":
                bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self._answer(200 if bearer in issuer.tokens else 401, issuer.userinfo())
            elif parts.path == "/jwks":
                self._answer(200, issuer.jwks())
            elif parts.path == "/.well-known/openid-configuration":
                self._answer(200, issuer.discovery())
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent = {k: v[0] for k, v in parse_qs(body.decode()).items()}
            if not _client_is_ours(self.headers.get("Authorization", ""), sent):
                return self._answer(401, {"error": "invalid_client"})
            answer = issuer.exchange(sent)
            if isinstance(answer, str):
                issuer.refusals.append(answer)
                return self._answer(400, {"error": answer})
            return self._answer(200, answer)

        def _answer(self, status: int, body: object) -> None:
            octets = json.dumps(body).encode()
            if issuer.lies.token_answer is not None and self.command == "POST":
                octets = issuer.lies.token_answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

    return Handler


@contextmanager
def running() -> Iterator[Issuer]:
    """A fresh issuer, served on a free loopback port until the end of the block."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
