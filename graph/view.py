"""`/graphql`: who asks, what is asked, and the answer over HTTP.

Status 400 says that a request was refused before anything was read (the audits of graphql-http want 400, not 422); what
was read, errors and all, comes with 200.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.asking import Unreadable, question
from graph.bearer import presented
from graph.context import Asker
from graph.negotiation import GRAPHQL, JSON, language, media_type
from graph.reads.answers import Answer, Answers, internal
from graph.reads.refusals import Code, Refused
from graph.standing import Standings
from vendors import tokens

LOG = logging.getLogger("teikyo.graphql")

_STATUS = {Code.UNAVAILABLE: 503, Code.FORBIDDEN: 403, Code.INTERNAL: 500}
"""Where an operation came to nothing for one of these, the status says so too."""


def unauthenticated(*, given: bool) -> Refused:
    """Nobody is told more than that he is not known."""
    if given:
        return Refused(
            Code.UNAUTHENTICATED, "The token is unknown, revoked or expired.", "トークンが無効か、失効しています。"
        )
    return Refused(
        Code.UNAUTHENTICATED,
        "Send a token: `Authorization: Bearer TOKEN`.",
        "`Authorization: Bearer トークン` を付けてください。",
    )


class View:
    """The ASGI application behind `/graphql`."""

    def __init__(self, answers: Answers, standings: Standings) -> None:
        self._answers = answers
        self._standings = standings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return
        except Exception:
            LOG.exception("a request failed")
            response = _response(500, language(request.headers.get("accept-language")), errors=[internal()])
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        lang = language(request.headers.get("accept-language"))
        token = presented(request.headers.get("authorization"))
        if token is None:
            return _stranger(lang, given=False)
        standing = await self._standings.now()
        if standing.refused is not None:
            return _response(503, lang, errors=[standing.refused])
        try:
            # Looked up for each request, so that a revoked token is out at once.
            holder = await tokens.holder(self._answers.reader, token, datetime.now(UTC))
        except Refused as refused:
            return _response(503, lang, errors=[refused])
        if holder is None:
            return _stranger(lang, given=True)
        media = media_type(request.headers.get("accept"))
        if media is None:
            en, ja = f"The answer comes as {GRAPHQL} or {JSON}.", f"応答は {GRAPHQL} または {JSON} です。"
            return _response(406, lang, errors=[Refused(Code.BAD_INPUT, en, ja)])
        try:
            asked = await question(request, self._answers.limits.body)
        except Unreadable as unreadable:
            return _response(unreadable.status, lang, media, [unreadable.refused], headers=unreadable.headers)
        answer = await self._answers.answer(asked, Asker(holder, lang), standing.today())
        return _answered(answer, lang, media)


def _answered(answer: Answer, lang: str, media: str) -> Response:
    if not answer.begun:
        return _response(400, lang, media, answer.errors)
    status = 200
    if answer.data is None:
        status = next((_STATUS[error.code] for error in answer.errors if error.code in _STATUS), 200)
    return _response(status, lang, media, answer.errors, data=answer.data, begun=True)


def _stranger(lang: str, *, given: bool) -> Response:
    challenge = 'Bearer realm="teikyo", error="invalid_token"' if given else 'Bearer realm="teikyo"'
    return _response(
        401, lang, errors=[unauthenticated(given=given)], headers={"WWW-Authenticate": challenge, "Connection": "close"}
    )


def _response(
    status: int,
    lang: str,
    media: str = JSON,
    errors: Sequence[Refused] = (),
    *,
    data: Mapping[str, object] | None = None,
    begun: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content: dict[str, object] = {}
    if errors:
        content["errors"] = [error.as_error(lang) for error in errors]
    if begun:
        content["data"] = data
    return Response(
        orjson.dumps(content),
        status,
        {"Content-Type": f"{media}; charset=utf-8", "Cache-Control": "no-store", **(headers or {})},
    )
