"""Answers as they go over HTTP: status, headers and body."""

from collections.abc import Mapping, Sequence

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.allowance import Account
from graph.negotiation import GRAPHQL, JSON
from graph.reads.answers import Answer
from graph.reads.refusals import Code, Refused

_CAME_TO_NOTHING = {Code.UNAVAILABLE: 503, Code.FORBIDDEN: 403, Code.INTERNAL: 500}
"""Where an operation came to nothing for one of these, the status says so too."""
_NOT_NOW = 503
SECONDS_TO_WAIT = 5
"""After how long whoever can't be answered now should ask again: about as long as others write at a time."""
_CHALLENGE = 'Bearer realm="teikyo"'


_HEADERS = {
    media: [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    for media in (JSON, GRAPHQL)
}


class Reply(Response):
    """A response whose headers are bytes from the start."""

    def __init__(self, body: bytes, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        self.status_code, self.body, self.background = status, body, None
        self.raw_headers = [*headers, (b"content-length", str(len(body)).encode())]

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


def reply(
    status: int,
    lang: str,
    media: str = JSON,
    errors: Sequence[Refused] = (),
    headers: Mapping[str, str] | None = None,
    **further: object,
) -> Response:
    """A response of GraphQL: its errors in that language, then whatever else it holds, such as `data`.

    One that says that it can't be answered now (503) says when to ask again, unless the headers do.
    """
    if status == _NOT_NOW:
        headers = {"Retry-After": str(SECONDS_TO_WAIT), **(headers or {})}
    content: dict[str, object] = {"errors": [error.as_error(lang) for error in errors]} if errors else {}
    more = [(name.lower().encode(), value.encode()) for name, value in headers.items()] if headers else []
    return Reply(orjson.dumps(content | further), status, [*_HEADERS[media], *more])


def answered(answer: Answer, account: Account, lang: str, media: str) -> Response:
    """An answer, errors and all, and what it cost.

    One that was refused before anything was read has 400 in GraphQL's own media type (the audits of graphql-http want
    400, not 422); in `application/json` it has 200, for whoever reads that cannot tell whose 400 it is.
    """
    figures = account.figures()
    further: dict[str, object] = {} if figures is None else {"extensions": {"cost": figures}}
    if account.wait:
        return reply(429, lang, media, answer.errors, {"Retry-After": str(account.wait)}, **further)
    if not answer.begun:
        if any(error.code is Code.METHOD_NOT_ALLOWED for error in answer.errors):
            return reply(405, lang, media, answer.errors, {"Allow": "POST"})
        return reply(400 if media == GRAPHQL else 200, lang, media, answer.errors)
    if answer.data is not None and not answer.errors:
        return Reply(orjson.dumps({"data": answer.data, **further}), 200, _HEADERS[media])
    status = 200
    if answer.data is None:
        codes = (error.code for error in answer.errors)
        status = next((_CAME_TO_NOTHING[code] for code in codes if code in _CAME_TO_NOTHING), 200)
    return reply(status, lang, media, answer.errors, None, data=answer.data, **further)


def too_often(lang: str, wait: int) -> Response:
    """He asks, or fails to be let in, too often; in so many seconds he may again."""
    refused = Refused(
        Code.LIMIT_EXCEEDED,
        f"Too many requests; ask again in {wait} seconds.",
        f"要求が多すぎます。{wait} 秒後に再度お試しください。",
    )
    return reply(429, lang, errors=[refused], headers={"Retry-After": str(wait)})


def stranger(lang: str, *, given: bool) -> Response:
    """Nobody is told more than that he is not known; `given` where he came with a token."""
    if given:
        refused = Refused(
            Code.UNAUTHENTICATED, "The token is unknown, revoked or expired.", "トークンが無効か、失効しています。"
        )
    else:
        refused = Refused(
            Code.UNAUTHENTICATED,
            "Send a token: `Authorization: Bearer TOKEN`.",
            "`Authorization: Bearer トークン` を付けてください。",
        )
    challenge = f'{_CHALLENGE}, error="invalid_token"' if given else _CHALLENGE
    return reply(401, lang, errors=[refused], headers={"WWW-Authenticate": challenge, "Connection": "close"})


def unacceptable(lang: str) -> Response:
    """He takes neither of our media types."""
    en, ja = f"The answer comes as {GRAPHQL} or {JSON}.", f"応答は {GRAPHQL} または {JSON} です。"
    return reply(406, lang, errors=[Refused(Code.BAD_INPUT, en, ja)])
