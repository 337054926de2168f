"""Who is signed in to GraphiQL: the token in a cookie that no script reads and that goes nowhere else.

The cookie is the token itself, so a revoked token is out at once. Only our own page may use it: every request that does
more than show a page has to come from our own origin, which a browser says of itself and another page cannot forge.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from graph.bearer import LONGEST

COOKIE = "teikyo_graphiql"
PATH = "/graphiql"
_LIFE = 12 * 3600
"""Seconds after which a browser forgets it."""


def signed_in(request: Request) -> str | None:
    """The token that the browser kept; `None` where there is none."""
    token = request.cookies.get(COOKIE, "")
    return token if 0 < len(token) <= LONGEST else None


def from_here(request: Request) -> bool:
    """Whether a page of our own sent the request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site is not None
    return origin != "null" and urlsplit(origin).netloc == request.headers.get("host")


def asked_from_here(request: Request) -> str | None:
    """The token with which our own page asks a question."""
    return signed_in(request) if from_here(request) else None


def keep(response: Response, request: Request, token: str) -> None:
    """Have the browser keep the token."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, _LIFE, path=PATH, secure=secure, httponly=True, samesite="strict")


def forget(response: Response) -> None:
    """Have the browser forget it."""
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
