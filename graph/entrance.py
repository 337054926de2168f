"""Who comes in by a route beside GraphQL: known, not too often, with a role that it answers, and while there is one."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.allowance import Allowance
from graph.bearer import presented
from graph.holders import Holders
from graph.reads.refusals import Code, Refused
from graph.replies import reply, stranger, too_often
from graph.standing import Standings
from vendors.rights import ROUTES, may_call
from vendors.tokens import Holder


class Entrance:
    """Lets in whoever a route answers."""

    def __init__(self, holders: Holders, standings: Standings, allowance: Allowance) -> None:
        self._holders, self._standings, self._allowance = holders, standings, allowance

    async def let_in(self, request: Request, route: str, lang: str) -> Holder | Response:
        """Who comes in by a route, or what he is told instead. Raises `Refused` where there is no database."""
        token = presented(request.headers.get("authorization"))
        if token is None:
            return stranger(lang, given=False)
        holder = await self._holders.now(token, datetime.now(UTC))
        if holder is None:
            wait = self._allowance.failure(request.client.host if request.client else "", token)
            return too_often(lang, wait) if wait else stranger(lang, given=True)
        if wait := self._allowance.request(holder.name):
            return too_often(lang, wait)
        if (refused := (await self._standings.now()).refused) is not None:
            return reply(503, lang, errors=[refused])
        if not may_call(route, holder.roles):
            return reply(403, lang, errors=[_not_his(route)])
        return holder


def _not_his(route: str) -> Refused:
    roles = sorted(ROUTES.get(route, ()))
    return Refused(
        Code.FORBIDDEN,
        f"This answers {' and '.join(roles)}.",
        f"利用できるのは {' と '.join(roles)} です。",
    )
