"""When tokens last let in: noted in memory as they do, and written now and then, so that no read waits for a write.

What could not be written is written another time, or lost with the process: the list then tells of an earlier use.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial

from graph.apart.alone import done_alone
from vendors import tokens
from vendors.store.address import Address
from vendors.store.refusals import StoreRefused

LOG = logging.getLogger("teikyo.uses")
EVERY = 60.0
"""Seconds after which it is looked whether there is anything to write."""
APART = timedelta(minutes=10)
"""What is written of one token lies so far apart at least: the list is right to so much."""


class Uses:
    """What one process knows of the use of tokens, by their keys."""

    def __init__(self, place: Address, patience: float = 5.0) -> None:
        """`patience`: for so many seconds what is left is waited for at the end."""
        self._place = place
        self._patience = patience
        self._last: dict[str, datetime] = {}
        self._written: dict[str, datetime] = {}

    def note(self, key: str, now: datetime) -> None:
        """That the token of that key lets in at this moment."""
        self._last[key] = now

    def due(self) -> dict[str, datetime]:
        """What is to be written."""
        return {
            key: moment
            for key, moment in self._last.items()
            if key not in self._written or moment - self._written[key] >= APART
        }

    async def write(self) -> None:
        """Write what is due. Where that can't be, it is left for another time: nobody is kept out for it."""
        due = self.due()
        if not due:
            return
        try:
            await done_alone(self._place, partial(tokens.used, last=due))
        except StoreRefused as refused:
            LOG.warning("the last use of tokens could not be written: %s", refused.refusal.value)
            return
        self._written |= due

    @asynccontextmanager
    async def being_written(self) -> AsyncIterator[None]:
        """Write what is due now and then, and at the end what is left, if that can be."""
        writing = asyncio.create_task(self._keep_writing())
        try:
            yield
        finally:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
            with suppress(TimeoutError):
                await asyncio.wait_for(self.write(), self._patience)

    async def _keep_writing(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.write()
