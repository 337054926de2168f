"""Keeping the counts: what the transfers that change counted for before goes, what they count for now comes.

The difference alone is written, summed up by day, month and year; where nothing counts otherwise, nothing is.
"""

from collections.abc import Iterable

from models.counted import CodeCount, CountedState, FindingCount, TransferCount
from vendors.store.address import Engine
from vendors.store.counting.gathering import EMPTY_TABLES, gather, make_tables
from vendors.store.counting.words import DAYS
from vendors.store.database import FEW, Connection
from vendors.store.rows import table_of

KEPT = (TransferCount, CodeCount, FindingCount, CountedState)
"""The tables of counts, those that name others before what they name."""


class KeptCounts:
    """The counts during one transaction: `take_out` before spans and findings change, `put_in` afterwards."""

    def __init__(self, connection: Connection, *, anew: bool) -> None:
        """Follow the changes of a transaction; `anew` where all is said anew, so that all is counted anew."""
        self._connection = connection
        self._anew = anew
        self._followed = False

    async def take_out(self, transfers: Iterable[int], recipients: Iterable[int]) -> None:
        """Note what these transfers, and all transfers to these recipients, count for before they change."""
        transfers, recipients = list(transfers), list(recipients)
        if self._anew or not (transfers or recipients):
            return
        self._followed = True
        await self._connection.run_script(make_tables(self._connection.engine))
        await self._add(transfers)
        await self._connection.run_many(
            "INSERT INTO counted_transfer SELECT id FROM transfer WHERE recipient_id = ? ON CONFLICT DO NOTHING",
            [(number,) for number in recipients],
        )
        await self._connection.run_script(gather(self._connection.engine, -1))

    async def put_in(self, transfers: Iterable[int]) -> None:
        """Change the counts by what these transfers, and those that were taken out, count for otherwise now."""
        if self._anew:
            await count_anew(self._connection)
            return
        transfers = list(transfers)
        if transfers and not self._followed:
            await self._connection.run_script(make_tables(self._connection.engine))
        elif not self._followed:
            return
        await self._add(transfers)
        engine = self._connection.engine
        await self._connection.run_script((*gather(engine, 1), *settle(engine), *EMPTY_TABLES))

    async def _add(self, transfers: Iterable[int]) -> None:
        numbers = [(number,) for number in transfers]
        await self._connection.run_many("INSERT INTO counted_transfer (id) VALUES (?) ON CONFLICT DO NOTHING", numbers)
        if self._connection.engine is Engine.POSTGRESQL and len(numbers) > FEW:
            await self._connection.run("ANALYZE counted_transfer")


def counted_anew(engine: Engine) -> tuple[str, ...]:
    """Statements that make all counts from the spans and findings that are stored."""
    return (
        *(f"DELETE FROM {table_of(table)}" for table in KEPT),  # noqa: S608  # our own tables
        *make_tables(engine),
        "INSERT INTO counted_transfer SELECT id FROM transfer",
        *gather(engine, 1),
        *settle(engine),
        *EMPTY_TABLES,
    )


async def count_anew(connection: Connection) -> None:
    """Make all counts from the spans and findings that are stored."""
    for statement in counted_anew(connection.engine):
        await connection.run(statement)


def settle(engine: Engine) -> tuple[str, ...]:
    """Statements that make the tables of counts say what was noted."""
    days = DAYS[engine]
    return (
        _DAYS,
        _blocks("MONTH", days.first_of_month("day"), "DAY"),
        _blocks("YEAR", days.first_of_year("day"), "MONTH"),
        (
            "INSERT INTO counted_block SELECT 'transfer', 'EVER', day, s.id, null, null, sum(one), 0"
            " FROM counted_change c JOIN counted_state s ON s.key = c.key WHERE counts = 'begun' GROUP BY day, s.id"
            " HAVING sum(one) <> 0"
        ),
        *_applied("transfer", "state_id, grain, from_on", "state_id, grain, day", "transfers, ended"),
        *_applied("code", "state_id, code, grain, from_on", "state_id, code, grain, day", "transfers, ended"),
        *_applied("finding", "grain, from_on, code, severity", "grain, day, code, severity", "findings, transfers"),
        (
            "DELETE FROM counted_state WHERE id IN (SELECT state_id FROM counted_block)"
            " AND NOT EXISTS (SELECT 1 FROM transfer_count WHERE state_id = counted_state.id)"
            " AND NOT EXISTS (SELECT 1 FROM code_count WHERE state_id = counted_state.id)"
        ),
    )


_SUMMED_UP = "GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(one) <> 0 OR sum(other) <> 0"


_DAYS = (
    "INSERT INTO counted_block SELECT c.counts, 'DAY', c.day, s.id, c.code, c.severity,"  # noqa: S608  # our own tables
    " sum(c.one), sum(c.other) FROM counted_change c LEFT JOIN counted_state s ON s.key = c.key"
    f" WHERE c.counts <> 'begun' {_SUMMED_UP}"
)


def _blocks(grain: str, day: str, of: str) -> str:
    """What shorter runs of days have, summed up over longer ones."""
    return (
        f"INSERT INTO counted_block SELECT counts, '{grain}', {day}, state_id, code, severity, sum(one), sum(other)"  # noqa: S608
        f" FROM counted_block WHERE grain = '{of}' {_SUMMED_UP}"
    )


def _applied(counts: str, key: str, of_block: str, values: str) -> tuple[str, str]:
    """Add what was noted to one table, and remove the rows that say nothing any more."""
    table, (one, other) = f"{counts}_count", values.split(", ")
    return (
        (
            f"INSERT INTO {table} ({key}, {values}) SELECT {of_block}, one, other FROM counted_block"  # noqa: S608  # ours
            f" WHERE counts = '{counts}' ON CONFLICT ({key}) DO UPDATE SET"
            f" {one} = {table}.{one} + excluded.{one}, {other} = {table}.{other} + excluded.{other}"
        ),
        (
            f"DELETE FROM {table} WHERE ({key}) IN (SELECT {of_block} FROM counted_block WHERE counts = '{counts}')"  # noqa: S608
            f" AND {one} = 0 AND {other} = 0"
        ),
    )
