"""Reading a question out of a request: by GET from the URL, by POST from a JSON body of bounded size."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from graph.leaving import InTime, waiting
from graph.reads.answers import Question
from graph.reads.refusals import Code, Refused

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
LONGEST_WAIT = 20.0
"""Seconds in which a body has to have come."""
_SHORT = 4_096
"""Bytes; a longer address is read anew each time it is asked for, so that what is remembered stays small."""


class Unreadable(Exception):  # noqa: N818  # what it is, not that it went wrong
    """A request that asks nothing that can be read, with the HTTP status that says so."""

    def __init__(self, status: int, refused: Refused, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, refused)
        self.status = status
        self.refused = refused
        self.headers = dict(headers or {})


def bad(en: str, ja: str, status: int = 400, headers: Mapping[str, str] | None = None) -> Unreadable:
    """A request that is refused as it stands."""
    return Unreadable(status, Refused(Code.BAD_INPUT, en, ja), headers)


async def question(request: Request, heads: Mapping[str, str], longest: int) -> Question:
    """What a request with these headers asks; raises `Unreadable`."""
    if request.method in {"GET", "HEAD"}:
        return _from_url(request.scope["query_string"])
    if request.method == "POST":
        if heads.get("content-type") != "application/json" or "content-encoding" in heads:
            _check_content_type(heads)
        try:
            reading = _body(request.receive, heads.get("content-length", "0"), longest)
            body = await waiting(reading, lambda: InTime(LONGEST_WAIT))
        except TimeoutError:
            raise bad(
                f"The body did not come within {LONGEST_WAIT:g} seconds.",
                f"本文が {LONGEST_WAIT:g} 秒以内に届きませんでした。",
                408,
                {"Connection": "close"},
            ) from None
        return _from_body(body)
    raise bad(
        f"{request.method} is not answered; use POST, or GET for a query.",
        f"{request.method} は使えません。POST（または GET）を使ってください。",
        405,
        {"Allow": ", ".join(METHODS)},
    )


def _check_content_type(headers: Mapping[str, str]) -> None:
    """JSON alone: a page elsewhere can't make a browser send that without being asked first."""
    name, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charset = next((part[8:].strip('"') for part in parameters if part.startswith("charset=")), "utf-8")
    if name != "application/json" or charset not in {"utf-8", "utf8"}:
        raise bad(
            "The body has to be `Content-Type: application/json`, in UTF-8.",
            "本文は `Content-Type: application/json`（UTF-8）で送ってください。",
            415,
            {"Accept": "application/json"},
        )
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise bad(
            "The body has to come as it is, without `Content-Encoding`.",
            "本文は圧縮せずに（`Content-Encoding` なしで）送ってください。",
            415,
            {"Accept-Encoding": "identity"},
        )


async def _body(receive: Receive, declared: str, longest: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    too_long = declared.isdigit() and int(declared[:20]) > longest
    more = not too_long
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        size += len(part)
        if size > longest:
            too_long = True
            break
        parts.append(part)
        more = message.get("more_body", False)
    if too_long:
        raise Unreadable(
            413,
            Refused(
                Code.LIMIT_EXCEEDED,
                f"The body is longer than {longest} bytes.",
                f"本文が {longest} バイトを超えています。",
            ),
            {"Connection": "close"},
        )
    return b"".join(parts)


def _from_body(body: bytes) -> Question:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise bad(f"The body is no JSON: {fault}.", f"本文が JSON ではありません: {fault}") from fault
    if isinstance(given, list):
        raise bad(
            "Several questions in one request are not answered; send them one by one, or as fields of one.",
            "一つの要求に複数の問い合わせは含められません。別々に送ってください。",
        )
    if not isinstance(given, dict):
        raise bad("The body has to be a JSON object with `query`.", "本文は `query` を持つ JSON オブジェクトです。")
    return _checked(given)


def _from_url(query: bytes) -> Question:
    """What the part of an address after its question mark asks; the same few are asked over and over."""
    return _short_url(query) if len(query) <= _SHORT else _url(query)


def _url(query: bytes) -> Question:
    asked = QueryParams(query)
    given: dict[str, Any] = {
        name: value for name in ("query", "documentId", "operationName") if (value := asked.get(name)) is not None
    }
    for name in ("variables", "extensions"):
        text = asked.get(name)
        if text:
            try:
                given[name] = orjson.loads(text)
            except orjson.JSONDecodeError as fault:
                raise bad(f"`{name}` is no JSON: {fault}.", f"`{name}` が JSON ではありません: {fault}") from fault
    return _checked(given, safe=True)


_short_url = lru_cache(500)(_url)


def _checked(given: Mapping[str, Any], *, safe: bool = False) -> Question:
    text, document, name = given.get("query"), given.get("documentId"), given.get("operationName")
    if document is not None and text is not None:
        raise bad(
            "`query` and `documentId` are given together; give one of them.",
            "`query` と `documentId` が同時に指定されています。どちらか一方を指定してください。",
        )
    if document is not None and (not isinstance(document, str) or not document):
        raise bad("`documentId` has to be a text.", "`documentId` は文字列です。")
    if document is None and (not isinstance(text, str) or not text.strip()):
        raise bad(
            "`query` has to hold a GraphQL document, or `documentId` the id of a trusted one.",
            "`query` に GraphQL の文書を、または `documentId` に登録済みの文書の id を入れてください。",
        )
    if name is not None and not isinstance(name, str):
        raise bad("`operationName` has to be a text.", "`operationName` は文字列です。")
    variables, extensions = given.get("variables"), given.get("extensions")
    for part, value in (("variables", variables), ("extensions", extensions)):
        if value is not None and not isinstance(value, dict):
            raise bad(f"`{part}` has to be a JSON object.", f"`{part}` は JSON オブジェクトです。")
    return Question(text or "", name or None, variables or {}, safe, document)
