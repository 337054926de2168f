"""The database that verbs are done in: opened when the first comes, and kept open."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context, copy_context
from typing import Any, TypeVar

from graph.reads.marks import CALLER, Marks, place_of
from graph.reads.refusals import Code, Refused
from graph.standing import SHOWN
from vendors.store.address import Address
from vendors.store.database import Database, opened
from vendors.store.faults import FAULTS, refusal_of
from vendors.store.refusals import Refusal, StoreRefused

T = TypeVar("T")
LOG = logging.getLogger("teikyo.writer")


class Writer:
    """Does work in the database of an address; whoever writes waits for those before him."""

    def __init__(self, place: Address, marks: Marks | None = None) -> None:
        """`marks` are given where there is a replica: up to where a caller has written is noted there."""
        self._place = place
        self._marks = marks
        self._opening = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._database: Database | None = None
        self._context = Context()
        self._holding: asyncio.Task[None] | None = None
        self._end = asyncio.Event()
        self.queue = 0
        """How many are writing, or wait for their turn."""

    async def do(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """What the work answers; raises `Refused` where the database can't be written now.

        It is a task of its own: whoever stops waiting for it does not stop it.
        """
        database = await self._opened()
        task = asyncio.get_running_loop().create_task(
            self._in_turn(work, database, CALLER.get()), context=self._context.copy()
        )
        task.add_done_callback(_heard)
        return await asyncio.shield(task)

    async def _in_turn(self, work: Callable[[Database], Awaitable[T]], database: Database, caller: str) -> T:
        self.queue += 1
        try:
            async with self._turn:
                done = await work(database)
                if self._marks is not None:
                    (row,) = await database.rows("SELECT pg_current_wal_lsn()::text AS place")
                    self._marks.note(caller, place_of(row["place"]))
                return done
        except StoreRefused as refused:
            raise _unavailable(refused) from refused
        except FAULTS as fault:
            raise _unavailable(refusal_of(fault, self._place)) from fault
        finally:
            self.queue -= 1

    async def _opened(self) -> Database:
        async with self._opening:
            if self._database is None:
                # One task enters the database's context and leaves it; work is done in copies of that context.
                ready: asyncio.Future[Database] = asyncio.get_running_loop().create_future()
                self._holding = asyncio.create_task(self._hold(ready))
                try:
                    self._database = await asyncio.shield(ready)
                except StoreRefused as refused:
                    raise _unavailable(refused) from refused
            return self._database

    async def _hold(self, ready: "asyncio.Future[Database]") -> None:
        try:
            async with opened(self._place) as database:
                self._context = copy_context()
                ready.set_result(database)
                await self._end.wait()
                async with self._turn:  # what is being done is done first
                    pass
        except StoreRefused as refused:
            if not ready.done():
                ready.set_exception(refused)

    async def close(self) -> None:
        """Let go of the database, once what is being done is done."""
        self._end.set()
        if self._holding is not None:
            with suppress(StoreRefused):
                await self._holding


def _heard(task: "asyncio.Task[Any]") -> None:
    """Look at what came of a task that nobody may be waiting for any more."""
    if not task.cancelled():
        task.exception()


def _unavailable(refused: StoreRefused) -> Refused:
    LOG.warning("a verb could not be done: %s", refused.refusal.value)
    if refused.refusal is Refusal.LOCKED:
        en, ja = (
            "Others are writing for too long; nothing was changed. Send it again.",
            "他の書き込みが長引いています。",
        )
        return Refused(Code.UNAVAILABLE, en, f"{ja}何も変更していません。再度送信してください。")
    if refused.refusal is Refusal.NO_REGISTER:
        params = {**refused.params, "database": SHOWN}
        said = StoreRefused(Refusal.NO_REGISTER, **params)
        return Refused(Code.UNAVAILABLE, said.message("en"), said.message("ja"))
    return Refused(
        Code.UNAVAILABLE,
        "The database can't be written just now. Send it again, under the same key: what was done is not done again.",
        "現在データベースに書き込めません。同じキーで再度送信してください。完了済みの処理は繰り返されません。",
    )
