"""The token that a request carries."""

_SCHEME = "bearer "
_LONGEST = 512


def presented(authorization: str | None) -> str | None:
    """The token of an `Authorization` header; `None` where it carries none, or none that was ever made."""
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    token = authorization[len(_SCHEME) :].strip()
    return token if 0 < len(token) <= _LONGEST else None
