"""What a request's headers ask for: the media type of the answer, and the language of its messages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from starlette.types import Scope

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"

_LONGEST_HEADER = 1000
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")
"""A weight as RFC 9110 writes it; anything else weighs nothing."""
_RANGES = {
    GRAPHQL: (GRAPHQL, "application/*", "*/*"),
    JSON: (JSON, "application/*", "*/*"),
}
"""For each media type of ours, the ranges that hold it, the most specific first: that one decides."""


def _weighed(header: str) -> list[tuple[str, float]]:
    """The members of a header such as `ja;q=0.8, en`, with their weights, in their order."""
    members = []
    for member in header.split(","):
        name, *parameters = (part.strip().lower() for part in member.split(";"))
        given = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if name:
            members.append((name, float(given) if _WEIGHT.match(given) else 0.0))
    return members


_READ = {
    name.encode(): name
    for name in (
        *("accept", "accept-language", "authorization", "content-encoding", "content-length", "content-type"),
        *("traceparent", "x-request-id"),
    )
}


def heads(scope: Scope) -> Mapping[str, str]:
    """Those headers of a request that are read, by name in small letters; of one name they are joined (RFC 9110)."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = _READ.get(raw)
        if name is not None:
            text = value.decode("latin-1")
            found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def media_type(accept: str | None) -> str | None:
    """The media type to answer in, or `None` where the caller takes neither of ours.

    A caller who names nothing, or would take either, gets `application/json`, unless he names the other one.
    """
    return _media_type(accept[:_LONGEST_HEADER].strip()) if accept else JSON


@lru_cache
def _media_type(header: str) -> str | None:
    if not header:
        return JSON
    weights = dict(_weighed(header))
    wanted = {media: next((weights[one] for one in ranges if one in weights), 0.0) for media, ranges in _RANGES.items()}
    if wanted[GRAPHQL] > wanted[JSON] or (wanted[GRAPHQL] == wanted[JSON] > 0 and GRAPHQL in weights):
        return GRAPHQL
    return JSON if wanted[JSON] else None


def language(accept_language: str | None) -> str:
    """`ja` where the caller would rather read Japanese than English, else `en`."""
    return _language(accept_language[:_LONGEST_HEADER]) if accept_language else "en"


@lru_cache
def _language(header: str) -> str:
    wanted = {"ja": 0.0, "en": 0.0}
    for tag, weight in _weighed(header):
        primary = tag.split("-")[0]
        if primary in wanted:
            wanted[primary] = max(wanted[primary], weight)
    return "ja" if wanted["ja"] > wanted["en"] else "en"
