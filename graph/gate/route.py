"""`POST /gate/{transfer}`: persons come in line by line, and go out line by line with what is decided of them.

Answers begin before the last person has come, so whoever sends many reads while he sends. Neither side is ever held
whole.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.asking import LONGEST_WAIT
from graph.entrance import Entrance
from graph.gate.gate import Gate
from graph.gate.lines import Line, Persons
from graph.holders import Entered
from graph.leaving import InTime, waiting
from graph.reads.proving import Proof, RightsChanged
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from models.vocabulary import RuleCode
from vendors.gate.deciding import Answer, Asking

ROUTE, PATH = "gate", "/gate/{transfer}"
AT_ONCE = 10_000
"""Persons that are decided on in one transaction."""
_TRANSFER = ("transfer",)
_HEADERS = [
    (b"content-type", b"application/x-ndjson; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


class GateRoute:
    """What answers at the path; see `graph.beside`."""

    def __init__(self, gate: Gate, entrance: Entrance) -> None:
        self._gate, self._entrance = gate, entrance

    async def answer(self, request: Request, entered: Entered, lang: str) -> ASGIApp:
        """What answers one request: a stream, or a refusal of what is asked."""
        try:
            at = moment(request.query_params.get("at"))
        except Refused as refused:
            return reply(400, lang, errors=[refused])
        items = request.query_params.getlist("item")
        asking = Asking(request.path_params["transfer"], entered.holder.name, at, tuple(items) or None)

        async def stream(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await self._stream(_Doubted(asking, entered.proof, request, lang), scope, receive, send)
            except _KeptOut as out:
                await out.told(scope, receive, send)

        return stream

    async def _stream(self, doubted: "_Doubted", scope: Scope, receive: Receive, send: Send) -> None:
        asking, lang = doubted.asking, doubted.lang
        begun, ended, asked, allowed = False, False, 0, 0
        async with aclosing(_portions(receive)) as portions:
            async for lines, ended in portions:
                try:
                    answer = await self._decided(doubted, lines)
                except Refused as refused:
                    if begun:
                        await _send(send, orjson.dumps({"errors": [refused.as_error(lang)]}) + b"\n", more=False)
                    else:
                        await reply(_status(refused), lang, errors=[refused])(scope, receive, send)
                    return
                asked, allowed = asked + len(answer.persons), allowed + len(answer.allowed)
                text = (b"" if begun else _head(asking, answer)) + _lines(lines, answer)
                if ended:
                    text += _end(asking, asked, allowed)
                if not begun:
                    # What is whole already goes out in one piece, with its length: most ask of one person.
                    length = [(b"content-length", str(len(text)).encode())] if ended else []
                    await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS, *length]})
                    begun = True
                await _send(send, text, more=not ended)
        if not ended:
            await _send(send, _end(asking, asked, allowed), more=False)

    async def _decided(self, doubted: "_Doubted", lines: Sequence[Line]) -> Answer:
        """What is decided of these persons; raises `Refused`, also where the transfer went while others were.

        Whoever asks is doubted until the first are decided on; raises `_KeptOut` where he may not ask any more.
        """
        subjects = [line.subject for line in lines if line.subject]
        proof, doubted.proof = doubted.proof, None
        try:
            answer = await self._gate.decide(doubted.asking, subjects, proof)
        except RightsChanged:
            holder = await self._entrance.holder(ROUTE, doubted.request, doubted.lang)
            if isinstance(holder, Response):
                raise _KeptOut(holder) from None
            answer = await self._gate.decide(doubted.asking, subjects)
        if answer is None:
            raise _no_such_transfer()
        return answer


@dataclass
class _Doubted:
    """What is asked, by somebody of whom something may have yet to be proven."""

    asking: Asking
    proof: Proof | None
    request: Request
    lang: str


class _KeptOut(Exception):  # noqa: N818  # a state, not an error
    def __init__(self, told: Response) -> None:
        super().__init__()
        self.told = told


def _status(refused: Refused) -> int:
    """With which status it is told; what is not there is the transfer, which the path names."""
    if refused.code is Code.UNAVAILABLE:
        return 503
    return 404 if refused.argument == _TRANSFER else 400


def moment(text: str | None) -> datetime:
    """The moment that is asked about, now where none is given; raises `Refused`."""
    if text is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Refused(
            Code.BAD_INPUT,
            "`at` is a moment with its offset, such as 2026-04-01T10:00:00Z.",
            "`at` は 2026-04-01T10:00:00Z のように、時差を付けた時点です。",
            argument=("at",),
        )
    return at.astimezone(UTC)


async def _portions(receive: Receive) -> AsyncGenerator[tuple[Sequence[Line], bool], None]:
    """The lines that come, so many at a time; at least one portion, if with nobody in it.

    With each goes whether it is known to be the last.
    """
    persons, waiting_lines, first, more = Persons(), list[Line](), True, True
    while more:
        try:
            message = await waiting(_next(receive), lambda: InTime(LONGEST_WAIT))
        except TimeoutError:
            raise ClientDisconnect from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        waiting_lines += persons.take(message.get("body", b""))
        more = bool(message.get("more_body", False))
        if not more:
            waiting_lines += persons.end()
        while len(waiting_lines) >= AT_ONCE or (not more and (waiting_lines or first)):
            some, waiting_lines, first = waiting_lines[:AT_ONCE], waiting_lines[AT_ONCE:], False
            yield some, not (more or waiting_lines)


async def _next(receive: Receive) -> Message:
    return await receive()


def _head(asking: Asking, answer: Answer) -> bytes:
    told = {
        "decision": asking.decision,
        "transfer": asking.transfer,
        "at": asking.at.isoformat().replace("+00:00", "Z"),
        "allowed": answer.may_be,
        "codes": answer.whole,
        "itemsOutside": answer.items_outside,
    }
    return orjson.dumps(told) + b"\n"


def _end(asking: Asking, asked: int, allowed: int) -> bytes:
    told = {"decision": asking.decision, "asked": asked, "allowedPersons": allowed, "end": True}
    return orjson.dumps(told) + b"\n"


def _lines(lines: Sequence[Line], answer: Answer) -> bytes:
    """A line for each that came in, in the same order; one that names nobody is told by its number."""
    persons, may_be = iter(answer.persons), answer.may_be
    told: list[bytes] = []
    said: dict[tuple[RuleCode, ...], bytes] = {}
    for number, named in lines:
        if named is None:
            told.append(orjson.dumps({"line": number, "allowed": False, "fault": "no_subject"}) + b"\n")
            continue
        subject, codes = next(persons)
        if codes not in said:  # what is said of a person is said of many
            said[codes] = orjson.dumps({"allowed": may_be and not codes, "codes": codes})[1:] + b"\n"
        told.append(b'{"subject":%b,%b' % (orjson.dumps(subject), said[codes]))
    return b"".join(told)


async def _send(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


def _no_such_transfer() -> Refused:
    return Refused(
        Code.BAD_INPUT, "There is no transfer of that code.", "その符号の提供はありません。", argument=_TRANSFER
    )
