"""Who holds a token: looked up for each request, so that one that is revoked is out at once.

Where the engine tells of every change by anyone, what was looked up holds until the next. Where it does not, or where
every answer is a change, as at the gate, what was looked up before has to be proven along with what is read: see
`graph.reads.proving`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from graph.bearer import is_signed
from graph.oidc.vouching import Vouching
from graph.reads.database import Reader
from graph.reads.proving import Proof, RightsChanged
from vendors import tokens
from vendors.store.address import Engine
from vendors.store.connection import Reads, Row
from vendors.tokens import Holder, Way

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in."""

    holder: Holder
    proof: Proof | None = None
    """What has to be proven before he is answered; `None`: nothing has."""


class Holders:
    """The holders of tokens of one database."""

    def __init__(self, reader: Reader, way: Way = tokens.BY_TOKEN, vouching: Vouching | None = None) -> None:
        """`way` says who comes in with a text: with a token, unless it is said; `vouching` knows signed ones."""
        self._vouching = vouching
        self._reader = reader
        self._way = way
        self._proof = way.proof_on(reader.engine)
        self._prove = f"select ({self._proof}) as told"
        self._both = f"{self._prove}, coalesce(json_agg(held), '[]')::text as held from ({way.sql}) held"  # ours
        self._state: int | None = None
        self._known: dict[str, Entered] = {}
        """By digest; never a token itself."""
        self._told: dict[str, tuple[Holder, str]] = {}
        """By digest, what the database told of a token, and who that was."""

    async def now(self, token: str, now: datetime) -> Holder | None:
        """Who holds it as the database stands, with nothing left to prove; see `of`."""
        entered = await self.proven(token, now)
        return None if entered is None else entered.holder

    async def as_told(self, token: str, now: datetime) -> Entered | None:
        """Who held it when it was looked up last, with what is left to prove; see `of`."""
        return await self.of(token, now, None)

    async def proven(self, token: str, now: datetime) -> Entered | None:
        """The same, with nothing left to prove; whatever was told before is looked up anew the next time."""
        state = self._reader.state()
        if state is not None:
            self._told.pop(tokens.digest(token), None)
        entered = await self.of(token, now, state)
        if entered is not None and entered.proof is not None:
            try:
                (row,) = await self._reader.rows(self._prove, entered.proof.value)
                entered.proof.take(row["told"])
            except RightsChanged:
                entered = await self.anew(token, now)
        return entered

    async def of(self, token: str, now: datetime, state: int | None) -> Entered | None:
        """Who holds it in that state of the database; `None` for a token that lets nobody in.

        Raises `Refused` where there is no database.
        """
        if self._vouching is not None and is_signed(token):
            holder = await self._vouching.holder(token, now)
            return None if holder is None else Entered(holder)
        digest = tokens.digest(token)
        if state is None:
            holder, told = self._told.get(digest, (None, ""))
            if holder is None or not holder.may_enter(now):
                return await self._told_anew(token, digest, now)
            return Entered(holder, Proof(self._proof, digest, told))
        if state != self._state or len(self._known) > _MOST:
            self._known.clear()
            self._state = state
        entered = self._known.get(digest)
        if entered is None:
            entered = await self.anew(token, now)
            if entered is not None:
                self._known[digest] = entered
        return entered if entered is not None and entered.holder.may_enter(now) else None

    async def anew(self, token: str, now: datetime) -> Entered | None:
        """Who holds it, looked up now."""
        digest = tokens.digest(token)
        if self._reader.state() is None:
            return await self._told_anew(token, digest, now)
        if not tokens.could_be(token):
            return None
        holder = self._way.holder(await self._reader.rows(self._way.sql, digest), now)
        return None if holder is None else Entered(holder)

    async def _told_anew(self, token: str, digest: str, now: datetime) -> Entered | None:
        """The same, and what the database tells of it is remembered, to be proven the next time."""
        if not tokens.could_be(token):
            return None
        rows, told = await self._with_proof(digest)
        holder = self._way.holder(rows, now)
        if holder is None:
            self._told.pop(digest, None)
            return None
        if len(self._told) > _MOST:
            self._told.clear()
        self._told[digest] = holder, told
        return Entered(holder)

    async def _with_proof(self, digest: str) -> tuple[Sequence[Row], str]:
        """What is found of one state of the database, and what that tells."""
        if self._reader.engine is Engine.POSTGRESQL:
            (row,) = await self._reader.rows(self._both, digest, digest)
            return orjson.loads(row["held"]), row["told"]

        async def work(reads: Reads) -> tuple[Sequence[Row], str]:
            (row,) = await reads.rows(self._prove, digest)
            return await reads.rows(self._way.sql, digest), row["told"]

        return await self._reader.on_one_state(work)
