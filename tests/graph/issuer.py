"""A provider of OpenID Connect, as a process of its own on loopback; it signs whatever a test asks it to.

`GET /count` says how often its keys were fetched, `POST /rotate` gives it another key, `POST /sign` signs claims.
"""

import base64
import hmac
import os
import time
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

ISSUER = os.environ["ISSUER"]
AUDIENCE = "teikyo"
_MAKE: dict[str, Any] = {
    "RS256": lambda: rsa.generate_private_key(public_exponent=65_537, key_size=2048),
    "PS256": lambda: rsa.generate_private_key(public_exponent=65_537, key_size=2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}


class Shelf:
    """Its keys: those that it publishes, and one that it never did."""

    def __init__(self) -> None:
        self.fetched = 0
        self.turn = 0
        self.never_published = _MAKE["RS256"]()
        self.rotate()

    def rotate(self) -> None:
        """Throw all keys away, and make others."""
        self.turn += 1
        self.keys = {algorithm: make() for algorithm, make in _MAKE.items()}

    def kid(self, algorithm: str) -> str:
        """What the key for an algorithm is called."""
        return f"{algorithm}-{self.turn}"

    def published(self) -> list[dict[str, Any]]:
        """The public keys, one for encryption, and a secret that does not belong there."""
        found = []
        for algorithm, key in self.keys.items():
            one = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
            found.append({**one, "kid": self.kid(algorithm), "use": "sig"})
        encrypts = {**found[0], "kid": "encrypts", "use": "enc"}
        return [*found, encrypts, {"kty": "oct", "kid": "secret", "k": base64.urlsafe_b64encode(b"s" * 32).decode()}]


SHELF = Shelf()


async def about(_: Request) -> Response:
    """What it says of itself."""
    return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"})


async def keys(_: Request) -> Response:
    """Its public keys."""
    SHELF.fetched += 1
    return JSONResponse({"keys": SHELF.published()})


async def count(_: Request) -> Response:
    """How often they were fetched."""
    return PlainTextResponse(str(SHELF.fetched))


async def rotate(_: Request) -> Response:
    """Other keys from now on."""
    SHELF.rotate()
    return Response(status_code=204)


async def sign(request: Request) -> Response:
    """A token with these claims, and this header, signed in that way."""
    asked = await request.json()
    how = asked.get("how", "RS256")
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "hanako", "iat": int(time.time()), "exp": int(time.time()) + 600}
    claims = {name: value for name, value in (claims | asked.get("claims", {})).items() if value is not None}
    head = {"kid": SHELF.kid("RS256" if how not in SHELF.keys else how)} | asked.get("head", {})
    if how == "none":
        return PlainTextResponse(jwt.encode(claims, "", "none", head))
    if how == "HS256 with the public key":
        public = SHELF.keys["RS256"].public_key()
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return PlainTextResponse(_by_hand(claims, {"alg": "HS256", **head}, pem))
    if how == "HS256 with the published secret":
        return PlainTextResponse(jwt.encode(claims, b"s" * 32, "HS256", head | {"kid": "secret"}))
    if how == "a key of nobody":
        return PlainTextResponse(jwt.encode(claims, SHELF.never_published, "RS256", head))
    return PlainTextResponse(jwt.encode(claims, SHELF.keys[how], how, head))


def _by_hand(claims: dict[str, Any], head: dict[str, Any], secret: bytes) -> str:
    """A forger's token: the library refuses to take a public key for a secret."""
    said = b".".join(_encoded(orjson.dumps(part)) for part in (head, claims))
    return b".".join([said, _encoded(hmac.digest(secret, said, "sha256"))]).decode()


def _encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


app = Starlette(
    routes=[
        Route("/.well-known/openid-configuration", about),
        Route("/keys", keys),
        Route("/count", count),
        Route("/rotate", rotate, methods=["POST"]),
        Route("/sign", sign, methods=["POST"]),
    ]
)
