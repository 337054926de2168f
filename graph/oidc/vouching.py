"""Whom a provider vouches for: a bearer token of its own, signed by one of its keys, for us, and not yet over.

The algorithms are ours to choose, not the token's: asymmetric ones alone, and for a key the one that it is made for.
"""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from graph.oidc.keys import Keys
from graph.oidc.provider import Provider, ProviderLost
from graph.reads.refusals import Code, Refused
from models.vocabulary import ActorKind, Role
from vendors.actors import FROM_ELSEWHERE
from vendors.names import can_be_told_apart
from vendors.tokens import Holder

LOG = logging.getLogger("teikyo.oidc")
KINDS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}
"""The algorithms that are taken, each with the kind of key that it is for."""
LEEWAY = timedelta(seconds=30)
"""By how much its clock and ours may differ."""
REMEMBERED = timedelta(seconds=60)
"""For how long a token is taken again without a look at its signature."""
_MOST = 1_000
_LONGEST_SUBJECT = 190


class Vouching:
    """The tokens of one provider."""

    def __init__(self, provider: Provider, keys: Keys | None = None) -> None:
        self._provider = provider
        self._keys = keys or Keys(provider)
        self._known: OrderedDict[str, tuple[Holder, datetime]] = OrderedDict()
        """By digest, each with the moment until which it is remembered."""

    async def holder(self, token: str, now: datetime) -> Holder | None:
        """Whom the token names; `None` where it is not taken. Raises `Refused` where that can't be told just now."""
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
        found, until = self._known.get(digest, (None, now))
        if found is None or now >= until:
            self._known.pop(digest, None)
            found = await self._looked_at(token, now)
            if found is None:
                return None
            self._known[digest] = found, now + REMEMBERED
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return found if found.may_enter(now) else None

    async def _looked_at(self, token: str, now: datetime) -> Holder | None:
        try:
            head = jwt.get_unverified_header(token)
            number, algorithm = head.get("kid"), head.get("alg")
            if not isinstance(number, str) or not isinstance(algorithm, str) or algorithm not in KINDS:
                return None
            published = await self._keys.key(number)
            if published is None or not _is_for(published, algorithm):
                return None
            claims = jwt.decode(
                token,
                jwt.PyJWK(dict(published), algorithm),
                algorithms=[algorithm],
                audience=self._provider.audience,
                issuer=self._provider.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"], "verify_exp": False},
            )
        except ProviderLost as lost:
            raise Refused(
                Code.UNAVAILABLE,
                "Who vouches for this token does not answer just now; ask again.",
                "トークンの発行元が応答しません。再度お試しください。",
            ) from lost
        except (jwt.PyJWTError, ValueError):
            return None
        return _holder(claims, self._provider)


def _is_for(published: Mapping[str, Any], algorithm: str) -> bool:
    """Whether a key is for signatures by that algorithm."""
    return (
        published.get("kty") == KINDS[algorithm]
        and published.get("alg", algorithm) == algorithm
        and published.get("use", "sig") == "sig"
    )


def _holder(claims: Mapping[str, Any], provider: Provider) -> Holder | None:
    subject, end = claims["sub"], claims["exp"]
    if not isinstance(subject, str) or len(subject) > _LONGEST_SUBJECT or not can_be_told_apart(subject):
        return None
    try:
        expires = datetime.fromtimestamp(int(end), UTC) + LEEWAY
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    client = claims.get("client_id", claims.get("azp"))
    return Holder(
        name=f"{FROM_ELSEWHERE}{subject}",
        roles=_roles(claims, provider),
        expires_at=expires,
        kind=ActorKind.PROGRAM if subject == client else ActorKind.PERSON,
    )


def _roles(claims: Mapping[str, Any], provider: Provider) -> frozenset[Role]:
    """The roles that the claim lists, as far as we know them; a text is a list parted by blanks."""
    found: Any = claims
    for step in [provider.roles_claim] if provider.roles_claim in claims else provider.roles_claim.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    listed = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(provider.names[one] for one in listed if isinstance(one, str) and one in provider.names)
