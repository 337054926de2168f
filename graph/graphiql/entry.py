"""Who is signed in with a browser: a session in a cookie that no script reads and that goes nowhere else.

A session is a row, so it ends when he signs out or it is revoked, and with the token that it began with. Only our own
pages may use it: every request that does more than show a page has to come from our own origin, which a browser says
of itself and another page cannot forge.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from graph.bearer import LONGEST
from vendors.sessions import LIFE

COOKIE = "teikyo_session"
_SECURELY = f"__Host-{COOKIE}"
"""Its name over TLS: a browser takes one of that name from this host alone, and over TLS alone."""
PATH = "/graphiql"


def signed_in(request: Request) -> str | None:
    """What the browser kept; `None` where that is nothing."""
    text = request.cookies.get(_name(request), "")
    return text if 0 < len(text) <= LONGEST else None


def from_here(request: Request) -> bool:
    """Whether a page of our own sent the request."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site is not None
    return origin != "null" and urlsplit(origin).netloc == request.headers.get("host")


def asked_from_here(request: Request) -> str | None:
    """The session in which our own page asks a question."""
    return signed_in(request) if from_here(request) else None


def keep(response: Response, request: Request, session: str) -> None:
    """Have the browser keep a session."""
    _set(response, request, session, int(LIFE.total_seconds()))


def forget(response: Response, request: Request) -> None:
    """Have the browser forget it."""
    _set(response, request, "", 0)


def _set(response: Response, request: Request, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(_name(request), value, seconds, path="/", secure=secure, httponly=True, samesite="strict")


def _name(request: Request) -> str:
    return _SECURELY if request.url.scheme == "https" else COOKIE
