"""The database that verbs are done in, in a thread of its own: opened when the first comes, and kept open.

One thing is done after the other. Verbs that come while others are being done wait, and are then done together.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from graph.aside import Aside
from graph.reads.marks import CALLER, Marks, place_of
from graph.reads.refusals import Code, Refused
from graph.standing import SHOWN
from vendors.store.address import Address
from vendors.store.database import Database, opened
from vendors.store.faults import FAULTS, engine_code, refusal_of
from vendors.store.refusals import Refusal, StoreRefused
from vendors.verbs.answering import Asked, foreseen
from vendors.verbs.doing import Done, Order
from vendors.verbs.foreseeing import Foresight
from vendors.verbs.together import answered_together

T = TypeVar("T")
LOG = logging.getLogger("teikyo.writer")
MOST_TOGETHER = 32
"""Verbs that are done together at most: the last of them waits for all."""
_GATHERING = 0.01
"""Seconds for which those who were answered last are waited for."""


@dataclass(frozen=True)
class _Waiting:
    """A verb that waits to be done."""

    asked: Asked
    caller: str
    answer: "asyncio.Future[Done]"


class Writer:
    """Does verbs in the database of an address; whoever writes waits for those before him.

    What is begun goes on to its end, whoever stops waiting for it.
    """

    def __init__(self, place: Address, marks: Marks | None = None) -> None:
        """`marks` are given where there is a replica: up to where a caller has written is noted there."""
        self._place = place
        self._marks = marks
        self._aside = Aside("teikyo-write")
        self._turn = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._last = 0
        """How many were answered together last."""
        self._all_came = asyncio.Event()
        """As many wait as were answered together last."""
        self._database: Database | None = None
        self._holding: asyncio.Task[None] | None = None
        self._end = asyncio.Event()
        self.queue = 0
        """How many are writing, or wait for their turn."""

    async def answered(self, order: Order, key: str) -> Done:
        """Do what is ordered, once for each key; see `vendors.verbs.answering.answered`.

        Raises `VerbRefused` and `KeyTaken`, and `Refused` where the database can't be written now.
        """
        asked, caller = Asked(order, key), CALLER.get()

        async def join() -> Done:
            answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Waiting(asked, caller, answer))
            if len(self._waiting) >= self._last:
                self._all_came.set()
            async with self._turn:
                if not answer.done():
                    await self._gather()
                    some, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                    self._last = len(some)
                    await self._answer(some)
            return await answer

        return await self._do(join)

    async def _gather(self) -> None:
        """Wait a little while fewer wait than were answered last: together they take less time than one by one.

        Whoever writes alone is never kept waiting, nor is anybody twice for callers who do not come again.
        """
        if len(self._waiting) < self._last:
            self._all_came.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_came.wait(), _GATHERING)

    async def foreseen(self, order: Order) -> tuple[Done, Foresight]:
        """What would be answered, and what would be said otherwise; raises what `answered` does."""

        async def look() -> tuple[Done, Foresight]:
            async with self._turn:
                return await foreseen(await self._opened(), order)

        return await self._do(look)

    async def do(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """What other work in the database answers, and raises; or `Refused` where it can't be written now."""
        caller = CALLER.get()

        async def take_turn() -> T:
            async with self._turn:
                database = await self._opened()
                done = await work(database)
                await self._note(database, [caller])
                return done

        return await self._do(take_turn)

    async def _do(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        self.queue += 1
        try:
            return await self._aside.do(work)
        except StoreRefused as refused:
            raise _unavailable(refused, refused.__cause__ or refused) from refused
        except FAULTS as fault:
            raise _unavailable(refusal_of(fault, self._place), fault) from fault
        finally:
            self.queue -= 1

    async def _answer(self, those: Sequence[_Waiting]) -> None:
        """Answer all of them; a fault of ours that one of them meets stops no other."""
        try:
            database = await self._opened()
            answers = await answered_together(database, [one.asked for one in those])
            await self._note(database, [one.caller for one in those])
        except Exception as fault:  # noqa: BLE001  # whoever waits is told
            if len(those) > 1 and not self._is_everybodys(fault):
                for one in those:
                    await self._answer([one])
                return
            for one in those:
                one.answer.set_exception(fault)
        else:
            for one, answer in zip(those, answers, strict=True):
                if isinstance(answer, Done):
                    one.answer.set_result(answer)
                else:
                    one.answer.set_exception(answer)

    def _is_everybodys(self, fault: Exception) -> bool:
        """Whether the database can't be written by anybody now; anything else may be because of one verb alone."""
        if isinstance(fault, FAULTS):
            fault = refusal_of(fault, self._place)
        return isinstance(fault, StoreRefused) and fault.refusal is not Refusal.FAILED

    async def _note(self, database: Database, callers: Sequence[str]) -> None:
        if self._marks is not None:
            (row,) = await database.rows("SELECT pg_current_wal_lsn()::text AS place")
            for caller in callers:
                self._marks.note(caller, place_of(row["place"]))

    async def _opened(self) -> Database:
        if self._database is None:
            # One task enters the database's context and leaves it again.
            ready: asyncio.Future[Database] = asyncio.get_running_loop().create_future()
            self._holding = asyncio.create_task(self._hold(ready))
            self._database = await ready
        return self._database

    async def _hold(self, ready: "asyncio.Future[Database]") -> None:
        try:
            async with opened(self._place) as database:
                ready.set_result(database)
                await self._end.wait()
                async with self._turn:  # what is being done is done first
                    pass
        except StoreRefused as refused:
            if not ready.done():
                ready.set_exception(refused)

    async def close(self) -> None:
        """Let go of the database, once what is being done is done."""

        async def end() -> None:
            self._end.set()
            if self._holding is not None:
                with suppress(StoreRefused):
                    await self._holding

        if self._aside.begun:
            await self._aside.do(end)
            await self._aside.end()


def _unavailable(refused: StoreRefused, fault: BaseException) -> Refused:
    LOG.warning("a verb could not be done: %s (%s)", refused.refusal.value, engine_code(fault))
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
