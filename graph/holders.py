"""Who holds a token: looked up for each request, so that one that is revoked is out at once.

Where the engine tells of every change by anyone, what was looked up holds until the next.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from graph.bearer import is_signed
from graph.oidc.vouching import Vouching
from graph.reads.database import Reader
from vendors import tokens
from vendors.store.database import Reads
from vendors.tokens import Holder

_MOST = 1_000
Find = Callable[[Reads, str, datetime], Awaitable[Holder | None]]


class Holders:
    """The holders of tokens of one database."""

    def __init__(self, reader: Reader, find: Find = tokens.holder, vouching: Vouching | None = None) -> None:
        """`find` looks up who comes in with a text: a token, unless it is said; `vouching` knows signed ones."""
        self._vouching = vouching
        self._reader = reader
        self._find = find
        self._state: int | None = None
        self._known: dict[str, Holder] = {}
        """By digest; never a token itself."""

    async def now(self, token: str, now: datetime) -> Holder | None:
        """Who holds it as the database stands; see `of`."""
        return await self.of(token, now, self._reader.state())

    async def of(self, token: str, now: datetime, state: int | None) -> Holder | None:
        """Who holds it in that state of the database; `None` for a token that lets nobody in.

        Raises `Refused` where there is no database.
        """
        if self._vouching is not None and is_signed(token):
            return await self._vouching.holder(token, now)
        if state is None:
            return await self._find(self._reader, token, now)
        if state != self._state or len(self._known) > _MOST:
            self._known.clear()
            self._state = state
        digest = tokens.digest(token)
        holder = self._known.get(digest)
        if holder is None:
            holder = await self._find(self._reader, token, now)
            if holder is not None:
                self._known[digest] = holder
        return holder if holder is not None and holder.may_enter(now) else None
