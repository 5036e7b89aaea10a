"""The check of an ID token. Source: OpenID Connect Core 1.0, section 3.1.3.7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from dugnad.connectors.idporten.levels import reaches
from dugnad.connectors.idporten.refusals import LevelTooLow, Refused

# Signatures with the provider's own key only; the token has no say in it.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
REQUIRED = ("iss", "sub", "aud", "exp", "iat", "nonce")
LEEWAY = 30


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say for this one log-in."""

    issuer: str
    client_id: str
    nonce: str
    acr: str


def check_id_token(token: str, keys: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    """The claims of a token that is the provider's, for us, for this log-in, and fresh.

    `keys` is the provider's JWK set. Raises `Refused`, and `LevelTooLow` when only the level does not reach.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=list(ALGORITHMS),
            audience=expected.client_id,
            issuer=expected.issuer,
            leeway=LEEWAY,
            options={"require": list(REQUIRED)},
        )
    except jwt.PyJWTError as fault:
        raise Refused(f"ID token: {type(fault).__name__}") from fault
    _check_claims(claims, expected)
    return claims


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key that the token names; its only key when it names none."""
    named = jwt.get_unverified_header(token).get("kid")
    usable = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    matching = [key for key in usable if key.key_id == named] if named else usable
    if len(matching) != 1:
        raise jwt.InvalidTokenError("no such key")
    return matching[0]


def _check_claims(claims: Mapping[str, Any], expected: Expected) -> None:
    if claims["nonce"] != expected.nonce:
        raise Refused("ID token: made for another log-in")
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (others or "azp" in claims) and claims.get("azp") != expected.client_id:
        raise Refused("ID token: made for another client")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Refused("ID token: no subject")
    if not reaches(str(claims.get("acr", "")), expected.acr):
        raise LevelTooLow(f"ID token: level {claims.get('acr')!r}")
