"""Keeping the counts: what is written, and in how many goes, is no matter of what they say."""

from datetime import date

from vendors.demo.register import demo_register
from vendors.store.address import Engine, address
from vendors.store.connection import Connection
from vendors.store.counting.keeping import KEPT, KeptCounts, count_anew
from vendors.store.database import opened
from vendors.store.loading import load

TODAY = date(2026, 8, 15)
Rows = list[tuple[str, ...]]


async def test_where_nothing_counts_otherwise_nothing_is_written(store: str) -> None:
    """All transfers are taken out and put in again as they are: no row is added, changed or removed."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        before = await kept(database)

        async def work(connection: Connection) -> int:
            written = await rows_written(connection)
            counts = KeptCounts(connection, anew=False)
            await counts.take_out(await all_transfers(connection), await all_recipients(connection))
            await counts.put_in(await all_transfers(connection))
            return await rows_written(connection) - written

        assert await database.write(work) == 0
        assert await kept(database) == before


async def test_counts_that_are_written_in_between_come_to_the_same(store: str) -> None:
    """Where they are too many to be held they are written, however far they are: all out, so none, and all in again."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        before = await kept(database)

        async def work(connection: Connection) -> list[Rows]:
            counts = KeptCounts(connection, anew=False, most=0)
            await counts.take_out(await all_transfers(connection), ())
            meanwhile = await kept(connection)
            await counts.put_in(())
            assert await rows_written(connection) > sum(map(len, before))
            return meanwhile

        assert await database.write(work) == [[]] * len(KEPT)
        assert await kept(database) == before
        assert all(before)


async def test_transfers_to_recipients_that_move_are_counted_with_them(store: str) -> None:
    """Whoever takes out a recipient takes out all transfers to it, once each."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))

        async def work(connection: Connection) -> list[Rows]:
            counts = KeptCounts(connection, anew=False, most=0)
            await counts.take_out((await all_transfers(connection))[::2], await all_recipients(connection))
            return await kept(connection)

        assert await database.write(work) == [[]] * len(KEPT)


async def test_a_register_without_transfers_counts_none(store: str) -> None:
    """Counting anew, too."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY).model_copy(update={"transfers": (), "deliveries": ()}))
        await database.write(count_anew)

        assert await kept(database) == [[]] * len(KEPT)


async def all_transfers(database: Connection) -> list[int]:
    """The numbers of all transfers."""
    return [row["id"] for row in await database.rows("SELECT id FROM transfer ORDER BY id")]


async def all_recipients(database: Connection) -> list[int]:
    """The numbers of all recipients."""
    return [row["id"] for row in await database.rows("SELECT id FROM recipient ORDER BY id")]


async def rows_written(connection: Connection) -> int:
    """How many rows the transaction has written so far."""
    if connection.engine is Engine.SQLITE:
        (row,) = await connection.rows("SELECT total_changes() AS number")
    else:
        (row,) = await connection.rows(
            "SELECT cast(sum(n_tup_ins + n_tup_upd + n_tup_del) AS BIGINT) AS number FROM pg_stat_xact_user_tables"
        )
    return int(row["number"])


async def kept(database: Connection) -> list[Rows]:
    """All that the tables of counts say, but for the numbers of their rows."""
    asked = (
        (
            "SELECT key, grain, from_on, transfers, ended FROM transfer_count c"
            " LEFT JOIN counted_state s ON s.id = c.state_id"
        ),
        (
            "SELECT key, code, grain, from_on, transfers, ended FROM code_count c"
            " LEFT JOIN counted_state s ON s.id = c.state_id"
        ),
        "SELECT code, severity, grain, from_on, findings, transfers FROM finding_count",
        "SELECT key FROM counted_state",
    )
    return [sorted(tuple(map(str, row.values())) for row in await database.rows(sql)) for sql in asked]
