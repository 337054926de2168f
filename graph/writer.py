"""Who writes: verbs and other work in the database, apart from the loop that answers.

One thing is done after the other. Verbs that come while others are being done wait, and are then done together.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from graph.apart.database import KeptOpen
from graph.apart.process import InProcess
from graph.apart.thread import InThread
from graph.reads.marks import CALLER, Marks, place_of
from graph.reads.refusals import Code, Refused
from graph.standing import SHOWN
from vendors.store.address import Address, Engine
from vendors.store.database import Database
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

    def __init__(self, place: Address, marks: Marks | None = None, *, process: bool = False) -> None:
        """`marks` are given where there is a replica: up to where a caller has written is noted there.

        `process`: verbs on the register are done in a process of their own, not in a thread of this one.
        """
        self._place = place
        self._marks = marks
        self._thread = InThread(place)
        self._process = InProcess(place) if process else None
        self._beside = InProcess(place) if process else InThread(place)
        """Where long work is done; begun with the first."""
        self._here = KeptOpen(place) if place.engine is Engine.POSTGRESQL else None
        """Where brief work is done that waits for a server: it takes less time than handing it to another thread."""
        self._turn = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._working: asyncio.Task[None] | None = None
        """Answers those who wait, as long as there are any."""
        self._last = 0
        """How many were answered together last."""
        self._all_came = asyncio.Event()
        """As many wait as were answered together last."""
        self.queue = 0
        """How many are writing, or wait for their turn."""

    async def begin(self) -> None:
        """Have everything there before the first verb comes; without it, that waits."""
        if self._process is not None:
            await self._process.begin()

    async def answered(self, order: Order, key: str) -> Done:
        """Do what is ordered, once for each key; see `vendors.verbs.answering.answered`.

        Raises `VerbRefused` and `KeyTaken`, and `Refused` where the database can't be written now.
        """
        answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(Asked(order, key), CALLER.get(), answer))
        if len(self._waiting) >= self._last:
            self._all_came.set()
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._answer_those_who_wait())
        return await self._told(answer)

    async def foreseen(self, order: Order) -> tuple[Done, Foresight]:
        """What would be answered, and what would be said otherwise; raises what `answered` does."""

        async def look() -> tuple[Done, Foresight]:
            async with self._turn:
                return await self._verbs.do(foreseen, order)

        return await self._told(asyncio.create_task(look()))

    async def do(self, work: Callable[[Database], Awaitable[T]], *, brief: bool = False) -> T:
        """What other work in the database answers, and raises; or `Refused` where it can't be written now.

        `brief`: it does hardly anything but wait for the database.
        """
        caller = CALLER.get()
        place = self._here if brief and self._here is not None else self._thread

        async def take_turn() -> T:
            async with self._turn:
                done = await place.do(work)
                await self._note([caller])
                return done

        return await self._told(asyncio.create_task(take_turn()))

    async def do_long(self, work: Callable[..., Awaitable[T]], *given: object) -> T:
        """The same of work that takes long, beside all other: that waits for it in the database alone.

        It is a function of a module, and what it is given, answers and raises is data.
        """
        caller = CALLER.get()

        async def take_turn() -> T:
            done = await self._beside.do(work, *given)
            async with self._turn:
                await self._note([caller])
            return done

        return await self._told(asyncio.create_task(take_turn()))

    @property
    def _verbs(self) -> InThread | InProcess:
        return self._process or self._thread

    async def _told(self, doing: "asyncio.Future[T]") -> T:
        """What comes of it, as those are told who asked for it; it goes on where they stop waiting."""
        doing.add_done_callback(_heard)
        self.queue += 1
        try:
            return await asyncio.shield(doing)
        except StoreRefused as refused:
            raise _unavailable(refused, refused.__cause__ or refused) from refused
        except FAULTS as fault:
            raise _unavailable(refusal_of(fault, self._place), fault) from fault
        finally:
            self.queue -= 1

    async def _answer_those_who_wait(self) -> None:
        while self._waiting:
            async with self._turn:
                await self._gather()
                some, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                self._last = len(some)
                await self._answer(some)

    async def _gather(self) -> None:
        """Wait a little while fewer wait than were answered last: together they take less time than one by one.

        Whoever writes alone is never kept waiting, nor is anybody twice for callers who do not come again.
        """
        if len(self._waiting) < self._last:
            self._all_came.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_came.wait(), _GATHERING)

    async def _answer(self, those: Sequence[_Waiting]) -> None:
        """Answer all of them; a fault of ours that one of them meets stops no other."""
        try:
            answers = await self._verbs.do(answered_together, [one.asked for one in those])
            await self._note([one.caller for one in those])
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

    async def _note(self, callers: Sequence[str]) -> None:
        if self._marks is not None:
            written = place_of(await self._thread.do(_up_to))
            for caller in callers:
                self._marks.note(caller, written)

    async def close(self) -> None:
        """Let go of the database, once what is being done is done."""
        if self._working is not None:
            await self._working
        await self._beside.end()
        async with self._turn:
            if self._here is not None:
                await self._here.close()
            await self._thread.end()
            if self._process is not None:
                await self._process.end()


async def _up_to(database: Database) -> str:
    """Up to where PostgreSQL has written."""
    (row,) = await database.rows("SELECT pg_current_wal_lsn()::text AS place")
    return str(row["place"])


def _heard(doing: "asyncio.Future[Any]") -> None:
    """Look at what came of what nobody may be waiting for any more."""
    if not doing.cancelled():
        doing.exception()


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
