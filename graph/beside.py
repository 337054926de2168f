"""Routes beside GraphQL: each is watched under its own name, has its methods, and answers those alone who may."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.entrance import Entrance
from graph.holders import Entered
from graph.negotiation import heads, language
from graph.reads.answers import internal
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from graph.watching.seen import Seen
from graph.watching.watching import Watching
from vendors.tokens import Holder

LOG = logging.getLogger("teikyo.routes")
Answering = Callable[[Request, Holder, str], Awaitable[ASGIApp]]
"""What answers a request of somebody who may, in a language: a response, or what streams one."""
Proving = Callable[[Request, Entered, str], Awaitable[ASGIApp]]
"""The same, of somebody of whom something may have yet to be proven along with the answer."""


class Beside:
    """The ASGI application of one route."""

    def __init__(
        self, route: str, methods: Sequence[str], answering: Answering, entrance: Entrance, watching: Watching
    ) -> None:
        """`route` is its name in the table of rights, in the log and among the numbers."""
        self._route, self._methods, self._answering = route, methods, answering
        self._entrance, self._watching = entrance, watching

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        given = heads(scope)
        lang = language(given.get("accept-language"))
        seen = self._watching.begins(given)
        seen.operation, seen.begun = self._route, True
        status = 0

        async def telling(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], self._watching.answers(seen)]}
            await send(message)

        try:
            answer = await self._answer(Request(scope, receive), lang, seen)
            await answer(scope, receive, telling)
        except ClientDisconnect:
            self._watching.leaves(seen)
            return
        except Exception:
            LOG.exception("a request failed")
            if not status:  # an answer that has begun stays without its end, and so shows that it is not whole
                await reply(500, lang, errors=[internal()])(scope, receive, telling)
        self._watching.ends(seen, status)

    async def _answer(self, request: Request, lang: str, seen: Seen) -> ASGIApp:
        if request.method not in self._methods:
            return _not_so(request.method, self._methods, lang)
        return await self._let_in(request, lang, seen)

    async def _let_in(self, request: Request, lang: str, seen: Seen) -> ASGIApp:
        holder = await self._entrance.holder(self._route, request, lang)
        if isinstance(holder, Response):
            return holder
        seen.token = holder.key
        return await self._answering(request, holder, lang)


class BesideAsTold(Beside):
    """One that proves along with its answer what was told before of whoever asks."""

    def __init__(
        self, route: str, methods: Sequence[str], proving: Proving, entrance: Entrance, watching: Watching
    ) -> None:
        """As a route that proves nothing."""

        async def proven(request: Request, holder: Holder, lang: str) -> ASGIApp:
            return await proving(request, Entered(holder), lang)

        super().__init__(route, methods, proven, entrance, watching)
        self._proving = proving

    async def _let_in(self, request: Request, lang: str, seen: Seen) -> ASGIApp:
        entered = await self._entrance.entered(self._route, request, lang)
        if isinstance(entered, Response):
            return entered
        seen.token = entered.holder.key
        return await self._proving(request, entered, lang)


def _not_so(method: str, methods: Sequence[str], lang: str) -> Response:
    told = ", ".join(methods)
    refused = Refused(
        Code.METHOD_NOT_ALLOWED,
        f"{method} is not answered here; use {told}.",
        f"{method} は使えません（{told} のみ）。",
    )
    return reply(405, lang, errors=[refused], headers={"Allow": told})
