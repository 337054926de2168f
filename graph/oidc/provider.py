"""Which provider is trusted, for what, and where it publishes its keys."""

import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, Never
from urllib.parse import urlsplit

from models.vocabulary import Role

SECONDS = 5.0
"""How long we wait for it."""
_LONGEST = 2**20
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class ProviderLost(Exception):  # noqa: N818  # what it is, not that it went wrong
    """The provider does not answer, or not with what it should; the message says which."""


@dataclass(frozen=True)
class Provider:
    """A provider of OpenID Connect."""

    issuer: str
    """As it stands in its tokens."""
    audience: str
    """What they have to be for."""
    roles_claim: str = "roles"
    """The claim that lists roles; a point leads into an object: `realm_access.roles`."""
    names: Mapping[str, Role] = field(default_factory=lambda: {role.value: role for role in Role})
    """What it calls our roles."""
    keys_at: str = ""
    """Where its keys are; found out from the provider where it is empty."""

    def keys(self) -> list[Any]:
        """Its keys as they are published; raises `ProviderLost`. Waits on the network."""
        address = self.keys_at or self._discovered()
        found = _fetched(address).get("keys")
        if not isinstance(found, list):
            raise ProviderLost("what it publishes as keys is none")
        return found

    def _discovered(self) -> str:
        about = _fetched(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if about.get("issuer") != self.issuer:
            raise ProviderLost("it calls itself by another name than the issuer that is trusted")
        address = about.get("jwks_uri")
        if not isinstance(address, str) or not is_safe(address):
            raise ProviderLost("its keys are not published over TLS")
        return address


def is_safe(address: str) -> bool:
    """Whether nobody on the way can answer in place of it: TLS, or this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


class _NoWayOn(urllib.request.HTTPRedirectHandler):
    """Who is sent on is sent where nobody said that it may be trusted."""

    def redirect_request(self, *args: Any, **more: Any) -> Never:
        raise ProviderLost("it sends us on to another address")


def _fetched(address: str) -> Mapping[str, Any]:
    opener = urllib.request.build_opener(_NoWayOn)
    try:
        with opener.open(address, timeout=SECONDS) as answer:  # the address is the operator's, and `is_safe`
            body = answer.read(_LONGEST + 1)
    except (OSError, HTTPException) as fault:
        raise ProviderLost(type(fault).__name__) from fault
    try:
        found = json.loads(body) if len(body) <= _LONGEST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderLost("it answers with something else than a JSON object")
    return found
