"""What a request's headers ask for: the media type of the answer, and the language of its messages."""

import re
from collections.abc import Iterable

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
    for member in header[:_LONGEST_HEADER].split(","):
        name, *parameters = (part.strip().lower() for part in member.split(";"))
        given = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if name:
            members.append((name, float(given) if _WEIGHT.match(given) else 0.0))
    return members


def media_type(accept: Iterable[str]) -> str | None:
    """The media type to answer in, or `None` where the caller takes neither of ours.

    A caller who names nothing, or would take either, gets `application/json`, unless he names the other one.
    """
    header = ",".join(accept).strip()
    if not header:
        return JSON
    weights = dict(_weighed(header))
    wanted = {media: next((weights[one] for one in ranges if one in weights), 0.0) for media, ranges in _RANGES.items()}
    if wanted[GRAPHQL] > wanted[JSON] or (wanted[GRAPHQL] == wanted[JSON] > 0 and GRAPHQL in weights):
        return GRAPHQL
    return JSON if wanted[JSON] else None


def language(accept_language: str | None) -> str:
    """`ja` where the caller would rather read Japanese than English, else `en`."""
    wanted = {"ja": 0.0, "en": 0.0}
    for tag, weight in _weighed(accept_language or ""):
        primary = tag.split("-")[0]
        if primary in wanted:
            wanted[primary] = max(wanted[primary], weight)
    return "ja" if wanted["ja"] > wanted["en"] else "en"
