"""The pages of GraphiQL: signing in, the page itself and its files, signing out.

Whoever is not signed in sees the first alone.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from graph.allowance import Allowance
from graph.apart.alone import done_alone
from graph.bearer import LONGEST
from graph.graphiql.entry import PATH, forget, from_here, keep, signed_in
from graph.graphiql.texts import TEXTS
from graph.holders import Holders
from graph.negotiation import language
from graph.reads.refusals import Refused
from vendors import sessions
from vendors.store.address import Address
from vendors.store.refusals import StoreRefused

LOG = logging.getLogger("teikyo.graphiql")
OURS = {"page.js": "text/javascript", "page.css": "text/css"}
"""Files that stand beside this one."""
THEIRS = {
    "react.production.min.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
    "graphiql.min.js": "text/javascript",
    "graphiql.min.css": "text/css",
}
"""Files that `make graphiql` took out of npm's packages."""
_GUARDED = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LONGEST_FORM = LONGEST + 100


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("graph.graphiql", ""), autoescape=True, undefined=StrictUndefined)


def _page(name: str, request: Request, status: int = 200, **words: object) -> Response:
    lang = language(request.headers.get("accept-language"))
    texts: Mapping[str, str] = {key: both[lang] for key, both in TEXTS.items()}
    body = _templates().get_template(name).render(lang=lang, texts=texts, **words)
    return Response(body, status, _GUARDED, "text/html")


class Pages:
    """The pages, over the folder that `make graphiql` fills."""

    def __init__(self, folder: str, place: Address, tokens: Holders, browsers: Holders, allowance: Allowance) -> None:
        """`tokens` tells whose a token is, `browsers` who is signed in."""
        self._folder = Path(folder)
        self._place = place
        self._tokens = tokens
        self._browsers = browsers
        self._allowance = allowance

    def routes(self, asked: ASGIApp) -> Sequence[Route]:
        """The routes; `asked` answers the questions that the page asks."""
        return [
            Route(PATH, self.page, methods=["GET"]),
            Route(f"{PATH}/sign-in", self.sign_in, methods=["POST"]),
            Route(f"{PATH}/sign-out", self.sign_out, methods=["POST"]),
            Route(f"{PATH}/graphql", asked),
            Route(f"{PATH}/{{name}}", self.file, methods=["GET"]),
        ]

    async def _lets_in(self, session: str | None) -> bool:
        try:
            return session is not None and await self._browsers.now(session, datetime.now(UTC)) is not None
        except Refused:
            return False

    async def page(self, request: Request) -> Response:
        """GraphiQL to who is signed in; what to run, where it is not there; to everybody else, where to sign in."""
        if not await self._lets_in(signed_in(request)):
            return _page("sign_in.html", request, 401, refused="")
        if not all((self._folder / name).is_file() for name in THEIRS):
            return _page("missing.html", request, 503)
        return _page("page.html", request)

    async def file(self, request: Request) -> Response:
        """One of the page's files, to who is signed in; the looks of the first page to everybody."""
        name = request.path_params["name"]
        if name == "page.css" or await self._lets_in(signed_in(request)):
            if name in OURS:
                return Response(files("graph.graphiql").joinpath(name).read_bytes(), 200, _GUARDED, OURS[name])
            if name in THEIRS and (path := self._folder / name).is_file():
                return Response(path.read_bytes(), 200, _GUARDED, THEIRS[name])
        return Response(status_code=404, headers=_GUARDED)

    async def sign_in(self, request: Request) -> Response:
        """Begin a session with the token of the form, if it lets in."""
        if not from_here(request):
            return Response(status_code=403, headers=_GUARDED)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST_FORM:
                return Response(status_code=413, headers={**_GUARDED, "Connection": "close"})
        token = parse_qs(body.decode("ascii", "replace"), max_num_fields=3).get("token", [""])[0].strip()
        try:
            session = await self._begun(token, signed_in(request))
        except (Refused, StoreRefused):
            LOG.warning("nobody could sign in: the database cannot be written")
            return _page("sign_in.html", request, 503, refused="unavailable")
        if session is not None:
            entered = RedirectResponse(PATH, 303, _GUARDED)
            keep(entered, request, session)
            return entered
        if wait := self._allowance.failure(request.client.host if request.client else "", token):
            response = _page("sign_in.html", request, 429, refused="often")
            response.headers["Retry-After"] = str(wait)
            return response
        return _page("sign_in.html", request, 401, refused="refused")

    async def _begun(self, token: str, before: str | None) -> str | None:
        """A session that begins with a token. Where that lets nobody in, it is told by reading alone."""
        now = datetime.now(UTC)
        if await self._tokens.now(token, now) is None:
            return None
        return await done_alone(self._place, partial(sessions.begin, token=token, now=now, before=before))

    async def sign_out(self, request: Request) -> Response:
        """End the session, and have the browser forget it."""
        if not from_here(request):
            return Response(status_code=403, headers=_GUARDED)
        session, now = signed_in(request), datetime.now(UTC)
        try:
            # A stranger may send anything as a session: what is none, or is over, is worth no write.
            if session is not None and await self._browsers.now(session, now) is not None:
                await done_alone(self._place, partial(sessions.end, text=session, now=now))
        except (Refused, StoreRefused):
            LOG.warning("nobody could sign out: the database cannot be written")
            return _page("sign_in.html", request, 503, refused="unavailable")
        response = RedirectResponse(PATH, 303, _GUARDED)
        forget(response, request)
        return response
