"""The token that a request carries."""

_SCHEME = "bearer "
LONGEST = 512
"""The most letters of anything that could be a token of ours."""
LONGEST_SIGNED = 8_192
"""The most letters of a token that a provider of OpenID Connect signed."""


def is_signed(token: str) -> bool:
    """Whether it has the form of a signed token (JWS): three parts, and no token of ours has any."""
    return token.count(".") == 2


def presented(authorization: str | None) -> str | None:
    """The token of an `Authorization` header; `None` where it carries none, or none that was ever made."""
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    token = authorization[len(_SCHEME) :].strip()
    return token if 0 < len(token) <= (LONGEST_SIGNED if is_signed(token) else LONGEST) else None
