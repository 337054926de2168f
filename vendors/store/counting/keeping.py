"""Keeping the counts: what the transfers that change counted for before goes, what they count for now comes.

The difference alone is written, summed up by day, month and year; where nothing counts otherwise, nothing is.
"""

from collections.abc import Iterable

from models.counted import CodeCount, CountedState, FindingCount, TransferCount
from vendors.store.connection import Connection
from vendors.store.counting.changes import Changes
from vendors.store.counting.reading import counted, transfers_to
from vendors.store.counting.settling import settle
from vendors.store.rows import table_of

KEPT = (TransferCount, CodeCount, FindingCount, CountedState)
"""The tables of counts, those that name others before what they name."""

MOST = 200_000
"""Changes that are held at most, beside those of some thousand transfers; where there are more, they are written."""


class KeptCounts:
    """The counts during one transaction: `take_out` before spans and findings change, `put_in` afterwards."""

    def __init__(self, connection: Connection, *, anew: bool, most: int = MOST) -> None:
        """Follow the changes of a transaction; `anew` where all is said anew, so that all is counted anew."""
        self._connection = connection
        self._anew = anew
        self._most = most
        self._taken: set[int] = set()
        self._changes = Changes()

    async def take_out(self, transfers: Iterable[int], recipients: Iterable[int]) -> None:
        """Note what these transfers, and all transfers to these recipients, count for before they change."""
        if not self._anew:
            self._taken = {*transfers, *await transfers_to(self._connection, recipients)}
            await self._count(self._taken, -1)

    async def put_in(self, transfers: Iterable[int]) -> None:
        """Change the counts by what these transfers, and those that were taken out, count for otherwise now."""
        if self._anew:
            await count_anew(self._connection)
        else:
            await self._count(self._taken.union(transfers), 1)
            await settle(self._connection, self._changes)

    async def _count(self, transfers: Iterable[int], sign: int) -> None:
        async for some in counted(self._connection, transfers):
            for transfer in some:
                self._changes.add(transfer, sign)
            if len(self._changes) > self._most:
                await settle(self._connection, self._changes)
                self._changes = Changes()


async def count_anew(connection: Connection) -> None:
    """Make all counts from the spans and findings that are stored."""
    for table in KEPT:
        await connection.run(f'DELETE FROM "{table_of(table)}"')  # noqa: S608  # our own tables
    rows = await connection.rows("SELECT id FROM transfer")
    await KeptCounts(connection, anew=False).put_in(row["id"] for row in rows)
