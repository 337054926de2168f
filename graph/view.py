"""`/graphql`: who asks, what is asked, and the answer over HTTP."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.allowance import Allowance, Rates
from graph.asking import METHODS, Unreadable, question
from graph.bearer import presented
from graph.context import Asker
from graph.entrance import kept_out
from graph.holders import Entered, Holders
from graph.leaving import WhileThere, waiting
from graph.negotiation import JSON, heads, language, media_type
from graph.reads.answers import Answers, Question, internal
from graph.reads.marks import CALLER
from graph.reads.proving import RightsChanged
from graph.reads.refusals import Refused
from graph.replies import answered, reply, stranger, too_often, unacceptable
from graph.standing import Standing, Standings
from graph.uses import Uses
from graph.watching.seen import Seen
from graph.watching.watching import Watched, Watching
from vendors.tokens import Holder

LOG = logging.getLogger("teikyo.graphql")


class View:
    """The ASGI application behind `/graphql`."""

    def __init__(
        self,
        answers: Answers,
        standings: Standings,
        allowance: Allowance | None = None,
        token_of: Callable[[Request], str | None] | None = None,
        uses: Uses | None = None,
        holders: Holders | None = None,
        watching: Watching | None = None,
    ) -> None:
        """`token_of` says which token a request carries, its `Authorization` unless given; `holders` whose that is.

        What lets in is noted in `uses`; `watching` sees every request.
        """
        self._uses = uses
        self._watching = watching or Watching(Watched(), answers.planner.counters)
        self._token_of = token_of
        self._answers = answers
        self._standings = standings
        self._holders = holders or Holders(answers.reader)
        self._allowance = allowance or Allowance(Rates())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        given = heads(scope)
        lang = language(given.get("accept-language"))
        seen = self._watching.begins(given)
        try:
            response = await self._respond(Request(scope, receive), given, lang, seen)
        except ClientDisconnect:
            self._watching.leaves(seen)
            return
        except Exception:
            LOG.exception("a request failed")
            response = reply(500, lang, errors=[internal()])
        response.raw_headers.append(self._watching.answers(seen))
        try:
            await response(scope, receive, send)
        finally:
            self._watching.ends(seen, response.status_code)

    async def _respond(self, request: Request, given: Mapping[str, str], lang: str, seen: Seen) -> Response:
        token = presented(given.get("authorization")) if self._token_of is None else self._token_of(request)
        if token is None:
            return stranger(lang, given=False)
        standing = await self._standings.now()
        now = datetime.now(UTC)
        try:
            entered = await self._holders.of(token, now, standing.state)
            if entered is None:
                return kept_out(self._allowance, request, lang, token)
            seen.token = entered.holder.key
            asked = await self._asked(request, given, lang, entered.holder, standing, now)
            while True:
                try:
                    if isinstance(asked, Response):
                        response = asked
                    else:
                        response = await self._answer(request, given, lang, asked, entered, standing, seen)
                    if entered.proof is not None and not entered.proof.seen:
                        await self._answers.reader.texts([], slow=False, proof=entered.proof)
                    return response
                except RightsChanged:
                    seen.begun = False
                    entered = await self._holders.anew(token, now)
                    if entered is None:
                        return kept_out(self._allowance, request, lang, token)
        except Refused as refused:
            return reply(503, lang, errors=[standing.refused or refused])

    async def _asked(
        self, request: Request, given: Mapping[str, str], lang: str, holder: Holder, standing: Standing, now: datetime
    ) -> Question | Response:
        """What he asks, or what he is told instead of an answer."""
        if self._uses is not None and holder.key:
            self._uses.note(holder.key, now)
        if wait := self._allowance.request(holder.name):
            return too_often(lang, wait)
        if standing.refused is not None:
            return reply(503, lang, errors=[standing.refused])
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        media = media_type(given.get("accept"))
        if media is None:
            return unacceptable(lang)
        try:
            return await question(request, given, self._answers.limits.body)
        except Unreadable as unreadable:
            return reply(unreadable.status, lang, media, [unreadable.refused], unreadable.headers)

    async def _answer(
        self,
        request: Request,
        given: Mapping[str, str],
        lang: str,
        asked: Question,
        entered: Entered,
        standing: Standing,
        seen: Seen,
    ) -> Response:
        account = self._allowance.account(entered.holder.name)
        asker = Asker(entered.holder, lang, account, entered.proof, seen)
        CALLER.set(entered.holder.name)
        answering = self._answers.answer(asked, asker, standing.today())
        answer = await waiting(answering, lambda: WhileThere(request.receive))
        seen.begun = answer.begun
        return answered(answer, account, lang, media_type(given.get("accept")) or JSON)
