"""Who comes in at a route beside GraphQL: the holder of a token who may, as the database stands now."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.allowance import Allowance
from graph.bearer import presented
from graph.holders import Entered, Holders
from graph.reads.marks import CALLER
from graph.reads.refusals import Code, Refused
from graph.replies import reply, stranger, too_often
from graph.standing import Standing, Standings
from graph.uses import Uses
from vendors.rights import ROUTES, may_call
from vendors.tokens import Holder


class Entrance:
    """Lets in whom a route answers, and tells everybody else why not."""

    def __init__(self, holders: Holders, standings: Standings, allowance: Allowance, uses: Uses) -> None:
        """What lets in is noted in `uses`."""
        self._holders, self._standings, self._allowance, self._uses = holders, standings, allowance, uses

    async def holder(self, route: str, request: Request, lang: str) -> Holder | Response:
        """Who asks of that route, or what he is told instead of an answer; raises nothing."""
        entered = await self._let_in(route, request, lang, self._holders.proven, self._standings.now)
        return entered if isinstance(entered, Response) else entered.holder

    async def entered(self, route: str, request: Request, lang: str) -> Entered | Response:
        """The same, with what has yet to be proven along with his answer: where that fails, ask for the holder anew."""
        return await self._let_in(route, request, lang, self._holders.as_told, self._standings.lately)

    async def _let_in(
        self,
        route: str,
        request: Request,
        lang: str,
        look_up: Callable[[str, datetime], Awaitable[Entered | None]],
        look: Callable[[], Awaitable[Standing]],
    ) -> Entered | Response:
        token = presented(request.headers.get("authorization"))
        if token is None:
            return stranger(lang, given=False)
        now = datetime.now(UTC)
        try:
            entered = await look_up(token, now)
        except Refused as refused:
            return reply(503, lang, errors=[refused])
        if entered is None:
            return kept_out(self._allowance, request, lang, token)
        holder = entered.holder
        CALLER.set(holder.name)
        if holder.key:
            self._uses.note(holder.key, now)
        if wait := self._allowance.request(holder.name):
            return too_often(lang, wait)
        if (standing := (await look()).refused) is not None:
            return reply(503, lang, errors=[standing])
        return entered if may_call(route, holder.roles) else reply(403, lang, errors=[_not_his(route)])


def kept_out(allowance: Allowance, request: Request, lang: str, token: str) -> Response:
    """What he is told whose token lets nobody in."""
    wait = allowance.failure(request.client.host if request.client else "", token)
    return too_often(lang, wait) if wait else stranger(lang, given=True)


def _not_his(route: str) -> Refused:
    roles = sorted(ROUTES.get(route, ()))
    return Refused(
        Code.FORBIDDEN,
        f"/{route} answers {' and '.join(roles)} alone.",
        f"/{route} を使えるのは {'・'.join(roles)} だけです。",
    )
