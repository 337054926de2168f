"""The token that a request carries."""

_SCHEME = "bearer "
LONGEST = 512
"""The most letters of anything that could be a token."""


def presented(authorization: str | None) -> str | None:
    """The token of an `Authorization` header; `None` where it carries none, or none that was ever made."""
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    token = authorization[len(_SCHEME) :].strip()
    return token if 0 < len(token) <= LONGEST else None
